// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/batchmodel.h"

#include "models/plaintext.h"
#include "theme.h"
#include "widgets/figures.h"

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype shownData = 300; // of a cell

QString cell(const BatchEvent &event, int column)
{
    switch (column) {
    case BatchModel::ChannelColumn: return event.channel;
    case BatchModel::EventColumn: return event.name;
    case BatchModel::DataColumn: return QString::fromUtf8(event.data);
    case BatchModel::ExcludeColumn: return event.socketId;
    case BatchModel::InfoColumn: return event.info.join(u", "_s);
    default: return {};
    }
}

QStringList infoFrom(const QString &text)
{
    QStringList info;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        if (const QString name = part.trimmed(); !name.isEmpty())
            info << name;
    }
    return info;
}

} // namespace

BatchModel::BatchModel(Check check, QObject *parent)
    : QAbstractTableModel(parent)
    , m_check(std::move(check))
{}

int BatchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BatchModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BatchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return section + 1;
    switch (section) {
    case StateColumn: return tr("State");
    case ChannelColumn: return tr("Channel");
    case EventColumn: return tr("Event");
    case DataColumn: return tr("Data");
    case ExcludeColumn: return tr("Exclude");
    case InfoColumn: return tr("Ask for");
    default: return {};
    }
}

QVariant BatchModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Row &row = m_rows[index.row()];
    if (index.column() == StateColumn) {
        switch (role) {
        case Qt::DisplayRole: return visibleText(stateText(index.row()));
        case Qt::ToolTipRole: return plainToolTip(stateText(index.row()));
        case ToneRole: return stateTone(index.row());
        default: return {};
        }
    }
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == DataColumn)
            return visibleText(QString::fromUtf8(row.event.data.left(shownData * 4)), shownData);
        return visibleText(cell(row.event, index.column()));
    case Qt::EditRole: return cell(row.event, index.column());
    case Qt::ToolTipRole: return plainToolTip(visibleText(cell(row.event, index.column())));
    default: return {};
    }
}

Qt::ItemFlags BatchModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    return index.column() == StateColumn || isLocked() ? flags : flags | Qt::ItemIsEditable;
}

bool BatchModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    BatchEvent event = m_rows[index.row()].event;
    const QString text = value.toString();
    switch (index.column()) {
    case ChannelColumn: event.channel = text; break;
    case EventColumn: event.name = text; break;
    case DataColumn: event.data = text.toUtf8(); break;
    case ExcludeColumn: event.socketId = text.trimmed(); break;
    case InfoColumn: event.info = infoFrom(text); break;
    default: return false;
    }
    setEvent(index.row(), event);
    return true;
}

void BatchModel::setEvent(int row, const BatchEvent &event)
{
    Row &now = m_rows[row];
    if (isLocked() || now.event == event)
        return;
    // What became of the old text says nothing about the new one.
    now.event = event;
    now.outcome = {};
    now.isReadable = true;
    now.problem = m_check(event);
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT changed();
}

void BatchModel::setProblems(const QStringList &problems)
{
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        m_rows[i].problem = problems[i];
    tellStates(0, rowCount() - 1);
    Q_EMIT changed();
}

void BatchModel::insert(int at, const QList<BatchRow> &rows, const QStringList &problems)
{
    if (isLocked() || rows.isEmpty())
        return;
    beginInsertRows({}, at, at + static_cast<int>(rows.size()) - 1);
    m_rows.insert(at, rows.size(), Row{});
    for (qsizetype i = 0; i < rows.size(); ++i) {
        Row &row = m_rows[at + i];
        row.event = rows[i].event;
        row.isReadable = rows[i].isReadable();
        row.source = rows[i].source;
        row.problem = problems[i];
    }
    endInsertRows();
    Q_EMIT changed();
}

bool BatchModel::removeRows(int row, int count, const QModelIndex &parent)
{
    if (parent.isValid() || isLocked() || row < 0 || count <= 0 || row + count > m_rows.size())
        return false;
    beginRemoveRows({}, row, row + count - 1);
    m_rows.remove(row, count);
    endRemoveRows();
    Q_EMIT changed();
    return true;
}

void BatchModel::removeThese(QList<int> rows)
{
    if (isLocked() || rows.isEmpty())
        return;
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    // Each range of neighbours at once, from below, so that the numbers above stay right.
    for (auto last = rows.size() - 1; last >= 0;) {
        auto first = last;
        while (first > 0 && rows[first - 1] == rows[first] - 1)
            --first;
        removeRows(rows[first], static_cast<int>(last - first) + 1);
        last = first - 1;
    }
}

void BatchModel::moveBlock(int first, int count, int by)
{
    const int over = by < 0 ? first - 1 : first + count; // the row that the block changes places with
    if (isLocked() || count <= 0 || over < 0 || over >= m_rows.size())
        return;
    beginMoveRows({}, first, first + count - 1, {}, by < 0 ? first - 1 : first + count + 1);
    m_rows.move(over, by < 0 ? first + count - 1 : first);
    endMoveRows();
    Q_EMIT changed();
}

void BatchModel::clear()
{
    if (!m_rows.isEmpty())
        removeRows(0, rowCount());
}

void BatchModel::forgetStates()
{
    if (isLocked())
        return;
    for (Row &row : m_rows)
        row.outcome = {};
    tellStates(0, rowCount() - 1);
    Q_EMIT changed();
}

EventBatch BatchModel::events() const
{
    EventBatch events;
    events.reserve(m_rows.size());
    for (const Row &row : m_rows)
        events << row.event;
    return events;
}

QList<BatchRow> BatchModel::rows() const
{
    QList<BatchRow> rows;
    rows.reserve(m_rows.size());
    for (int i = 0; i < rowCount(); ++i)
        rows.append(rowAt(i));
    return rows;
}

BatchRow BatchModel::rowAt(int row) const
{
    const Row &now = m_rows[row];
    return {now.event, 0, now.isReadable ? QString() : now.problem, now.source};
}

PublishReport BatchModel::report() const
{
    const RowOutcome untouched;
    PublishReport report(m_rows.size());
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].outcome != untouched)
            report.set(i, m_rows[i].outcome);
    }
    return report;
}

PublishReport BatchModel::report(RowStates which) const
{
    PublishReport report = this->report();
    const auto state = which.testFlag(RowState::Unsent) ? RowState::Refused : RowState::Unsent;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows[i];
        // What may have arrived must not be called anything else.
        const bool isHopeless = !row.problem.isEmpty() && row.outcome.state != RowState::Unknown;
        if (!row.isReadable || (isHopeless && which.testFlag(row.outcome.state)))
            report.set(i, {state, 0, row.problem, std::nullopt});
    }
    return report;
}

void BatchModel::adopt(const PublishReport &report)
{
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        m_rows[i].outcome = m_rows[i].isReadable ? report.at(i) : RowOutcome();
    tellStates(0, rowCount() - 1);
    Q_EMIT changed();
}

QString BatchModel::problem(int row) const
{
    return m_rows[row].problem;
}

int BatchModel::nextProblem(int after) const
{
    const auto found =
        std::find_if(m_rows.begin() + after + 1, m_rows.end(), [](const Row &row) { return !row.problem.isEmpty(); });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

BatchTally BatchModel::tally() const
{
    BatchTally tally;
    tally.rows = m_rows.size();
    for (const Row &row : m_rows) {
        switch (row.outcome.state) {
        case RowState::Sent: ++tally.sent; break;
        case RowState::Refused:
            ++tally.refused;
            tally.refusedFaulty += row.problem.isEmpty() ? 0 : 1;
            break;
        case RowState::Unknown: ++tally.unknown; break;
        case RowState::Unsent: ++tally.unsent; tally.faulty += row.problem.isEmpty() ? 0 : 1;
        }
    }
    return tally;
}

void BatchModel::release()
{
    m_isHeld = false;
    Q_EMIT changed();
}

void BatchModel::lock(const PublishReport *live)
{
    m_live = live;
    m_isHeld = false;
    tellStates(0, rowCount() - 1);
}

void BatchModel::unlock()
{
    if (!m_live)
        return;
    const PublishReport *ended = m_live;
    m_live = nullptr;
    adopt(*ended);
}

void BatchModel::tellStates(int first, int last)
{
    if (first <= last && last < rowCount())
        Q_EMIT dataChanged(index(first, StateColumn), index(last, StateColumn));
}

RowOutcome BatchModel::outcome(int row) const
{
    return m_live ? m_live->at(row) : m_rows[row].outcome;
}

QString BatchModel::stateText(int row) const
{
    const RowOutcome now = outcome(row);
    const QString &problem = m_rows[row].problem;
    switch (now.state) {
    case RowState::Sent:
        return now.milliseconds ? tr("✓ Sent · %1").arg(durationText(*now.milliseconds)) : tr("✓ Sent");
    case RowState::Refused: return now.message.isEmpty() ? tr("✕ Refused") : tr("✕ Refused: %1").arg(now.message);
    case RowState::Unknown:
        return now.message.isEmpty() ? tr("? Not known whether it was sent")
                                     : tr("? Not known whether it was sent: %1").arg(now.message);
    case RowState::Unsent: break;
    }
    if (!problem.isEmpty())
        return u"✕ "_s + problem;
    if (!m_rows[row].source.isEmpty())
        return tr("! Not sent; only what the cells say will be, not all of its text");
    return now.message.isEmpty() ? tr("Not sent") : tr("Not sent: %1").arg(now.message);
}

QVariant BatchModel::stateTone(int row) const
{
    switch (outcome(row).state) {
    case RowState::Sent: return static_cast<int>(Tone::Good);
    case RowState::Refused: return static_cast<int>(Tone::Bad);
    case RowState::Unknown: return static_cast<int>(Tone::Warning);
    case RowState::Unsent: break;
    }
    if (!m_rows[row].problem.isEmpty())
        return static_cast<int>(Tone::Bad);
    return m_rows[row].source.isEmpty() ? QVariant() : QVariant(static_cast<int>(Tone::Warning));
}

QStringList problemsOf(const QList<BatchRow> &rows, const BatchModel::Check &check)
{
    QStringList problems;
    problems.reserve(rows.size());
    for (const BatchRow &row : rows)
        problems << (row.isReadable() ? check(row.event) : row.problem);
    return problems;
}

} // namespace channelscope
