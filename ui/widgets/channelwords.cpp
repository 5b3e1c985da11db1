// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/channelwords.h"

#include <QRegularExpression>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

const QRegularExpression &oneWord()
{
    static const QRegularExpression pattern(uR"x("((?:[^"\\]|\\[\s\S])*)"(?=\s|\z)|((?:\{\{[^{}]*\}\}|\S)+))x"_s);
    return pattern;
}

QString withoutEscapes(const QString &quoted)
{
    QString text;
    for (qsizetype i = 0; i < quoted.size(); ++i) {
        if (quoted[i] == u'\\')
            ++i;
        text += quoted[i];
    }
    return text;
}

} // namespace

QList<ChannelWord> channelWords(const QString &line)
{
    QList<ChannelWord> words;
    for (const QRegularExpressionMatch &match : oneWord().globalMatch(line)) {
        const bool isQuoted = match.capturedStart(1) >= 0;
        words.append({match.capturedStart(), match.capturedLength(),
                      isQuoted ? withoutEscapes(match.captured(1)) : match.captured(2)});
    }
    return words;
}

QString channelWord(const QString &channel)
{
    const QList<ChannelWord> words = channelWords(channel);
    if (words.size() == 1 && words.first().length == channel.size() && words.first().channel == channel)
        return channel;
    QString escaped = channel;
    escaped.replace(u'\\', uR"(\\)"_s).replace(u'"', uR"(\")"_s);
    return u'"' + escaped + u'"';
}

} // namespace channelscope
