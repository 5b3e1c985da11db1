// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/history.h"

#include "publishing/historydatabase.h"

#include <QStandardPaths>
#include <QtConcurrentRun>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

History::History(const QString &filePath, QObject *parent)
    : QObject(parent)
    , m_database(
          std::make_unique<HistoryDatabase>(filePath, [this](const QString &message) { Q_EMIT damaged(message); }))
{
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(-1); // the connection belongs to this very thread
}

History::~History()
{
    m_pool.start([this] { m_database.reset(); });
}

QString History::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/channelscope/history.sqlite"_L1;
}

QFuture<Result<HistoryEntry>> History::add(const HistoryEntry &entry)
{
    return add([entry] { return entry; });
}

QFuture<Result<HistoryEntry>> History::add(std::function<HistoryEntry()> make)
{
    return QtConcurrent::run(&m_pool, [this, make = std::move(make)]() -> Result<HistoryEntry> {
        HistoryEntry entry = make();
        return m_database->add({entry}).map([&entry](const QList<qint64> &ids) {
            entry.id = ids.first();
            return entry;
        });
    });
}

QFuture<Result<HistoryPage>> History::find(const HistoryQuery &query)
{
    return QtConcurrent::run(&m_pool, [this, query] { return m_database->find(query); });
}

void History::setRetention(const HistoryRetention &retention)
{
    if (m_retention == retention)
        return;
    m_retention = retention;
    Q_EMIT retentionChanged();
}

QFuture<Result<qint64>> History::surplus(const HistoryRetention &retention)
{
    return QtConcurrent::run(
        &m_pool, [this, retention] { return m_database->surplus(retention, QDateTime::currentDateTimeUtc()); });
}

QFuture<Result<qint64>> History::prune(const HistoryRetention &retention)
{
    return QtConcurrent::run(&m_pool, [this, retention] {
        const auto gone = m_database->prune(retention, QDateTime::currentDateTimeUtc());
        if (gone && *gone > 0)
            Q_EMIT pruned();
        return gone;
    });
}

QFuture<Result<qint64>> History::remove(const QList<qint64> &ids)
{
    return QtConcurrent::run(&m_pool, [this, ids] { return m_database->remove(ids); });
}

QFuture<Result<qint64>> History::clear(const std::optional<QUuid> &appId)
{
    return QtConcurrent::run(&m_pool, [this, appId] { return m_database->clear(appId); });
}

} // namespace channelscope
