// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "publishing/historyentry.h"

#include <QFuture>
#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace channelscope {

class HistoryDatabase;

//! Every publish that was made, in one SQLite file of the user, searchable. Answers come from a thread of its own, in
//! the order of the calls; errors are Kind::Invalid. Several windows and programs may use the same file at once. What
//! was added is there after a crash. A damaged file is moved aside and told of, never thrown away.
//! Whether an app's publishes are to be kept at all is the caller's to know.
class History : public QObject
{
    Q_OBJECT

public:
    explicit History(const QString &filePath, QObject *parent = nullptr);
    //! Waits for what was asked for already.
    ~History() override;

    //! channelscope/history.sqlite in the user's data folder.
    [[nodiscard]] static QString defaultPath();

    //! Returns it with the id it got. The message is kept without anything that looks like a signature.
    QFuture<Result<HistoryEntry>> add(const HistoryEntry &entry);
    //! Of an entry that takes a while to make: `make` is called on the thread of the history.
    QFuture<Result<HistoryEntry>> add(std::function<HistoryEntry()> make);
    QFuture<Result<HistoryPage>> find(const HistoryQuery &query);
    //! How much is to be kept; the usual amount until somebody says otherwise. Deletes nothing.
    void setRetention(const HistoryRetention &retention);
    [[nodiscard]] const HistoryRetention &retention() const { return m_retention; }
    //! How many publishes are more than that.
    QFuture<Result<qint64>> surplus(const HistoryRetention &retention);
    //! Deletes what is more than `retention`; how many went.
    QFuture<Result<qint64>> prune(const HistoryRetention &retention);
    QFuture<Result<qint64>> remove(const QList<qint64> &ids);
    //! Forgets one app, or everything.
    QFuture<Result<qint64>> clear(const std::optional<QUuid> &appId = {});

Q_SIGNALS:
    //! The file was damaged; says where it was moved to.
    void damaged(const QString &message);
    void retentionChanged();
    //! Entries that may be on show somewhere were deleted, being more than is to be kept.
    void pruned();

private:
    HistoryRetention m_retention;
    std::unique_ptr<HistoryDatabase> m_database; //!< only touched by the one thread of the pool
    QThreadPool m_pool;                          //!< goes first, and waits for its thread
};

} // namespace channelscope
