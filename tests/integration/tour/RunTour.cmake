# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs PROGRAM --tour FOLDER and looks at what it left: exit code 0, a tour.json in which every step is well and says
# what it checked, and a picture of each step.
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE ${FOLDER})
execute_process(COMMAND ${PROGRAM} --theme ${THEME} --tour ${FOLDER} RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "The tour ended with ${result}")
endif()

file(READ ${FOLDER}/tour.json report)
string(JSON count LENGTH "${report}" steps)
if(count LESS 5) # open, publish, browse, inspect presence, look at the request
    message(FATAL_ERROR "The tour has only ${count} steps")
endif()

math(EXPR last "${count} - 1")
foreach(index RANGE ${last})
    string(JSON name GET "${report}" steps ${index} step)
    string(JSON ok GET "${report}" steps ${index} ok)
    string(JSON checked GET "${report}" steps ${index} checked)
    if(NOT ok OR checked STREQUAL "")
        message(FATAL_ERROR "Step ${name} is not well: ok is ${ok}, checked is '${checked}'")
    endif()
endforeach()

file(GLOB pictures ${FOLDER}/*.png)
list(LENGTH pictures pictureCount)
if(NOT pictureCount EQUAL count)
    message(FATAL_ERROR "${count} steps, but ${pictureCount} pictures")
endif()
foreach(picture IN LISTS pictures)
    file(SIZE ${picture} size)
    if(size LESS 5000)
        message(FATAL_ERROR "${picture} has only ${size} bytes: it is hardly a window")
    endif()
endforeach()
message(STATUS "${count} steps, all well")
