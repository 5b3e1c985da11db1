// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/countexport.h"

#include "publishing/csv.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QString isoTime(Moment at)
{
    return QDateTime::fromMSecsSinceEpoch(at.count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

QList<CountSample> samplesWithin(const CountSeries &series, Moment from, Moment to)
{
    QList<CountSample> samples = series.samples(from, to, CountSeries::maxSamples);
    samples.removeIf([&](const CountSample &sample) { return sample.at < from || sample.at > to; });
    return samples;
}

} // namespace

QByteArray countsToCsv(const QList<CountLine> &lines, Moment from, Moment to)
{
    QByteArrayList header{"time"};
    std::map<Moment, QByteArrayList> records;
    for (qsizetype line = 0; line < lines.size(); ++line) {
        header << csvCell(guardedFormula(lines[line].title.toUtf8()));
        for (const CountSample &sample : samplesWithin(lines[line].series, from, to)) {
            QByteArrayList &record = records[sample.at];
            record.resize(lines.size());
            if (sample.count)
                record[line] = QByteArray::number(*sample.count);
        }
    }
    QByteArray csv = header.join(',') + "\r\n";
    for (const auto &[at, cells] : records)
        csv += isoTime(at).toLatin1() + ',' + cells.join(',') + "\r\n";
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
