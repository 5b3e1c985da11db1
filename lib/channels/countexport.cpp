// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/countexport.h"

#include "publishing/csv.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <set>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Moment oneRound = std::chrono::seconds(1);

// With what held at `from` already, so that the first of a range is known as well as the rest.
QList<CountSample> samplesWithin(const CountSeries &series, Moment from, Moment to)
{
    QList<CountSample> samples = series.samples(from, to, CountSeries::maxSamples);
    samples.removeIf([&](const CountSample &sample) { return sample.at < from || sample.at > to; });
    if (const auto held = series.at(from); held && held->count && held->at < from)
        samples.prepend({from, held->count});
    return samples;
}

} // namespace

QByteArray countsToCsv(const QList<CountLine> &lines, Moment from, Moment to)
{
    QByteArrayList header{"time"};
    std::set<Moment> moments;
    for (const CountLine &line : lines) {
        header << csvCell(guardedFormula(line.title.toUtf8()));
        for (const CountSample &sample : samplesWithin(line.series, from, to))
            moments.insert(sample.at);
    }
    QByteArray csv = header.join(',') + "\r\n";
    for (auto next = moments.cbegin(); next != moments.cend();) {
        // What belongs together comes a moment apart: a list, and what was asked for because of it. Each row has all
        // that such a round told, and not a count of the round before beside one of this.
        const Moment begun = *next;
        Moment at = begun;
        for (; next != moments.cend() && *next - begun < oneRound; ++next)
            at = *next;
        QByteArrayList record{isoTime(at).toLatin1()};
        for (const CountLine &line : lines) {
            const auto known = line.series.at(at); // a count goes on until another one is told
            record << (known && known->count ? QByteArray::number(*known->count) : QByteArray());
        }
        csv += record.join(',') + "\r\n";
    }
    return csv;
}

QByteArray countsToJson(const QString &subject, const QList<CountLine> &lines, Moment from, Moment to)
{
    QJsonArray all;
    for (const CountLine &line : lines) {
        QJsonArray samples;
        for (const CountSample &sample : samplesWithin(line.series, from, to))
            samples.append(QJsonObject{{u"at"_s, isoTime(sample.at)},
                                       {u"count"_s, sample.count ? QJsonValue(*sample.count) : QJsonValue()}});
        all.append(QJsonObject{{u"name"_s, line.title}, {u"samples"_s, samples}});
    }
    return QJsonDocument(QJsonObject{{u"subject"_s, subject}, {u"lines"_s, all}}).toJson();
}

} // namespace channelscope
