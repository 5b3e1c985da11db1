// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/batchrows.h"

#include "channels/eventfield.h"
#include "channels/eventobject.h"
#include "core/jsonfault.h"
#include "core/tr.h"
#include "core/utf8.h"
#include "publishing/csv.h"

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
constexpr auto ourHeader = "channel,name,data,socket_id,info";
constexpr std::array requiredFields{EventField::Channel, EventField::Name, EventField::Data};
using Columns = std::array<qsizetype, eventFieldCount>; //!< the place of each in a record; -1: it is not there

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

// Adds the events of an object, or one row that says what is wrong with it.
void addObject(QList<BatchRow> &rows, EventObjectReader &reader, QByteArrayView json, qsizetype line)
{
    EventBatch events;
    const QString problem = reader.read(json, events);
    for (BatchEvent &event : events)
        rows.append(BatchRow{std::move(event), line, problem, problem.isEmpty() ? QByteArray() : json.toByteArray()});
}

//! Takes text away from its beginning, if it begins like that, and then white space.
bool takeToken(QByteArrayView &text, QByteArrayView token)
{
    if (!text.startsWith(token))
        return false;
    text = text.sliced(token.size()).trimmed();
    return true;
}

//! The list in {"batch":[…]}, the body of a request to the HTTP API; whatever follows it is in it.
std::optional<QByteArrayView> batchListIn(QByteArrayView object)
{
    QByteArrayView text = object.trimmed();
    if (!text.endsWith('}') || !takeToken(text, "{") || !takeToken(text, "\"batch\"") || !takeToken(text, ":") ||
        !text.startsWith('['))
        return std::nullopt;
    return text.chopped(1);
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

//! Goes through a text and knows the line it is in.
class LineCursor
{
public:
    LineCursor(QByteArrayView text, qsizetype line)
        : m_text(text)
        , m_line(line)
    {}

    [[nodiscard]] qsizetype at() const { return m_at; }
    [[nodiscard]] qsizetype line() const { return m_line; }
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }

    void advance(qsizetype to)
    {
        m_line += std::count(m_text.begin() + m_at, m_text.begin() + to, '\n');
        m_at = to;
    }
    void skipSpace()
    {
        qsizetype to = m_at;
        while (to < m_text.size() && QByteArrayView(" \t\r\n").contains(m_text[to]))
            ++to;
        advance(to);
    }

private:
    QByteArrayView m_text;
    qsizetype m_at = 0;
    qsizetype m_line;
};

// Of a list that begins in `line` of its text.
void addArray(QList<BatchRow> &rows, EventObjectReader &reader, QByteArrayView text, qsizetype line)
{
    LineCursor cursor(text, line);
    const qsizetype before = rows.size();
    const auto broken = [&](QByteArrayView source, const QString &problem) {
        rows.append(BatchRow{{}, cursor.line(), problem, source.toByteArray()});
    };
    cursor.skipSpace();
    cursor.advance(cursor.at() + 1); // the opening bracket
    bool isClosed = false;
    while (!isClosed && !cursor.isAtEnd()) {
        cursor.skipSpace();
        const qsizetype end = elementEnd(text, cursor.at());
        const QByteArrayView element = text.sliced(cursor.at(), end - cursor.at()).trimmed();
        isClosed = end < text.size() && text[end] == ']';
        if (!element.isEmpty())
            addObject(rows, reader, element, cursor.line());
        else if (end < text.size() && !(isClosed && rows.size() == before))
            broken(element, tr("nothing stands before or after a comma"));
        cursor.advance(std::min(end + 1, text.size()));
    }
    cursor.skipSpace();
    if (!cursor.isAtEnd())
        broken(text.sliced(cursor.at()), tr("it stands after the end of the list"));
    else if (!isClosed)
        broken({}, tr("the list has no end: “]” is missing"));
}

qsizetype linesIn(QByteArrayView text)
{
    return std::count(text.begin(), text.end(), '\n');
}

BatchRows arrayRows(const QByteArray &text)
{
    BatchRows out{BatchFormat::JsonArray, {}, {}};
    EventObjectReader reader;
    addArray(out.rows, reader, text, 1);
    return out;
}

// `text` begins with an object: one over many lines, or one in each line, each an event or a body for the HTTP API.
BatchRows objectRows(const QByteArray &text)
{
    BatchRows out;
    EventObjectReader reader;
    const QByteArrayView whole(text);
    const auto lineOf = [&](QByteArrayView part) { return 1 + linesIn(whole.first(part.begin() - whole.begin())); };
    const auto lineFrom = [&](qsizetype from) {
        const qsizetype end = whole.indexOf('\n', from);
        return whole.sliced(from, (end < 0 ? whole.size() : end) - from);
    };
    qsizetype begin = 0;
    while (lineFrom(begin).trimmed().isEmpty())
        begin += lineFrom(begin).size() + 1;
    if (jsonFault(lineFrom(begin))) {
        if (const auto list = batchListIn(whole)) {
            out.format = BatchFormat::JsonArray;
            addArray(out.rows, reader, *list, lineOf(*list));
            return out;
        }
        if (!jsonFault(whole)) {
            addObject(out.rows, reader, whole.trimmed(), lineOf(whole.sliced(begin)));
            return out;
        }
    }
    qsizetype number = 0;
    for (qsizetype from = 0; from < whole.size();) {
        const QByteArrayView line = lineFrom(from).trimmed();
        from += lineFrom(from).size() + 1;
        ++number;
        if (const auto list = batchListIn(line))
            addArray(out.rows, reader, *list, number);
        else if (!line.isEmpty())
            addObject(out.rows, reader, line, number);
    }
    return out;
}

struct Header
{
    Columns columns{-1, -1, -1, -1, -1};
    qsizetype size = 0;
    bool isOurs = false; //!< as toCsv() writes it, so what begins with an apostrophe does so because of toCsv()
    QStringList ignored;
    QString problem;

    [[nodiscard]] qsizetype column(EventField field) const { return columns[static_cast<size_t>(field)]; }
};

Header headerOf(const CsvRecord &record)
{
    Header header;
    header.size = record.cells.size();
    header.isOurs = record.cells.join(',') == ourHeader;
    for (qsizetype i = 0; i < record.cells.size(); ++i) {
        const QByteArray title = record.cells[i].trimmed();
        const auto field = eventFieldFrom(title);
        if (!field)
            header.ignored.append(QString::fromUtf8(title));
        else if (header.column(*field) >= 0)
            header.problem = tr("it names the column “%1” twice").arg(QString::fromUtf8(title));
        else
            header.columns[static_cast<size_t>(*field)] = i;
    }
    for (const EventField required : requiredFields) {
        if (header.column(required) < 0)
            header.problem = tr("it names no column “%1”").arg(eventFieldName(required));
    }
    return header;
}

//! What "sep=;" in a first line names, as Excel writes and reads it; none if it is no such line.
std::optional<char> separatorLine(QByteArrayView line)
{
    if (line.endsWith('\r'))
        line.chop(1);
    if (line.startsWith('"') && line.endsWith('"') && line.size() > 1)
        line = line.sliced(1).chopped(1);
    constexpr QByteArrayView key("sep=");
    if (line.size() != key.size() + 1 || line.first(key.size()).compare(key, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    return line.back();
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

BatchRow csvRow(const CsvRecord &record, const Header &header)
{
    BatchRow row;
    row.line = record.line;
    const auto cell = [&](EventField field) {
        const qsizetype at = header.column(field);
        if (at < 0 || at >= record.cells.size())
            return QByteArray();
        return header.isOurs ? unguardedFormula(record.cells[at]) : record.cells[at];
    };
    const auto text = [&](EventField field) {
        const auto decoded = strictUtf8(cell(field));
        if (!decoded)
            row.problem = tr("“%1” is not valid UTF-8").arg(eventFieldName(field));
        return decoded.value_or(QString());
    };
    row.event.channel = text(EventField::Channel);
    row.event.name = text(EventField::Name);
    row.event.socketId = text(EventField::SocketId);
    row.event.info = infoAttributes(text(EventField::Info));
    row.event.data = cell(EventField::Data);
    if (const qsizetype at = invalidUtf8At(row.event.data); at >= 0)
        row.problem = tr("“data” is not valid UTF-8 (byte %1)").arg(at + 1);

    qsizetype needed = 0;
    for (const EventField required : requiredFields)
        needed = std::max(needed, header.column(required) + 1);
    if (record.isBroken)
        row.problem = tr("a quote in it has no end, or stands in the middle of a cell");
    else if (record.cells.size() > header.size)
        row.problem = tr("it has %1 cells, the header has %2").arg(record.cells.size()).arg(header.size);
    else if (record.cells.size() < needed)
        row.problem = tr("it has only %1 cells").arg(record.cells.size());
    if (!row.isReadable())
        row.source = record.source;
    return row;
}

Result<BatchRows> csvRows(const QByteArray &text)
{
    const qsizetype lineEnd = text.indexOf('\n');
    const auto named = separatorLine(QByteArrayView(text).first(lineEnd < 0 ? text.size() : lineEnd));
    CsvReader reader(text, named ? *named : separatorOf(text));
    if (named)
        static_cast<void>(reader.next());
    const auto first = reader.next();
    const Header header = first ? headerOf(*first) : Header{};
    if (!first || !header.problem.isEmpty()) {
        return invalid(
            tr("These are no events. Neither JSON Lines nor a JSON array begins like this, and as the header "
               "of a CSV table the first line cannot be used: %1.")
                .arg(first ? header.problem : tr("there is none")));
    }
    BatchRows out{BatchFormat::Csv, {}, header.ignored};
    while (const auto record = reader.next())
        out.rows.append(csvRow(*record, header));
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
        return arrayRows(text);
    if (!begin.startsWith('{')) {
        auto csv = csvRows(text);
        // A first line that is broken must not cost the others.
        if (csv || !text.contains("\n{"))
            return csv;
    }
    return objectRows(text);
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
    QByteArray out = ourHeader + QByteArray("\r\n");
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
