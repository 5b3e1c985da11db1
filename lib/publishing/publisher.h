// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/channelsapi.h"
#include "publishing/publishpace.h"
#include "publishing/publishplan.h"
#include "publishing/publishreport.h"
#include "publishing/reportjournal.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>

namespace channelscope {

//! Sends any number of events, a few requests at a time, and knows of each row what became of it. One run each; lives
//! on the thread of its API's HttpClient and may be deleted at any time: what is in flight then ends by itself.
//!
//! - Two events for one channel never overtake each other: a row goes only once no request in flight, and no earlier
//!   row still to go, is for its channel. A refused or unknown row does not hold up the later ones of its channel: they
//!   go when its request has ended, so events can be missing but are never out of order.
//! - A row that validation refuses is Refused up front and never sent. A request that the server refuses makes Refused
//!   all of its rows. One that went out and got no answer makes them Unknown; they are never sent again by this run.
//! - Trouble that surely kept a request from arriving (429, no connection, no address) pauses the run, see trouble(),
//!   and the same rows go again. After it one request goes alone until it is answered. When many requests in a row stay
//!   without an answer the run pauses too, though not to repeat them: better unsent rows than unknown ones.
//! - What concerns the whole app (401, 403, 404, TLS, the guard, a report that cannot be written) ends the run; the
//!   rest stays as it was. See error().
class Publisher : public QObject
{
    Q_OBJECT

public:
    enum class Mode : quint8 { Batches, SingleEvents };

    struct Options
    {
        Mode mode = Mode::Batches;
        qsizetype batchSize = 0; //!< events in one request; 0: as many as the server takes, or ten
        int inFlight = 6;        //!< requests at the same time
        std::optional<double> eventsPerSecond;
        Confirmation confirmation = Confirmation::None;
        QString reportPath; //!< where to keep the report while running (see ReportJournal); empty: nowhere
        QHash<qsizetype, QString> unsendable; //!< rows that could not be read, with the reason: Refused, never sent
        //! For how long trouble may last until the run ends; none: for ever. A pause that the server asks for and that
        //! would be longer ends it at once.
        std::optional<std::chrono::milliseconds> patience;
        std::chrono::milliseconds firstPause{500};      //!< where the server does not tell; doubles from pause to pause
        std::chrono::milliseconds longestPause{30'000}; //!< up to this
    };

    enum class State : quint8 {
        Idle,
        Preparing, //!< rows are checked on a worker thread
        Running,
        Paused,   //!< by pause(), until resume()
        Waiting,  //!< for trouble() to pass
        Stopping, //!< nothing more is sent; what is in flight is waited for
        Finished,
    };

    //! Why the run waits, and until when.
    struct Trouble
    {
        ApiError error;
        QDateTime goesOnAt; //!< UTC
    };

    struct Progress
    {
        qsizetype rows = 0;                                //!< of this run
        qsizetype done = 0;                                //!< of those, the ones that have their outcome
        qsizetype inFlight = 0;                            //!< events that are out just now
        std::optional<double> eventsPerSecond;             //!< lately
        std::optional<std::chrono::milliseconds> timeLeft; //!< at that rate
    };

    //! `api` must outlive the run. The events are shared, not copied.
    Publisher(ChannelsApi &api, EventBatch events, Options options, QObject *parent = nullptr);
    ~Publisher() override;

    //! Sends all rows.
    void start();
    //! Sends the rows that are in one of `which` in an earlier report of the same events; the report goes on from
    //! there. If they are the refused ones alone, each goes in a request of its own: a server refuses a request as a
    //! whole, and whoever was in one with the row that it means would be refused again.
    void start(const PublishReport &earlier, RowStates which);

    void pause();
    void resume();
    //! Sends nothing more, waits for what is in flight, and finishes. Rows that did not go stay as they were.
    void cancel();
    //! As cancel(), but does not wait: what is in flight becomes Unknown.
    void abandon();

    [[nodiscard]] State state() const;
    [[nodiscard]] Progress progress() const;
    //! Up to date at any time; of a row in flight it tells what was before. To be read, not kept, while the run goes
    //! on: with a million rows a copy makes the next answer slow.
    [[nodiscard]] const PublishReport &report() const { return m_report; }
    [[nodiscard]] const EventBatch &events() const { return m_events; }
    [[nodiscard]] const std::optional<Trouble> &trouble() const { return m_trouble; }
    //! The first thing that went wrong with a request, or what ended the run early; validation of rows aside.
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    //! error() ended the run: rows that were to be sent are left.
    [[nodiscard]] bool gaveUp() const { return m_gaveUp; }
    //! The status of the latest answer; 0: none came.
    [[nodiscard]] int lastStatus() const { return m_lastStatus; }
    //! The first warnings about rows that are sent nevertheless, and how many more there are. Known after Preparing.
    [[nodiscard]] const Findings &warnings() const { return m_warnings; }
    [[nodiscard]] qsizetype moreWarnings() const { return m_moreWarnings; }

Q_SIGNALS:
    void stateChanged();
    //! At most some 20 times a second, and before finished().
    void progressed();
    //! What the server told about a row that asked for `info`.
    void counted(qsizetype row, const channelscope::Counts &counts);
    //! Exactly once per run, and last; the report on disk is complete.
    void finished();

private:
    using Clock = std::chrono::steady_clock;

    void prepared(Result<PublishPlan> plan);
    void pumpSoon();
    void pump();
    [[nodiscard]] bool sendNext();
    void sendBatch(const QList<qsizetype> &rows);
    void sendSingle(qsizetype row);
    void tellCounts(qsizetype row, const Counts &counts);
    void sent(const QList<qsizetype> &rows, Clock::time_point sentAt, int status);
    void failed(const QList<qsizetype> &rows, Clock::time_point sentAt, const ApiError &error);
    void answered();
    void conclude(const QList<qsizetype> &rows, const RowOutcome &outcome);
    //! The same where each row has its own already.
    void concluded(const QList<qsizetype> &rows);
    void refused(const QList<qsizetype> &rows, const ApiError &error, const RowOutcome &outcome);
    void bringBack(const QList<qsizetype> &rows);
    void ended(const QList<qsizetype> &rows);
    void wait(const ApiError &error);
    void giveUp(const ApiError &error);
    void finish();
    void finishNow();
    void changed();
    void tell();

    [[nodiscard]] qsizetype batchSize() const;

    ChannelsApi &m_api;
    const EventBatch m_events;
    const Options m_options;
    RowSchedule m_schedule;
    PublishReport m_report;
    std::unique_ptr<ReportJournal> m_journal;
    PublishPace m_pace;
    Findings m_warnings;
    qsizetype m_moreWarnings = 0;

    State m_phase = State::Idle; //!< Idle, Preparing, Running or Finished; state() tells the rest
    bool m_paused = false;
    bool m_stopping = false;
    bool m_finishing = false;
    bool m_gaveUp = false;
    bool m_eachAlone = false;
    std::optional<Trouble> m_trouble;
    std::optional<Clock::time_point> m_troubleSince; //!< without an answer that settled anything in between
    std::optional<ApiError> m_error;
    std::stop_source m_abandon;

    qsizetype m_rows = 0;
    qsizetype m_done = 0;
    qsizetype m_eventsInFlight = 0;
    int m_inFlight = 0;
    int m_window = 1;           //!< how many requests may be in flight now
    int m_unansweredInARow = 0; //!< requests
    int m_pausesInARow = 0;
    int m_lastStatus = 0;
    bool m_pumpIsComing = false;
    State m_toldState = State::Idle;

    QTimer m_goOn;    //!< when the trouble or the rate limit lets the next request go
    QTimer m_telling; //!< throttles progressed()
};

} // namespace channelscope
