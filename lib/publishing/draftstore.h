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
#include <optional>

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
//! step, so that a kill at any moment leaves the last draft or the one before. Of two windows that edit the same draft
//! the last one wins.
//! What became of the rows of a batch is in a file beside it whose name has a hash of the rows: it is written before
//! them, and those of other rows go after them, so that rows never get the report of others.
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
    //! Both drafts of an app that is no more.
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

    void keepSoon(const QString &fileName, const Write &write);
    Result<void> write(const QString &fileName, const QByteArray &text);
    Result<QString> writeBatch(const QUuid &appId, const BatchDraft &draft, const PublishReport &report);
    void tell(const Result<void> &written);
    [[nodiscard]] Result<KeptBatch> withReport(const QUuid &appId, const QByteArray &text) const;
    [[nodiscard]] QString reportPath(const QUuid &appId, const QByteArray &rows) const;
    void removeReports(const QUuid &appId, const QString &butNot = {}) const;
    template <typename Kept>
    QFuture<Result<std::optional<Kept>>> load(const QString &fileName,
                                              std::function<Result<Kept>(const QByteArray &)> read);

    QString m_folder;
    QHash<QString, Write> m_pending; //!< by file name
    QTimer m_timer;
    QFuture<void> m_writing;
    QThreadPool m_pool; //!< one thread: what is asked for is done in order
};

} // namespace channelscope
