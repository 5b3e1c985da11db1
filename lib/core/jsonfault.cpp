// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsonfault.h"

#include "core/tr.h"
#include "core/utf8.h"

#include <QByteArray>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

//! Goes through a text that is valid UTF-8, without recursion. The first fault is thrown.
class Grammar
{
public:
    explicit Grammar(QByteArrayView text)
        : m_text(text)
    {}

    void check()
    {
        space();
        value();
        while (!m_ends.isEmpty())
            member();
        space();
        if (m_at < m_text.size())
            fail(m_at, tr("more stands after its end"));
    }

private:
    [[noreturn]] static void fail(qsizetype offset, const QString &message) { throw JsonFault{offset, message}; }

    // NUL stands for the end as well: it is allowed nowhere.
    [[nodiscard]] char next() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    bool take(char c)
    {
        const bool isThere = m_at < m_text.size() && m_text[m_at] == c;
        m_at += isThere ? 1 : 0;
        return isThere;
    }

    void space()
    {
        while (next() == ' ' || next() == '\n' || next() == '\r' || next() == '\t')
            ++m_at;
    }

    // The next member of the innermost list or object, or its end.
    void member()
    {
        const char end = m_ends.back();
        space();
        if (take(end)) {
            m_ends.chop(1);
            m_isFresh = false;
            return;
        }
        if (!m_isFresh && !take(','))
            fail(m_at, tr("“,” or “%1” is missing").arg(QLatin1Char(end)));
        space();
        if (end == '}') {
            if (next() != '"')
                fail(m_at, tr("a name in double quotes is missing"));
            string();
            space();
            if (!take(':'))
                fail(m_at, tr("“:” is missing"));
            space();
        }
        value();
    }

    void value()
    {
        m_isFresh = false;
        const char c = next();
        if (c == '{' || c == '[') {
            if (m_ends.size() == deepestJson)
                fail(m_at, tr("it is nested deeper than %1 levels").arg(deepestJson));
            m_ends.append(c == '{' ? '}' : ']');
            m_isFresh = true;
            ++m_at;
        } else if (c == '"') {
            string();
        } else if (c == '-' || isDigit(c)) {
            number();
        } else {
            word();
        }
    }

    void word()
    {
        const qsizetype from = m_at;
        while (isLetter(next()))
            ++m_at;
        const QByteArrayView found = m_text.sliced(from, m_at - from);
        if (found == "true" || found == "false" || found == "null")
            return;
        constexpr qsizetype longest = 20;
        if (found.isEmpty())
            fail(from, tr("a value is missing"));
        fail(from, tr("“%1” is no value").arg(QLatin1String(found.first(std::min(found.size(), longest)))));
    }

    void digits()
    {
        if (!isDigit(next()))
            fail(m_at, tr("a digit of a number is missing"));
        while (isDigit(next()))
            ++m_at;
    }

    void number()
    {
        take('-');
        if (take('0')) {
            if (isDigit(next()))
                fail(m_at, tr("a number begins with a 0 too many"));
        } else {
            digits();
        }
        if (take('.'))
            digits();
        if (take('e') || take('E')) {
            if (!take('+'))
                take('-');
            digits();
        }
    }

    void string()
    {
        ++m_at;
        for (;;) {
            const char c = next();
            if (m_at >= m_text.size())
                fail(m_at, tr("a text has no end"));
            if (c == '\n')
                fail(m_at, tr("a text has no end in its line; a line break in it is written \\n"));
            constexpr char firstPrintable = ' ';
            if (c >= 0 && c < firstPrintable)
                fail(m_at, tr("the control character U+%1 stands in a text, where only an escape may stand for it")
                               .arg(int(c), 4, 16, QLatin1Char('0')));
            if (c == '\\')
                escape();
            else
                ++m_at;
            if (c == '"')
                return;
        }
    }

    void escape()
    {
        const qsizetype from = m_at++;
        if (take('u')) {
            for (int i = 0; i < 4; ++i, ++m_at) {
                if (!isHexDigit(next()))
                    fail(from, tr("“\\u” needs four hexadecimal digits"));
            }
            return;
        }
        if (next() == '\0' || !QByteArrayView("\"\\/bfnrt").contains(next()))
            fail(from, tr("a backslash begins no escape; write \\\\ for the backslash itself"));
        ++m_at;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    QByteArray m_ends;      //!< what ends the lists and objects that are open, the innermost last
    bool m_isFresh = false; //!< the innermost has no member yet
};

} // namespace

std::optional<JsonFault> jsonFault(QByteArrayView text)
{
    const qsizetype invalid = invalidUtf8At(text);
    try {
        Grammar(invalid < 0 ? text : text.first(invalid)).check();
    } catch (const JsonFault &fault) {
        if (invalid < 0 || fault.offset < invalid)
            return fault;
    }
    if (invalid >= 0)
        return JsonFault{invalid, tr("it is not valid UTF-8")};
    return std::nullopt;
}

} // namespace channelscope
