// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandcontext.h"
#include "publishing/batchrows.h"
#include "publishing/publisher.h"

#include <QElapsedTimer>
#include <QHash>
#include <QLockFile>
#include <QObject>
#include <QStringList>

#include <memory>

namespace channelscope {

//! What `batch` was asked to do besides sending a file.
struct BatchOptions
{
    std::optional<int> concurrency;
    std::optional<double> eventsPerSecond;
    std::chrono::seconds patience{120}; //!< how long trouble may last
    QString reportPath;                 //!< where to write the report; empty: nowhere
    std::optional<QByteArray> earlier;  //!< where the report of an earlier run is read from
    RowStates only = RowState::Unsent;  //!< the rows of that report to send
    bool yes = false;
    QList<std::shared_ptr<QLockFile>> claims; //!< what keeps other runs from these reports while this one lasts
};

//! The rows of a file, taken apart for what needs them.
struct BatchInput
{
    explicit BatchInput(BatchRows read);

    EventBatch events;
    QList<qsizetype> lines;               //!< where each row begins, from 1
    QHash<qsizetype, QString> unreadable; //!< rows that are no events, with the reason
    QStringList ignoredColumns;
};

//! Sends the events of a file, shows how it goes, and ends the command with the truth about each of them.
class BatchRun : public QObject
{
public:
    //! Of the events that this run was to send. Those that were refused or got no answer are `failed`; `unknown` of
    //! them may have arrived.
    struct Tally
    {
        qsizetype sent = 0;
        qsizetype failed = 0;
        qsizetype unknown = 0;
        qsizetype unsent = 0;

        [[nodiscard]] QJsonObject document(bool ok, int status) const;
    };

    //! Belongs to `context`; `api` must outlive it.
    BatchRun(CommandContext &context, ChannelsApi &api, const BatchInput &input, const BatchOptions &options,
             Confirmation confirmation);

    //! Sends the rows of `earlier` that the options choose.
    void start(const PublishReport &earlier);

private:
    [[nodiscard]] Tally tally() const;
    void watchGuard();
    void askGuardAgain(const QUuid &app);
    void followState();
    void showWarnings();
    void showProgress(bool last);
    void finish();
    [[nodiscard]] std::optional<ApiError> failure(const Tally &tally) const;
    [[nodiscard]] QString wayOn(const Tally &tally) const;
    [[nodiscard]] QJsonArray counts() const;

    CommandContext &m_context;
    const BatchInput m_input;
    const BatchOptions m_options;
    const Confirmation m_confirmation;
    std::optional<ApiError> m_refusal; //!< the app does not allow any more what it allowed at the start
    bool m_wantsYes = false;           //!< nor will it without a confirmation
    Publisher m_publisher;
    QList<qsizetype> m_chosen;
    QHash<qsizetype, Counts> m_counts;
    QStringList m_warnings;
    Publisher::State m_state = Publisher::State::Idle;
    QElapsedTimer m_lastProgress;
};

} // namespace channelscope
