// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/drafts.h"
#include "publishing/publishreport.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <QUuid>

#include <functional>
#include <map>
#include <memory>
#include <optional>

class QLockFile;

namespace channelscope {

//! A batch as it was kept.
struct KeptBatch
{
    BatchDraft draft;
    PublishReport report; //!< of as many rows
    QString trouble;      //!< why what became of the rows is not known; empty: it is
};

//! The drafts of every app, one file each for event and batch, in a folder of the user. What is handed to keep() is on
//! disk a quarter of a second later, and was made into JSON and written on another thread; a file is replaced in one
//! step, so that a kill at any moment leaves the last draft or the one before.
//! Windows that are open at once have drafts of their own, or the one would offer what the other has sent: a store
//! takes the drafts of an app that were written last and that no other store has, for as long as it lives. What became
//! of the rows of a batch is in a file beside it whose name has a hash of the rows: it is written before them, and
//! those of other rows go after them, so that rows never get the report of others.
class DraftStore : public QObject
{
    Q_OBJECT

public:
    explicit DraftStore(QString folder, QObject *parent = nullptr);
    //! Writes what is not written yet, and waits for it.
    ~DraftStore() override;

    //! channelscope/drafts in the user's data folder.
    [[nodiscard]] static QString defaultFolder();
    [[nodiscard]] const QString &folder() const { return m_folder; }

    void keep(const QUuid &appId, const EventDraft &draft);
    //! `report` is of as many rows.
    void keep(const QUuid &appId, const BatchDraft &draft, const PublishReport &report);
    //! Writes it now; tells, once it is on disk, where a run of these rows is to keep its report. The rows must stay as
    //! they are until the run has ended.
    [[nodiscard]] QFuture<Result<QString>> keepForRun(const QUuid &appId, const BatchDraft &draft,
                                                      const PublishReport &report);
    //! All drafts of an app that is no more.
    void forget(const QUuid &appId);

    //! What was kept last; std::nullopt if nothing was. A file that cannot be read is moved aside and is Kind::Invalid.
    [[nodiscard]] QFuture<Result<std::optional<EventDraft>>> event(const QUuid &appId);
    [[nodiscard]] QFuture<Result<std::optional<KeptBatch>>> batch(const QUuid &appId);

    //! Starts writing what is not written yet, now.
    void flush();

Q_SIGNALS:
    //! A draft could not be written; says which file and why. It is tried again with the next change.
    void failed(const QString &message);

private:
    using Write = std::function<void()>; //!< on the thread of the pool

    //! Whose drafts these are: what their files begin with, and the lock that keeps other stores away.
    struct Claim
    {
        QString stem;
        std::unique_ptr<QLockFile> lock;
    };

    void keepSoon(const QString &what, const Write &write);
    [[nodiscard]] Claim claim(const QUuid &appId) const;
    // The following are for the thread of the pool.
    [[nodiscard]] QString stem(const QUuid &appId);
    [[nodiscard]] QString eventFile(const QUuid &appId);
    [[nodiscard]] QString batchFile(const QUuid &appId);
    Result<void> write(const QString &path, const QByteArray &text);
    Result<QString> writeBatch(const QUuid &appId, const BatchDraft &draft, const PublishReport &report);
    void tell(const Result<void> &written);
    [[nodiscard]] Result<KeptBatch> withReport(const QUuid &appId, const QByteArray &text);
    [[nodiscard]] QString reportPath(const QUuid &appId, const QByteArray &rows);
    void removeReports(const QUuid &appId, const QString &butNot = {});
    template <typename Kept>
    static Result<std::optional<Kept>> load(const QString &path,
                                            const std::function<Result<Kept>(const QByteArray &)> &read);

    QString m_folder;
    QHash<QString, Write> m_pending; //!< by what it writes
    QTimer m_timer;
    QFuture<void> m_writing;
    std::map<QUuid, Claim> m_claims; //!< of the thread of the pool
    QThreadPool m_pool;              //!< one thread: what is asked for is done in order
};

} // namespace channelscope
