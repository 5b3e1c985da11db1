// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/variabletokens.h"

#include <algorithm>

namespace channelscope {

namespace {

constexpr auto rawName = "$raw";

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool isNameCharacter(char c)
{
    return isNameStart(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

bool isName(QByteArrayView text)
{
    return !text.isEmpty() && isNameStart(text.front()) && std::all_of(text.begin(), text.end(), isNameCharacter);
}

// Follows the quotes of JSON, byte by byte.
class QuoteState
{
public:
    void pass(char c)
    {
        if (m_isEscaped)
            m_isEscaped = false;
        else if (m_isInside && c == '\\')
            m_isEscaped = true;
        else if (c == '"')
            m_isInside = !m_isInside;
    }
    [[nodiscard]] bool isInside() const { return m_isInside; }

private:
    bool m_isInside = false;
    bool m_isEscaped = false;
};

bool looksLikeJson(const QByteArray &text)
{
    const QByteArrayView begin = QByteArrayView(text).trimmed();
    return !begin.isEmpty() && QByteArrayView("{[\"").contains(begin.front()) && !begin.startsWith("{{");
}

// Two braces, no more, and then what a name or a built-in begins with.
bool beginsVariable(QByteArrayView text, qsizetype at)
{
    if (!text.sliced(at).startsWith("{{") || (at > 0 && text[at - 1] == '{'))
        return false;
    qsizetype next = at + 2;
    while (next < text.size() && text[next] == ' ')
        ++next;
    return next < text.size() && (text[next] == '$' || isNameStart(text[next]));
}

VariableToken variableAt(const QByteArray &text, qsizetype at)
{
    VariableToken token;
    token.position = at;
    const qsizetype end = text.indexOf("}}", at);
    const QByteArray between = end < 0 ? QByteArray() : text.mid(at + 2, end - at - 2);
    const QByteArray inside = between.trimmed();
    const bool isRaw = inside.startsWith(rawName) && (inside.size() == 4 || inside[4] == ' ');
    const bool isOneLine = std::none_of(between.begin(), between.end(), [](char c) {
        return c == '{' || c == '}' || c == '"' || c == '\n' || c == '\r';
    });
    QByteArrayList words = inside.split(' ');
    words.removeAll(QByteArray());
    const QByteArray name = words.isEmpty() ? QByteArray() : words.takeFirst();
    const bool isBuiltIn = name.startsWith('$') && isName(QByteArrayView(name).sliced(1));
    if (isRaw || (isOneLine && (isBuiltIn || (isName(name) && words.isEmpty())))) {
        token.length = end + 2 - at;
        token.name = name;
        token.arguments = words;
        return token;
    }
    token.isUnfinished = true;
    token.name = isOneLine ? inside : QByteArray();
    token.length = isOneLine && end >= 0 ? end + 2 - at : 2;
    return token;
}

} // namespace

QList<VariableToken> variableTokens(const QByteArray &text, bool mayBeJson)
{
    QList<VariableToken> tokens;
    const bool isJson = mayBeJson && looksLikeJson(text);
    QuoteState quotes;
    qsizetype literalFrom = 0;
    const auto literalTo = [&](qsizetype end) {
        if (end > literalFrom)
            tokens.append({literalFrom, end - literalFrom, {}, {}, false, false});
    };
    for (qsizetype at = 0; at < text.size();) {
        if (text[at] != '{' || !beginsVariable(text, at)) {
            quotes.pass(text[at++]);
            continue;
        }
        literalTo(at);
        VariableToken token = variableAt(text, at);
        token.isInJsonString = isJson && quotes.isInside();
        at += token.length;
        literalFrom = at;
        tokens.append(std::move(token));
    }
    literalTo(text.size());
    return tokens;
}

QByteArray rawBraces(const QByteArray &token)
{
    QByteArray out = token;
    const qsizetype at = out.indexOf(rawName);
    return out.remove(at, at + 4 < out.size() && out[at + 4] == ' ' ? 5 : 4);
}

} // namespace channelscope
