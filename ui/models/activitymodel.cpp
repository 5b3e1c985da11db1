// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/activitymodel.h"

#include "core/tr.h"
#include "models/plaintext.h"

#include <QLocale>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

qint64 bytesOf(const HeaderList &headers)
{
    qint64 bytes = 0;
    for (const auto &[name, value] : headers)
        bytes += name.size() + value.size();
    return bytes;
}

// What of a record can grow; the rest is bounded by the number of records.
qint64 bytesOf(const RequestRecord &record)
{
    return record.requestBody.size() + record.replyBody.size() + record.stringToSign.size() + 2 * record.url.size() +
           2 * record.path.size() + bytesOf(record.requestHeaders) + bytesOf(record.replyHeaders) +
           (record.error ? 2 * record.error->message.size() + record.error->body.size() : 0);
}

QString shortWord(const ApiError &error)
{
    using Kind = ApiError::Kind;
    switch (error.kind) {
    case Kind::Canceled: return tr("canceled");
    case Kind::Dns: return tr("unknown host");
    case Kind::Connection: return error.wireStatus > 0 ? tr("broke off") : tr("no answer");
    case Kind::Tls: return tr("no TLS");
    case Kind::Proxy: return tr("proxy refused");
    case Kind::Timeout: return tr("timeout");
    case Kind::Redirected: return tr("redirected");
    case Kind::BadReply: return tr("bad reply");
    case Kind::ReplyTooLarge: return tr("reply too large");
    case Kind::Invalid:
    case Kind::Guard:
    case Kind::MissingCredentials:
    case Kind::Keychain: return tr("not sent");
    default: return tr("refused");
    }
}

// The status that counts; where the wire said another one, that too: "401 (HTTP 200)", "timeout", "bad reply (HTTP
// 200)".
QString statusText(const RequestRecord &record)
{
    if (!record.error)
        return QString::number(record.status);
    const ApiError &error = *record.error;
    const bool hasStatus = error.status >= 300;
    const QString said = hasStatus ? QString::number(error.status) : shortWord(error);
    if (record.status == 0 || (hasStatus && error.status == record.status))
        return said;
    return tr("%1 (HTTP %2)").arg(said).arg(record.status);
}

int statusNumber(const RequestRecord &record)
{
    return record.error && record.error->status > 0 ? record.error->status : record.status;
}

QString display(const RequestRecord &record, int column)
{
    switch (column) {
    case ActivityModel::TimeColumn: return record.startedAt.toLocalTime().toString(u"HH:mm:ss.zzz"_s);
    case ActivityModel::MethodColumn: return visibleText(QString::fromLatin1(record.method));
    case ActivityModel::PathColumn: return visibleText(record.path);
    case ActivityModel::StatusColumn: return statusText(record);
    case ActivityModel::DurationColumn: return tr("%1 ms").arg(QLocale().toString(record.milliseconds));
    case ActivityModel::SizeColumn:
        return record.status > 0 ? QLocale().formattedDataSize(record.replyBytes, 1) : u"–"_s;
    default: return {};
    }
}

QString spoken(const RequestRecord &record, int column)
{
    switch (column) {
    case ActivityModel::StatusColumn: {
        const QString status = statusText(record);
        return record.error ? tr("failed: %1").arg(status) : tr("succeeded: %1").arg(status);
    }
    case ActivityModel::DurationColumn: return tr("%1 milliseconds").arg(QLocale().toString(record.milliseconds));
    case ActivityModel::SizeColumn:
        return record.status > 0 ? tr("%1 bytes").arg(QLocale().toString(record.replyBytes)) : tr("no reply");
    default: return display(record, column);
    }
}

QString toolTip(const RequestRecord &record, int column)
{
    switch (column) {
    case ActivityModel::TimeColumn:
        return plainToolTip(QLocale().toString(record.startedAt.toLocalTime(), QLocale::LongFormat));
    case ActivityModel::PathColumn: return plainToolTip(visibleText(record.url));
    case ActivityModel::StatusColumn:
        return record.error ? plainToolTip(visibleText(record.error->message)) : QString();
    case ActivityModel::SizeColumn:
        return plainToolTip(tr("sent: %1 bytes\nreceived: %2 bytes")
                                .arg(QLocale().toString(record.requestBytes), QLocale().toString(record.replyBytes)));
    default: return {};
    }
}

QVariant sortValue(const RequestRecord &record, int column)
{
    switch (column) {
    case ActivityModel::TimeColumn: return record.startedAt;
    case ActivityModel::MethodColumn: return QString::fromLatin1(record.method);
    case ActivityModel::PathColumn: return record.path;
    case ActivityModel::StatusColumn: return statusNumber(record);
    case ActivityModel::DurationColumn: return record.milliseconds;
    case ActivityModel::SizeColumn: return record.replyBytes;
    default: return {};
    }
}

} // namespace

ActivityModel::ActivityModel(Bounds bounds, QObject *parent)
    : QAbstractTableModel(parent)
    , m_bounds(bounds)
{}

ActivityModel::ActivityModel(QObject *parent)
    : ActivityModel(Bounds(), parent)
{}

void ActivityModel::append(const RequestRecord &record)
{
    const qint64 bytes = bytesOf(record);
    // The old ones go before the new one comes, so that nobody ever sees more than there may be.
    size_t dropping = 0;
    for (qint64 rest = m_bytes; dropping < m_records.size() &&
                                (m_records.size() - dropping >= m_bounds.records || rest + bytes > m_bounds.bytes);
         ++dropping)
        rest -= bytesOf(m_records[m_records.size() - 1 - dropping]);
    removeOldest(dropping);

    beginInsertRows({}, 0, 0);
    m_records.push_front(record);
    m_bytes += bytes;
    endInsertRows();

    if (dropping > 0) {
        m_dropped += dropping;
        Q_EMIT droppedChanged(m_dropped);
    }
}

void ActivityModel::clear()
{
    removeOldest(m_records.size());
    if (std::exchange(m_dropped, 0) > 0)
        Q_EMIT droppedChanged(m_dropped);
}

void ActivityModel::removeOldest(size_t count)
{
    if (count == 0)
        return;
    const auto first = m_records.end() - static_cast<std::ptrdiff_t>(count);
    beginRemoveRows({}, static_cast<int>(first - m_records.begin()), static_cast<int>(m_records.size()) - 1);
    std::for_each(first, m_records.end(), [this](const RequestRecord &record) { m_bytes -= bytesOf(record); });
    m_records.erase(first, m_records.end());
    endRemoveRows();
}

const RequestRecord *ActivityModel::record(quint64 id) const
{
    return recordAt(rowOf(id));
}

const RequestRecord *ActivityModel::recordAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_records[static_cast<size_t>(row)] : nullptr;
}

int ActivityModel::rowOf(quint64 id) const
{
    const auto found = std::find_if(m_records.begin(), m_records.end(),
                                    [id](const RequestRecord &candidate) { return candidate.id == id; });
    return found == m_records.end() ? -1 : static_cast<int>(found - m_records.begin());
}

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_records.size());
}

int ActivityModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const RequestRecord &record = m_records[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return display(record, index.column());
    case Qt::AccessibleTextRole: return spoken(record, index.column());
    case Qt::ToolTipRole: return toolTip(record, index.column());
    case Qt::TextAlignmentRole:
        if (index.column() == DurationColumn || index.column() == SizeColumn)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        return {};
    case RecordIdRole: return record.id;
    case FailedRole: return record.error.has_value();
    case SortRole: return sortValue(record, index.column());
    default: return {};
    }
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == DurationColumn || section == SizeColumn))
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case MethodColumn: return tr("Method");
    case PathColumn: return tr("Path");
    case StatusColumn: return tr("Status");
    case DurationColumn: return tr("Duration");
    case SizeColumn: return tr("Size");
    default: return {};
    }
}

QHash<int, QByteArray> ActivityModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractTableModel::roleNames();
    names.insert({{RecordIdRole, "recordId"}, {FailedRole, "failed"}, {SortRole, "sortValue"}});
    return names;
}

} // namespace channelscope
