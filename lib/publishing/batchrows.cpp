// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/batchrows.h"

#include "channels/eventobject.h"
#include "core/utf8.h"
#include "publishing/csv.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>
#include <QtConcurrentRun>

#include <algorithm>
#include <array>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto byteOrderMark = "\xef\xbb\xbf";
enum Column : size_t { Channel, Name, Data, SocketId, Info, columnCount };
using Columns = std::array<qsizetype, columnCount>; //!< the place of each in a record; -1: it is not there

QString tr(const char *text)
{
    return QCoreApplication::translate("BatchRows", text);
}

QByteArray asUtf8(const QByteArray &text)
{
    const auto utf16 = [&](QStringDecoder::Encoding encoding) {
        QStringDecoder decoder(encoding);
        return QString(decoder(text)).toUtf8();
    };
    if (text.startsWith("\xff\xfe"))
        return utf16(QStringDecoder::Utf16LE);
    if (text.startsWith("\xfe\xff"))
        return utf16(QStringDecoder::Utf16BE);
    return text.startsWith(byteOrderMark) ? text.sliced(3) : text;
}

BatchRow objectRow(EventObjectReader &reader, QByteArrayView json, qsizetype line)
{
    BatchRow row;
    row.line = line;
    row.problem = reader.read(json, row.event);
    if (!row.isReadable())
        row.source = json.toByteArray();
    return row;
}

QList<BatchRow> jsonLineRows(const QByteArray &text)
{
    QList<BatchRow> rows;
    EventObjectReader reader;
    qsizetype number = 0;
    for (qsizetype from = 0; from < text.size();) {
        qsizetype end = text.indexOf('\n', from);
        if (end < 0)
            end = text.size();
        const QByteArrayView line = QByteArrayView(text).sliced(from, end - from).trimmed();
        from = end + 1;
        ++number;
        if (!line.isEmpty())
            rows.append(objectRow(reader, line, number));
    }
    return rows;
}

// Where the element that begins at `from` ends: at the comma or bracket that belongs to the list itself. This only
// counts brackets and passes over texts; what the element means is for EventObjectReader.
qsizetype elementEnd(QByteArrayView text, qsizetype from)
{
    int depth = 0;
    bool inText = false;
    qsizetype at = from;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (inText) {
            if (c == '\\')
                ++at;
            else if (c == '"')
                inText = false;
        } else if (c == '"') {
            inText = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == ']' && depth == 0) {
            return at;
        } else if (c == '}' || c == ']') {
            depth = std::max(depth - 1, 0);
        } else if (c == ',' && depth == 0) {
            return at;
        }
    }
    return std::min(at, text.size());
}

QList<BatchRow> jsonArrayRows(const QByteArray &bytes)
{
    const QByteArrayView text(bytes);
    QList<BatchRow> rows;
    EventObjectReader reader;
    qsizetype line = 1;
    qsizetype at = 0;
    const auto advance = [&](qsizetype to) {
        line += std::count(text.begin() + at, text.begin() + to, '\n');
        at = to;
    };
    const auto skipSpace = [&] {
        qsizetype to = at;
        while (to < text.size() && QByteArrayView(" \t\r\n").contains(text[to]))
            ++to;
        advance(to);
    };
    const auto broken = [&](QByteArrayView source, const QString &problem) {
        rows.append(BatchRow{{}, line, problem, source.toByteArray()});
    };

    skipSpace();
    advance(at + 1); // the opening bracket
    bool isClosed = false;
    while (!isClosed && at < text.size()) {
        skipSpace();
        const qsizetype end = elementEnd(text, at);
        const QByteArrayView element = text.sliced(at, end - at).trimmed();
        isClosed = end < text.size() && text[end] == ']';
        if (!element.isEmpty())
            rows.append(objectRow(reader, element, line));
        else if (end < text.size() && !(isClosed && rows.isEmpty()))
            broken(element, tr("nothing stands before or after a comma"));
        advance(std::min(end + 1, text.size()));
    }
    skipSpace();
    if (at < text.size())
        broken(text.sliced(at), tr("it stands after the end of the list"));
    else if (!isClosed)
        broken({}, tr("the list has no end: “]” is missing"));
    return rows;
}

struct Header
{
    Columns columns{-1, -1, -1, -1, -1};
    QStringList ignored;
    QString problem;
};

Header headerOf(const CsvRecord &record)
{
    static const QHash<QByteArray, Column> names{{"channel", Channel}, {"name", Name},          {"event", Name},
                                                 {"data", Data},       {"socket_id", SocketId}, {"info", Info}};
    Header header;
    for (qsizetype i = 0; i < record.cells.size(); ++i) {
        const QByteArray title = record.cells[i].trimmed();
        const auto known = names.constFind(title.toLower());
        if (known == names.constEnd())
            header.ignored.append(QString::fromUtf8(title));
        else if (header.columns[*known] >= 0)
            header.problem = tr("it names the column “%1” twice").arg(QString::fromUtf8(title));
        else
            header.columns[*known] = i;
    }
    constexpr std::array required{"channel", "name", "data"};
    for (size_t column = 0; column < required.size(); ++column) {
        if (header.columns[column] < 0)
            header.problem = tr("it names no column “%1”").arg(QLatin1String(required[column]));
    }
    return header;
}

//! The separator that gives the header the most cells.
char separatorOf(const QByteArray &text)
{
    char best = ',';
    qsizetype most = 0;
    for (const char candidate : {',', ';', '\t'}) {
        const auto first = CsvReader(text, candidate).next();
        if (first && first->cells.size() > most) {
            most = first->cells.size();
            best = candidate;
        }
    }
    return best;
}

BatchRow csvRow(const CsvRecord &record, const Header &header, qsizetype headerSize)
{
    BatchRow row;
    row.line = record.line;
    const auto cell = [&](Column column) {
        const qsizetype at = header.columns[column];
        return at >= 0 && at < record.cells.size() ? unguardedFormula(record.cells[at]) : QByteArray();
    };
    const auto text = [&](Column column, QLatin1String name) {
        const auto decoded = strictUtf8(cell(column));
        if (!decoded)
            row.problem = tr("“%1” is not valid UTF-8").arg(name);
        return decoded.value_or(QString());
    };
    row.event.channel = text(Channel, "channel"_L1);
    row.event.name = text(Name, "name"_L1);
    row.event.socketId = text(SocketId, "socket_id"_L1);
    row.event.info = text(Info, "info"_L1).split(u',', Qt::SkipEmptyParts);
    for (QString &attribute : row.event.info)
        attribute = attribute.trimmed();
    row.event.data = cell(Data);
    if (const qsizetype at = invalidUtf8At(row.event.data); at >= 0)
        row.problem = tr("“data” is not valid UTF-8 (byte %1)").arg(at + 1);

    const qsizetype needed = std::max({header.columns[Channel], header.columns[Name], header.columns[Data]}) + 1;
    if (record.isBroken)
        row.problem = tr("a quote in it has no end, or stands in the middle of a cell");
    else if (record.cells.size() > headerSize)
        row.problem = tr("it has %1 cells, the header has %2").arg(record.cells.size()).arg(headerSize);
    else if (record.cells.size() < needed)
        row.problem = tr("it has only %1 cells").arg(record.cells.size());
    if (!row.isReadable())
        row.source = record.source;
    return row;
}

Result<BatchRows> csvRows(const QByteArray &text)
{
    CsvReader reader(text, separatorOf(text));
    const auto first = reader.next();
    const Header header = first ? headerOf(*first) : Header{};
    if (!first || !header.problem.isEmpty()) {
        return invalid(
            tr("These are no events. Neither JSON Lines nor a JSON array begins like this, and as the header "
               "of a CSV table the first line cannot be used: %1.")
                .arg(header.problem));
    }
    BatchRows out{BatchFormat::Csv, {}, header.ignored};
    while (const auto record = reader.next())
        out.rows.append(csvRow(*record, header, first->cells.size()));
    return out;
}

} // namespace

Result<BatchRows> readBatchRows(const QByteArray &bytes)
{
    const QByteArray text = asUtf8(bytes);
    const QByteArrayView begin = QByteArrayView(text).trimmed();
    if (begin.isEmpty())
        return BatchRows{};
    if (begin.startsWith('['))
        return BatchRows{BatchFormat::JsonArray, jsonArrayRows(text), {}};
    if (!begin.startsWith('{')) {
        auto csv = csvRows(text);
        // A first line that is broken must not cost the others.
        if (csv || !text.contains("\n{"))
            return csv;
    }
    return BatchRows{BatchFormat::JsonLines, jsonLineRows(text), {}};
}

QFuture<Result<BatchRows>> readBatchFile(const QString &path)
{
    return QtConcurrent::run([path]() -> Result<BatchRows> {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return invalid(tr("%1 cannot be opened: %2").arg(QDir::toNativeSeparators(path), file.errorString()));
        const QByteArray text = file.readAll();
        if (file.error() != QFileDevice::NoError)
            return invalid(tr("%1 cannot be read: %2").arg(QDir::toNativeSeparators(path), file.errorString()));
        return readBatchRows(text);
    });
}

QByteArray toJsonLines(const EventBatch &events)
{
    QByteArray out;
    for (const BatchEvent &event : events) {
        QJsonObject object{{u"channel"_s, event.channel},
                           {u"name"_s, event.name},
                           {u"data"_s, strictUtf8(event.data).value_or(QString())}};
        if (!event.socketId.isEmpty())
            object.insert(u"socket_id"_s, event.socketId);
        if (!event.info.isEmpty())
            object.insert(u"info"_s, event.info.join(u','));
        out += QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    }
    return out;
}

QByteArray toCsv(const EventBatch &events)
{
    QByteArray out("channel,name,data,socket_id,info\r\n");
    for (const BatchEvent &event : events) {
        const std::array cells{event.channel.toUtf8(), event.name.toUtf8(), event.data, event.socketId.toUtf8(),
                               event.info.join(u',').toUtf8()};
        for (const QByteArray &cell : cells)
            out += csvCell(guardedFormula(cell)) + ',';
        out.chop(1);
        out += "\r\n";
    }
    return out;
}

} // namespace channelscope
