# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Shows that CheckLayering.cmake goes red: on the small tree in fixture/ it must complain of exactly the lines that
# fixture/expected.txt lists. The tree also holds what is allowed, beside what is not.
cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_CURRENT_LIST_DIR}/fixture -P ${CMAKE_CURRENT_LIST_DIR}/CheckLayering.cmake
    RESULT_VARIABLE result ERROR_VARIABLE output OUTPUT_QUIET)
if(result EQUAL 0)
    message(FATAL_ERROR "The checker found nothing wrong in the fixture")
endif()

string(REGEX MATCHALL "(lib|ui|app)/[^\n]*:[0-9]+: [^\n]+" found "${output}")
list(SORT found)
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/fixture/expected.txt expected)
list(SORT expected)
if(NOT found STREQUAL expected)
    list(JOIN found "\n" found)
    message(FATAL_ERROR "The checker should complain of the lines in fixture/expected.txt; it complained of\n${found}")
endif()
