// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/dotenv.h"

#include <QStringDecoder>

#include <optional>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t';
}

bool isNameCharacter(QChar c)
{
    return (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_' || c == u'.';
}

class Parser
{
public:
    explicit Parser(const QString &text)
        : m_text(text)
    {}

    DotEnv parse()
    {
        while (!atEnd()) {
            assignment();
            skipLine();
        }
        return std::move(m_result);
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    bool atLineEnd() const { return atEnd() || m_text[m_at] == u'\n'; }
    QChar next() { return m_text[m_at++]; }

    bool take(QChar c)
    {
        if (atEnd() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    void skipLine()
    {
        while (!atLineEnd())
            ++m_at;
        take(u'\n');
    }

    void skipBlanks()
    {
        while (!atEnd() && isBlank(m_text[m_at]))
            ++m_at;
    }

    QString name()
    {
        const qsizetype from = m_at;
        while (!atEnd() && isNameCharacter(m_text[m_at]))
            ++m_at;
        return m_text.mid(from, m_at - from);
    }

    void assignment()
    {
        skipBlanks();
        QString key = name();
        if (key == "export"_L1 && !atLineEnd() && isBlank(m_text[m_at])) {
            skipBlanks();
            key = name();
        }
        skipBlanks();
        if (key.isEmpty() || !take(u'='))
            return;
        skipBlanks();

        m_missing.clear();
        const std::optional<QString> value = take(u'\'') ? quoted(u'\'') : take(u'"') ? quoted(u'"') : unquoted();
        if (!value)
            return;
        m_result.values.remove(key);
        m_result.unresolved.remove(key);
        if (m_missing.isEmpty())
            m_result.values.insert(key, *value);
        else
            m_result.unresolved.insert(key, m_missing);
    }

    // A # starts a comment even without a space before it: a value that has one must be quoted.
    QString unquoted()
    {
        QString value;
        while (!atLineEnd() && m_text[m_at] != u'#') {
            if (!reference(value))
                value += next();
        }
        return value.trimmed();
    }

    std::optional<QString> quoted(QChar quote)
    {
        const qsizetype start = m_at;
        QString value;
        while (!atEnd()) {
            if (take(quote))
                return value;
            if (quote == u'"' && take(u'\\'))
                escape(value);
            else if (quote == u'\'' || !reference(value))
                value += next();
        }
        m_at = start; // the quote is never closed: only this line is lost
        return std::nullopt;
    }

    void escape(QString &value)
    {
        static constexpr QStringView letters = u"nrtfv\"\\$";
        static constexpr QStringView meanings = u"\n\r\t\f\v\"\\$";
        if (atEnd())
            return;
        const QChar c = next();
        const qsizetype known = letters.indexOf(c);
        if (known >= 0)
            value += meanings[known];
        else
            value += u"\\"_s + c;
    }

    // `${NAME}` and `${NAME:-default}`; anything else with a $ is plain text.
    bool reference(QString &value)
    {
        if (!QStringView(m_text).sliced(m_at).startsWith("${"_L1))
            return false;
        const qsizetype end = m_text.indexOf(u'}', m_at);
        const qsizetype lineEnd = m_text.indexOf(u'\n', m_at);
        if (end < 0 || (lineEnd >= 0 && lineEnd < end))
            return false;
        const QString inner = m_text.mid(m_at + 2, end - m_at - 2);
        const qsizetype fallback = inner.indexOf(":-"_L1);
        const QString wanted = fallback < 0 ? inner : inner.left(fallback);
        const QString known = m_result.values.value(wanted);
        if (fallback >= 0)
            value += known.isEmpty() ? inner.sliced(fallback + 2) : known;
        else if (m_result.values.contains(wanted))
            value += known;
        else
            m_missing = wanted;
        m_at = end + 1;
        return true;
    }

    const QString m_text;
    qsizetype m_at = 0;
    QString m_missing;
    DotEnv m_result;
};

} // namespace

DotEnv parseDotEnv(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringConverter::encodingForData(bytes).value_or(QStringConverter::Utf8));
    QString text = decoder(bytes);
    text.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    return Parser(text).parse();
}

} // namespace channelscope
