// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "publishing/history.h"

#include <QObject>

namespace channelscope {

//! Writes every publish of one app to the history, unless it is switched off for the app.
class HistoryRecorder : public QObject
{
    Q_OBJECT

public:
    //! `history` and `session` outlive it.
    HistoryRecorder(History &history, AppSession &session, QObject *parent = nullptr);

    [[nodiscard]] bool isRecording() const { return m_recording; }
    void setRecording(bool recording) { m_recording = recording; }

Q_SIGNALS:
    //! The history has it, under the id it bears now.
    void recorded(const channelscope::HistoryEntry &entry);
    void failed(const QString &message);

private:
    [[nodiscard]] HistoryEntry newEntry() const;
    void recordEvent(const PublishResult &result);
    void recordBulk();
    void keep(const QFuture<Result<HistoryEntry>> &adding);

    History &m_history;
    AppSession &m_session;
    QElapsedTimer m_bulkTime;
    bool m_recording = true;
};

} // namespace channelscope
