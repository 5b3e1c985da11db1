// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/eventlines.h"
#include "commandcontext.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QObject>
#include <QStringList>

#include <stop_token>

namespace channelscope {

//! Sends the events of a file, one request after the other, and ends the command with the truth about each of them.
class BatchRun : public QObject
{
public:
    //! How many events ended how. Those of a failed request are `failed`; `unknown` of them may have arrived.
    struct Tally
    {
        qsizetype sent = 0;
        qsizetype failed = 0;
        qsizetype unknown = 0;
        qsizetype unsent = 0;

        [[nodiscard]] QJsonObject document(int status) const;
    };

    //! Belongs to `context`; `api` must outlive it.
    BatchRun(CommandContext &context, ChannelsApi &api, EventLines lines);

    //! Checks every event against the server's rules and notes the warnings. Kind::Invalid names the line.
    [[nodiscard]] Result<void> check();
    void start(Confirmation confirmation);

private:
    [[nodiscard]] qsizetype batchSize() const;
    [[nodiscard]] Result<EventBatch> sealed(EventBatch batch) const;
    void warn(const Finding &finding, qsizetype line);
    void sendNext();
    void took(const EventBatch &batch, const BatchReply &reply);
    void stopAt(const EventBatch &batch, const ApiError &error);
    void showProgress(bool last);
    void finish();

    CommandContext &m_context;
    ChannelsApi &m_api;
    const EventLines m_lines;
    Confirmation m_confirmation = Confirmation::None;
    std::stop_source m_stop;
    Tally m_tally;
    int m_status = 0;
    bool m_wantsCounts = false;
    QJsonArray m_counts;
    QStringList m_warnings;
    qsizetype m_unnamedWarnings = 0;
    QElapsedTimer m_lastProgress;
};

} // namespace channelscope
