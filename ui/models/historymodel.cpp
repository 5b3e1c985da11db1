// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/historymodel.h"

#include "core/onthisthread.h"
#include "core/tr.h"
#include "models/plaintext.h"
#include "theme.h"
#include "widgets/figures.h"

#include <QGuiApplication>
#include <QLocale>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pageSize = 100;

bool isBatch(const HistoryEntry &entry)
{
    return entry.kind == HistoryEntry::Kind::Batch;
}

QString display(const HistoryEntry &entry, int column)
{
    switch (column) {
    case HistoryModel::TimeColumn: return timeText(entry);
    case HistoryModel::AppColumn: return visibleText(entry.appName);
    case HistoryModel::EventColumn: return eventText(entry);
    case HistoryModel::TargetColumn: return targetText(entry);
    case HistoryModel::SizeColumn: return isBatch(entry) ? u"–"_s : sizeText(entry.event.data.size());
    case HistoryModel::OutcomeColumn: return outcomeText(entry);
    case HistoryModel::DurationColumn: return durationText(entry.milliseconds);
    default: return {};
    }
}

QString spoken(const HistoryEntry &entry, int column)
{
    switch (column) {
    case HistoryModel::SizeColumn:
        return isBatch(entry) ? tr("not kept") : tr("%1 bytes").arg(QLocale().toString(entry.event.data.size()));
    case HistoryModel::OutcomeColumn: return outcomeText(entry).mid(2);
    case HistoryModel::DurationColumn: return tr("%1 milliseconds").arg(QLocale().toString(entry.milliseconds));
    default: return display(entry, column);
    }
}

QString toolTip(const HistoryEntry &entry, int column)
{
    constexpr int shownChannels = 20;
    switch (column) {
    case HistoryModel::TimeColumn: return plainToolTip(QLocale().toString(entry.at.toLocalTime(), QLocale::LongFormat));
    case HistoryModel::EventColumn: return plainToolTip(visibleText(entry.event.name));
    case HistoryModel::TargetColumn: {
        QStringList lines;
        for (const QString &channel : entry.event.channels.mid(0, shownChannels))
            lines << visibleText(channel);
        if (entry.event.channels.size() > shownChannels)
            lines << tr("and %1 more").arg(QLocale().toString(entry.event.channels.size() - shownChannels));
        return plainToolTip(lines.join(u'\n'));
    }
    case HistoryModel::SizeColumn:
        return isBatch(entry) ? plainToolTip(tr("Only the first event is kept.")) : QString();
    case HistoryModel::OutcomeColumn: return plainToolTip(visibleText(entry.message));
    default: return {};
    }
}

QColor outcomeColour(PublishOutcome outcome)
{
    const QPalette palette = QGuiApplication::palette();
    if (outcome == PublishOutcome::Sent)
        return toneText(Tone::Good, palette);
    return toneText(outcome == PublishOutcome::Refused ? Tone::Bad : Tone::Warning, palette);
}

bool isNumber(int column)
{
    return column == HistoryModel::SizeColumn || column == HistoryModel::DurationColumn;
}

} // namespace

HistoryModel::HistoryModel(History &history, QObject *parent)
    : QAbstractTableModel(parent)
    , m_history(history)
{}

void HistoryModel::ask(const HistoryQuery &query)
{
    m_query = query;
    m_query.before = 0;
    m_query.limit = pageSize;
    m_waiting.clear();
    m_state = State::Loading;
    m_isFetching = true;
    const quint64 generation = ++m_generation;
    onThisThread(m_history.find(m_query)).then(this, [this, generation](const Result<HistoryPage> &page) {
        if (generation == m_generation)
            take(page, true);
    });
    Q_EMIT changed();
}

bool HistoryModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_state == State::Ready && m_hasMore && !m_isFetching;
}

void HistoryModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_isFetching = true;
    HistoryQuery next = m_query;
    next.before = m_entries.last().id;
    onThisThread(m_history.find(next)).then(this, [this, generation = m_generation](const Result<HistoryPage> &page) {
        if (generation == m_generation)
            take(page, false);
    });
}

void HistoryModel::take(const Result<HistoryPage> &page, bool isFirst)
{
    m_state = page ? State::Ready : State::Failed;
    m_error = page ? QString() : page.error().message;
    m_hasMore = page && page->hasMore && !page->entries.isEmpty();
    if (isFirst) {
        beginResetModel();
        m_entries = page ? page->entries : QList<HistoryEntry>();
        endResetModel();
    } else if (page && !page->entries.isEmpty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(page->entries.size()) - 1);
        m_entries += page->entries;
        endInsertRows();
    }
    m_isFetching = false; // not before: somebody may ask for more at the first word of the new rows
    for (const HistoryEntry &entry : std::exchange(m_waiting, {}))
        insert(entry);
    Q_EMIT changed();
}

void HistoryModel::prepend(const HistoryEntry &entry)
{
    switch (m_state) {
    case State::Idle: return; // who asks later gets it
    case State::Loading: m_waiting << entry; return;
    case State::Failed: ask(m_query); return;
    case State::Ready:
        insert(entry);
        Q_EMIT changed();
        return;
    }
}

void HistoryModel::insert(const HistoryEntry &entry)
{
    const auto place = std::lower_bound(m_entries.cbegin(), m_entries.cend(), entry.id,
                                        [](const HistoryEntry &known, qint64 id) { return known.id > id; });
    const bool isKnown = place != m_entries.cend() && place->id == entry.id;
    const bool comesLater = place == m_entries.cend() && m_hasMore;
    if (isKnown || comesLater || !matches(entry))
        return;
    const auto row = static_cast<int>(place - m_entries.cbegin());
    beginInsertRows({}, row, row);
    m_entries.insert(row, entry);
    endInsertRows();
}

bool HistoryModel::matches(const HistoryEntry &entry) const
{
    const auto has = [this](const QString &text) { return text.contains(m_query.text, Qt::CaseInsensitive); };
    return (!m_query.appId || *m_query.appId == entry.appId) &&
           (!m_query.outcome || *m_query.outcome == entry.outcome) &&
           (!m_query.from.isValid() || entry.at >= m_query.from) &&
           (!m_query.until.isValid() || entry.at < m_query.until) &&
           (m_query.text.isEmpty() || has(entry.appName) || has(entry.event.name) ||
            has(QString::fromUtf8(entry.event.data)) ||
            std::any_of(entry.event.channels.begin(), entry.event.channels.end(), has));
}

void HistoryModel::forget(const QList<qint64> &ids)
{
    onThisThread(m_history.remove(ids)).then(this, [this, ids](const Result<qint64> &removed) {
        if (removed)
            removeRows(ids);
        else
            Q_EMIT forgettingFailed(removed.error().message);
    });
}

void HistoryModel::forgetApp(const QUuid &appId)
{
    onThisThread(m_history.clear(appId)).then(this, [this](const Result<qint64> &removed) {
        if (removed)
            ask(m_query);
        else
            Q_EMIT forgettingFailed(removed.error().message);
    });
}

void HistoryModel::removeRows(const QList<qint64> &ids)
{
    const auto goes = [&](int row) { return ids.contains(m_entries[row].id); };
    // Back to front, so that the rows before keep their numbers; those side by side go at once.
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (!goes(last))
            continue;
        int first = last;
        while (first > 0 && goes(first - 1))
            --first;
        beginRemoveRows({}, first, last);
        m_entries.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
    // With no row left there is nothing to go on from.
    if (m_entries.isEmpty() && m_hasMore)
        ask(m_query);
    else
        Q_EMIT changed();
}

const HistoryEntry *HistoryModel::entryAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_entries[row] : nullptr;
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const HistoryEntry &entry = m_entries[index.row()];
    switch (role) {
    case Qt::DisplayRole: return display(entry, index.column());
    case Qt::AccessibleTextRole: return spoken(entry, index.column());
    case Qt::ToolTipRole: return toolTip(entry, index.column());
    case Qt::ForegroundRole:
        return index.column() == OutcomeColumn ? QVariant(outcomeColour(entry.outcome)) : QVariant();
    case Qt::TextAlignmentRole:
        return isNumber(index.column()) ? QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter))
                                        : QVariant();
    case EntryIdRole: return entry.id;
    default: return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && isNumber(section))
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case AppColumn: return tr("App");
    case EventColumn: return tr("Event");
    case TargetColumn: return tr("Target");
    case SizeColumn: return tr("Size");
    case OutcomeColumn: return tr("Outcome");
    case DurationColumn: return tr("Duration");
    default: return {};
    }
}

QString outcomeText(const HistoryEntry &entry)
{
    if (entry.outcome == PublishOutcome::Sent)
        return tr("✓ Sent");
    if (entry.outcome == PublishOutcome::Unknown)
        return tr("? Not known");
    return isBatch(entry) ? tr("✕ Not all sent") : tr("✕ Refused");
}

QString eventText(const HistoryEntry &entry)
{
    const QString name = visibleText(entry.event.name);
    return isBatch(entry) ? tr("%1 events, first %2").arg(QLocale().toString(entry.eventCount), name) : name;
}

QString targetText(const HistoryEntry &entry)
{
    const QStringList channels = uniqueChannels(entry.event.channels);
    return channels.size() == 1 ? visibleText(channels.first())
                                : tr("%1 channels").arg(QLocale().toString(channels.size()));
}

QString timeText(const HistoryEntry &entry)
{
    return entry.at.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

} // namespace channelscope
