// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/jsonlines.h"

#include <QJsonDocument>
#include <QTest>

#include <csignal>

using namespace Qt::Literals::StringLiterals;

namespace channelscope::test {

void JsonLines::start(const QString &script, const QJsonObject &configuration)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"NODE_PATH"_s, QStringLiteral(CHANNELSCOPE_NODE_MODULES));
    m_parsed = 0;
    m_lines.clear();
    m_process.start(QStringLiteral(CHANNELSCOPE_NODE),
                    {QStringLiteral(CHANNELSCOPE_TEST_SCRIPTS) + u'/' + script,
                     QString::fromUtf8(QJsonDocument(configuration).toJson(QJsonDocument::Compact))},
                    environment);
}

void JsonLines::send(const QJsonObject &line)
{
    m_process.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
}

void JsonLines::end()
{
    m_process.end(SIGKILL);
}

std::optional<QJsonObject> JsonLines::take(const Match &match, int milliseconds)
{
    qsizetype index = -1;
    const bool found = QTest::qWaitFor(
        [&] {
            index = indexOf(match);
            return index >= 0 || !m_process.isRunning();
        },
        milliseconds);
    if (!found || index < 0)
        return std::nullopt;
    return m_lines.takeAt(index);
}

bool JsonLines::has(const Match &match)
{
    return indexOf(match) >= 0;
}

QByteArray JsonLines::transcript() const
{
    return m_process.output() + m_process.errorOutput();
}

void JsonLines::parse()
{
    const QByteArray &output = m_process.output();
    for (;;) {
        const qsizetype end = output.indexOf('\n', m_parsed);
        if (end < 0)
            return;
        m_lines.append(QJsonDocument::fromJson(output.mid(m_parsed, end - m_parsed)).object());
        m_parsed = end + 1;
    }
}

qsizetype JsonLines::indexOf(const Match &match)
{
    parse();
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        if (match(m_lines.at(i)))
            return i;
    }
    return -1;
}

} // namespace channelscope::test
