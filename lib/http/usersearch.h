// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/channelsnapshot.h"
#include "channels/presenceuser.h"
#include "core/result.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QHash>
#include <QList>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <stop_token>

namespace channelscope {

class ChannelsApi;

//! In which presence channels is a user now? Lists the presence channels, then asks each for its users, few at a time.
//! Only reads; what it costs on a server that bills reads is known between list() and search(). The answer is never a
//! silent "not there": a channel that could not be asked is counted and named with the reason.
class UserSearch : public QObject
{
    Q_OBJECT

public:
    enum class Match : quint8 {
        Exact,
        Contains, //!< the id has the text in it, in upper or lower case
    };

    struct Options
    {
        QString id; //!< not empty
        Match match = Match::Exact;
        int inFlight = 4;
        int mostPauses = 0; //!< so many in a row without an answer in between end the search; 0: it never gives up
        //! A server that wants to be left alone for longer ends the search; std::nullopt: it is waited for.
        std::optional<std::chrono::milliseconds> mostPatience;
        qsizetype mostHits = 100'000;                //!< more end the search
        std::chrono::milliseconds firstPause{1'000}; //!< where the server does not tell how long to wait; doubles
        std::chrono::milliseconds longestPause{60'000};
    };

    enum class State : quint8 {
        Idle,
        Listing, //!< asks which presence channels there are
        Listed,  //!< waits for search()
        Asking,
        Waiting, //!< the server limits the rate: trouble() says until when
        Finished,
    };

    struct Progress
    {
        qsizetype channels = 0; //!< to be asked
        qsizetype asked = 0;    //!< that have answered, or failed
        qsizetype vanished = 0; //!< of those asked: nobody was there any more
        qsizetype failed = 0;   //!< of those asked: they gave no answer
        qsizetype empty = 0;    //!< not asked, as the list says that nobody is there
    };

    struct Failed
    {
        QString channel;
        ApiError error;
    };

    struct Trouble
    {
        ApiError error;
        QDateTime goesOnAt;
    };

    static constexpr qsizetype mostFailed = 1'000;

    //! The HttpClient of `api` outlives it.
    UserSearch(const ChannelsApi &api, Options options, QObject *parent = nullptr);
    ~UserSearch() override;

    //! One request; ends in listed() or finished().
    void list();
    //! What search() will ask, in requests. Known once listed.
    [[nodiscard]] qsizetype requests() const { return m_progress.channels; }
    //! Each of the requests counts as a message of the app's.
    [[nodiscard]] bool isBilled() const;
    //! What list() costs, in messages.
    [[nodiscard]] int messagesOfList() const;
    //! Asks the channels; call it when listed.
    void search();
    //! Gives up; what was found stays.
    void cancel();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Options &options() const { return m_options; }
    [[nodiscard]] const Progress &progress() const { return m_progress; }
    [[nodiscard]] const UserHits &hits() const { return m_hits; }
    //! The first mostFailed of the channels that failed, without the replies' bodies.
    [[nodiscard]] const QList<Failed> &failed() const { return m_failed; }
    //! What the search waits for; std::nullopt unless it does.
    [[nodiscard]] const std::optional<Trouble> &trouble() const { return m_trouble; }
    //! Why the search as a whole ended early; std::nullopt if it did not.
    [[nodiscard]] const std::optional<ApiError> &error() const { return m_error; }
    //! There are more than Options::mostHits.
    [[nodiscard]] bool hasTooMany() const { return m_hasTooMany; }
    //! Every channel was asked and has answered: who was not found is not there.
    [[nodiscard]] bool isComplete() const;

Q_SIGNALS:
    void stateChanged();
    void listed();
    //! As they come, one channel's at a time.
    void found(const channelscope::UserHits &hits);
    //! Not for every channel, but soon after.
    void progressed();
    //! Once; nothing comes after it.
    void finished();

private:
    //! What there is to ask, of a list.
    struct Plan
    {
        ChannelSnapshotPtr channels;
        std::vector<size_t> queue; //!< the rows of channels to ask
        qsizetype empty = 0;
    };
    using PlanPtr = std::shared_ptr<const Plan>;
    [[nodiscard]] static PlanPtr planOf(const ChannelSnapshotPtr &channels);

    void takeList(const Result<PlanPtr> &plan);
    void pump();
    void pumpSoon();
    void ask(qsizetype place);
    [[nodiscard]] QString channelAt(qsizetype place) const;
    void takeUsers(qsizetype place, const Result<PresenceUsers> &matching);
    void takeFailure(qsizetype place, const ApiError &error);
    //! Whether it waits now; it does not where it has waited too often.
    [[nodiscard]] bool pause(const ApiError &error);
    void goOn();
    void setState(State state);
    void end(std::optional<ApiError> error);

    std::unique_ptr<const ChannelsApi> m_api;
    const Options m_options;
    State m_state = State::Idle;
    State m_before = State::Idle;   //!< what Waiting goes back to
    PlanPtr m_plan;                 //!< null until it is listed
    qsizetype m_next = 0;           //!< the place in the queue that is asked next
    QList<qsizetype> m_again;       //!< places that were asked too early
    QHash<qsizetype, int> m_putOff; //!< how often, by place
    int m_inFlight = 0;
    int m_pauses = 0;    //!< in a row
    int m_noAnswers = 0; //!< in a row
    bool m_pumpIsComing = false;
    bool m_hasTooMany = false;
    Progress m_progress;
    UserHits m_hits;
    QList<Failed> m_failed;
    std::optional<Trouble> m_trouble;
    std::optional<ApiError> m_error;
    QTimer m_goOn;
    QTimer m_telling;
    std::stop_source m_stop;
};

} // namespace channelscope
