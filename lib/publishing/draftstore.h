// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/drafts.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <QUuid>

#include <functional>
#include <optional>

namespace channelscope {

//! The drafts of every app, one file each for event and batch, in a folder of the user. What is handed to keep() is on
//! disk a quarter of a second later, and was made into JSON and written on another thread; a file is replaced in one
//! step, so that a kill at any moment leaves the last draft or the one before. Of two windows that edit the same draft
//! the last one wins.
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
    void keep(const QUuid &appId, const BatchDraft &draft);
    //! Both drafts of an app that is no more.
    void forget(const QUuid &appId);

    //! What was kept last; std::nullopt if nothing was. A file that cannot be read is moved aside and is Kind::Invalid.
    [[nodiscard]] QFuture<Result<std::optional<EventDraft>>> event(const QUuid &appId);
    [[nodiscard]] QFuture<Result<std::optional<BatchDraft>>> batch(const QUuid &appId);

    //! Starts writing what is not written yet, now.
    void flush();

Q_SIGNALS:
    //! A draft could not be written; says which file and why. It is tried again with the next change.
    void failed(const QString &message);

private:
    using Text = std::function<QByteArray()>;

    void keepText(const QString &fileName, const Text &text);
    void write(const QString &fileName, const QByteArray &text);
    template <typename Draft>
    QFuture<Result<std::optional<Draft>>> load(const QString &fileName, Result<Draft> (*read)(const QByteArray &));

    QString m_folder;
    QHash<QString, Text> m_pending; //!< by file name
    QTimer m_timer;
    QFuture<void> m_writing;
    QThreadPool m_pool; //!< one thread: what is asked for is done in order
};

} // namespace channelscope
