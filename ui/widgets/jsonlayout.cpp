// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jsonlayout.h"

#include <algorithm>

namespace channelscope {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// The end of the string that begins at `at`, its quotes included.
qsizetype stringEnd(const QByteArray &json, qsizetype at)
{
    for (qsizetype i = at + 1; i < json.size(); ++i) {
        if (json[i] == '\\')
            ++i;
        else if (json[i] == '"')
            return i + 1;
    }
    return json.size();
}

// The end of the variable that begins at `at`, or `at` where there is none.
qsizetype variableEnd(const QByteArray &json, qsizetype at)
{
    if (!QByteArrayView(json).sliced(at).startsWith("{{"))
        return at;
    for (qsizetype i = at + 2; i + 1 < json.size() && json[i] != '{'; ++i) {
        if (json[i] == '}')
            return json[i + 1] == '}' ? i + 2 : at;
    }
    return at;
}

// The end of what stays as it is: a string or a variable; `at` where neither begins.
qsizetype fixedEnd(const QByteArray &json, qsizetype at)
{
    return json[at] == '"' ? stringEnd(json, at) : variableEnd(json, at);
}

} // namespace

QByteArray withoutVariables(const QByteArray &json)
{
    QByteArray out = json;
    for (qsizetype i = 0; i < json.size();) {
        if (const qsizetype end = variableEnd(json, i); end > i) {
            out.replace(i, end - i, QByteArray(end - i, '1'));
            i = end;
        } else {
            i = std::max(fixedEnd(json, i), i + 1);
        }
    }
    return out;
}

QByteArray compactJson(const QByteArray &json)
{
    QByteArray out;
    out.reserve(json.size());
    for (qsizetype i = 0; i < json.size();) {
        if (const qsizetype end = fixedEnd(json, i); end > i) {
            out += QByteArrayView(json).sliced(i, end - i);
            i = end;
        } else {
            if (!isSpace(json[i]))
                out += json[i];
            ++i;
        }
    }
    return out;
}

QByteArray indentedJson(const QByteArray &json)
{
    const QByteArray tokens = compactJson(json);
    QByteArray out;
    int depth = 0;
    const auto newLine = [&] { out += '\n' + QByteArray(2 * depth, ' '); };
    for (qsizetype i = 0; i < tokens.size();) {
        const char c = tokens[i];
        if (const qsizetype end = fixedEnd(tokens, i); end > i) {
            out += QByteArrayView(tokens).sliced(i, end - i);
            i = end;
            continue;
        }
        const bool opens = c == '{' || c == '[';
        const bool closesAtOnce = opens && i + 1 < tokens.size() && (tokens[i + 1] == '}' || tokens[i + 1] == ']');
        if (closesAtOnce) {
            out += QByteArrayView(tokens).sliced(i, 2);
            i += 2;
            continue;
        }
        if (c == '}' || c == ']') {
            --depth;
            newLine();
        }
        out += c;
        if (opens)
            ++depth;
        if (opens || c == ',')
            newLine();
        if (c == ':')
            out += ' ';
        ++i;
    }
    return out;
}

} // namespace channelscope
