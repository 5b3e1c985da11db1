// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "publishing/historyentry.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <functional>

namespace channelscope {

//! The SQLite file behind History. Blocks, and belongs to the thread that first uses it, where it must also be
//! destroyed; opens the file when first asked. Errors are Kind::Invalid.
class HistoryDatabase
{
public:
    using Told = std::function<void(const QString &message)>;

    //! `damaged` is called, on the working thread, when the file turned out to be damaged and was moved aside.
    HistoryDatabase(QString path, Told damaged);
    ~HistoryDatabase();
    Q_DISABLE_COPY_MOVE(HistoryDatabase)

    //! The ids they got; all are stored or none.
    Result<QList<qint64>> add(const QList<HistoryEntry> &entries);
    Result<HistoryPage> find(const HistoryQuery &query);
    //! How many prune() would delete now.
    Result<qint64> surplus(const HistoryRetention &retention, const QDateTime &now);
    //! How many went.
    Result<qint64> prune(const HistoryRetention &retention, const QDateTime &now);
    Result<qint64> remove(const QList<qint64> &ids);
    //! Of one app, or of all.
    Result<qint64> clear(const std::optional<QUuid> &appId);

private:
    template <typename Work>
    auto guarded(Work work) -> Result<decltype(work())>;
    void open();
    void close();
    void prepareSchema();
    void recover();
    bool isSound();
    QString moveAside();
    QSqlQuery run(const QString &sql, const QVariantList &values = {});
    void begin();
    template <typename Work>
    auto transaction(Work work);
    qint64 deleteWhere(const QString &condition, const QVariantList &values);

    QString m_path;
    Told m_damaged;
    QString m_connection;
    QSqlDatabase m_database;
};

} // namespace channelscope
