# SPDX-FileCopyrightText: 2026 The Channelscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reads the includes, the link lines and the words of lib, ui and app, and fails if one breaks a rule of the house:
#
#   cmake -DROOT=<source tree> -P CheckLayering.cmake
#
# The compiler does not do this: a target without QtWidgets still compiles an #include <QtWidgets/…>.
cmake_minimum_required(VERSION 3.25)

file(GLOB_RECURSE sources RELATIVE ${ROOT}
    ${ROOT}/lib/*.h ${ROOT}/lib/*.cpp ${ROOT}/ui/*.h ${ROOT}/ui/*.cpp ${ROOT}/app/*.h ${ROOT}/app/*.cpp)
file(GLOB_RECURSE lists RELATIVE ${ROOT} ${ROOT}/lib/CMakeLists.txt ${ROOT}/ui/CMakeLists.txt ${ROOT}/app/CMakeLists.txt)
if(NOT sources)
    message(FATAL_ERROR "Nothing to check below ${ROOT}")
endif()

set(broken 0)

function(complain file line rule)
    message(NOTICE "${file}:${line}: ${rule}")
    math(EXPR count "${broken} + 1")
    set(broken ${count} PARENT_SCOPE)
endfunction()

# read_lines(<file> <out>): its lines without comments, safe to keep in a CMake list.
function(read_lines file out)
    file(READ ${ROOT}/${file} text)
    string(REGEX REPLACE "[][;\\]" " " text "${text}")
    if(file MATCHES "CMakeLists.txt$")
        string(REGEX REPLACE "#[^\n]*" "" text "${text}")
    else()
        string(REGEX REPLACE "//[^\n]*" "" text "${text}")
    endif()
    string(REPLACE "\n" ";" text "${text}")
    set(${out} "${text}" PARENT_SCOPE)
endfunction()

# rule(<files> <pattern> <message> [<exempt files>]): no line of these files may match the pattern.
set(rules 0)
function(rule files pattern message)
    set(rule_${rules}_files "${files}" PARENT_SCOPE)
    set(rule_${rules}_pattern "${pattern}" PARENT_SCOPE)
    set(rule_${rules}_message "${message}" PARENT_SCOPE)
    set(rule_${rules}_exempt "${ARGN}" PARENT_SCOPE)
    math(EXPR next "${rules} + 1")
    set(rules ${next} PARENT_SCOPE)
endfunction()

# The one direction: app -> ui -> lib.
set(gui "Qt(Gui|Widgets|Svg|SvgWidgets|Charts|PrintSupport|OpenGL|OpenGLWidgets|Qml|Quick)")
rule("^(lib|app/cli)/.*(h|cpp)$" "#include *[<\"](${gui}|Qsci)/" "lib and the command line know no windows")
rule("^(lib|app/cli)/CMakeLists.txt$|^lib/.*/CMakeLists.txt$" "Qt6::(Gui|Widgets|Svg|SvgWidgets|Charts|PrintSupport|OpenGL)|QSCINTILLA|Channelscope::Ui|channelscope_ui"
    "lib and the command line link no windows")
rule("^(lib|ui)/.*(h|cpp)$" "#include *[<\"](\\.\\./)*(app)/" "only app is above ui")
rule("^lib/.*(h|cpp)$" "#include *[<\"](\\.\\./)*(ui)/" "lib is below ui")

# One user for each way out of the process.
rule("^(lib|ui|app)/.*(h|cpp)$" "#include *<(QtNetwork/)?QNetwork(AccessManager|Reply|Request)>"
    "HttpClient is the only user of QNetworkAccessManager" "^lib/http/(httpclient|exchange)") # an Exchange is HttpClient's own half
rule("^(lib|ui|app)/.*(h|cpp)$" "#include *<(QtWebSockets/)?QWebSocket" "WebSocketTransport and the sandbox are the only users of QWebSocket"
    "^lib/(live/websockettransport|sandbox/)")
rule("^(lib|ui|app)/.*(h|cpp)$" "#include *<(QtHttpServer/)?Q(Abstract)?HttpServer" "the sandbox is the only server" "^lib/sandbox/")
rule("^(lib|ui|app)/.*(h|cpp)$" "#include *[<\"](qt6keychain/|qtkeychain/)?keychain\\.h" "KeychainSecretStore is the only user of QtKeychain"
    "^lib/apps/keychainsecretstore")
rule("^(lib|ui|app)/.*(h|cpp)$" "#include *<(QtSql/)?QSql" "HistoryDatabase is the only user of QtSql" "^lib/publishing/history(database|rows)")
rule("^ui/.*(h|cpp)$" "#include *\"(http/(channelsapi|httpclient)|apps/keychainsecretstore|publishing/publisher)\\.h\""
    "only the session and the controllers at the top of ui call lib" "^ui/[a-z]*\\.(h|cpp)$")

# No frozen window, no weakened TLS, no secret in plain text.
rule("^(lib|ui|app)/.*(h|cpp)$" "QEventLoop($|[^L])|processEvents|(\\.|->)waitFor[A-Z]" "nothing blocks and no event loop is nested")
rule("^(lib|ui)/.*(h|cpp)$" "(\\.|->)exec *\\(" "exec() is for main()" "^lib/publishing/historydatabase") # of a query, not of a loop
rule("^(lib|ui|app)/.*(h|cpp)$" "ignoreSslErrors|VerifyNone|QueryPeer" "TLS is never weakened")
rule("^(lib|ui|app)/.*(h|cpp)$" "setInsecureFallback *\\( *true" "a secret is never kept in plain text")

# Server text is data.
rule("^ui/.*(h|cpp)$" "Qt::(RichText|AutoText|MarkdownText)|(set|append|insert|to)Html *\\(|setMarkdown *\\(" "server text is shown as plain text")

math(EXPR last "${rules} - 1")
foreach(file IN LISTS sources lists)
    read_lines(${file} lines)
    foreach(r RANGE ${last})
        if(NOT file MATCHES "${rule_${r}_files}" OR (rule_${r}_exempt AND file MATCHES "${rule_${r}_exempt}")
           OR NOT lines MATCHES "${rule_${r}_pattern}")
            continue()
        endif()
        set(number 0)
        foreach(line IN LISTS lines)
            math(EXPR number "${number} + 1")
            if(line MATCHES "${rule_${r}_pattern}")
                complain(${file} ${number} "${rule_${r}_message}")
            endif()
        endforeach()
    endforeach()

    # A quoted include is named from the top of its own layer or of one below it, never of one above.
    if(NOT file MATCHES "^(lib|ui)/")
        continue()
    endif()
    set(above app)
    if(file MATCHES "^lib/")
        list(PREPEND above ui)
    endif()
    set(number 0)
    foreach(line IN LISTS lines)
        math(EXPR number "${number} + 1")
        if(NOT line MATCHES "#include *\"([^\"]+)\"")
            continue()
        endif()
        set(included ${CMAKE_MATCH_1})
        if(EXISTS ${ROOT}/lib/${included} OR (file MATCHES "^ui/" AND EXISTS ${ROOT}/ui/${included}))
            continue()
        endif()
        foreach(layer IN LISTS above)
            if(EXISTS ${ROOT}/${layer}/${included})
                complain(${file} ${number} "includes a file of ${layer}, a layer above")
            endif()
        endforeach()
    endforeach()
endforeach()

if(broken)
    message(FATAL_ERROR "${broken} lines break the rules above")
endif()
list(LENGTH sources count)
message(STATUS "${count} files keep to their layers")
