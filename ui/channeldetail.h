// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/presencewatch.h"
#include "http/channelsapi.h"
#include "models/presenceusersmodel.h"

#include <QCache>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>
#include <stop_token>

namespace channelscope {

enum class LoadState : quint8 { Idle, Loading, Ready, Failed };

//! How it stands with one channel.
struct DetailStatus
{
    LoadState state = LoadState::Idle;
    QString channel;                   //!< empty: none is selected
    std::optional<ChannelState> value; //!< the last answer
    Moment valueAt{0};                 //!< when it came
    std::optional<ApiError> error;
    std::optional<ApiError> usersError; //!< the users could not be read, though the channel could
    bool usersLoaded = false;
    Moment usersAt{0};    //!< when they were last told
    QString countRefusal; //!< the server's words on why it does not tell a count
};

//! How terminating a user's connections ended.
struct Termination
{
    QString userId;
    std::optional<ApiError> error; //!< why it did not happen
};

//! One channel that is looked at, be it the selected one or that of a window of its own: what the server says of it,
//! and who is present, watched from the moment on when it was first chosen,
//! with a gap while another one was. Stale answers are dropped by generation.
class ChannelDetail : public QObject
{
    Q_OBJECT

public:
    //! `api` outlives it. So does `countRefusal`, which all details of an app share: the server's words when it refused
    //! to tell subscription counts, so that it is not asked for them again; empty: it has not.
    ChannelDetail(const ChannelsApi &api, QString &countRefusal, QObject *parent = nullptr);
    ~ChannelDetail() override;

    //! Empty: none. Another channel is asked for at once. `begun`: how it was watched elsewhere until now.
    void setChannel(const QString &channel, const PresenceWatch &begun = {});
    [[nodiscard]] const QString &channel() const { return m_status.channel; }
    [[nodiscard]] const DetailStatus &status() const { return m_status; }
    [[nodiscard]] PresenceUsersModel &users() { return m_users; }
    [[nodiscard]] const PresenceWatch &presence() const { return m_presence; }

    //! Asks again, whatever the server said of waiting: for who asks by hand.
    void refresh();
    //! Asks again unless the server is in trouble or wants to be left alone.
    void refreshIfDue();
    //! What asking again costs on a server that bills reads, in messages; 0 where it does not, and without a channel.
    [[nodiscard]] int messagesPerRefresh() const;
    //! From now on it asks by itself; std::nullopt: only when asked to.
    void setRefreshInterval(std::optional<std::chrono::seconds> interval);

    //! It asks again by itself in a while.
    [[nodiscard]] bool isRefreshing() const { return m_timer.isActive(); }

    //! Closes the connections of a user; ends in one terminated() signal, also if the guard refuses.
    void terminate(const QString &userId, Confirmation confirmation);
    [[nodiscard]] bool isTerminating() const { return m_terminating > 0; }

Q_SIGNALS:
    void changed();
    //! The server has told counts of the channel.
    void told(const channelscope::ChannelState &state);
    void terminated(const channelscope::Termination &outcome);

private:
    static constexpr qsizetype maxEarlier = 20;

    [[nodiscard]] QStringList askedInfo() const;
    void ask();
    void askUsers(quint64 generation);
    void takeUsers(const PresenceUsers &users, quint64 generation);
    void usersTaken();
    void take(const Result<ChannelState> &state, quint64 generation);
    void failed(const ApiError &error, int failuresInARow);
    void schedule();

    const ChannelsApi &m_api;
    QString &m_countRefusal;
    DetailStatus m_status;
    PresenceUsersModel m_users;
    PresenceWatch m_presence;
    QCache<QString, PresenceWatch> m_earlier{maxEarlier}; //!< of channels that were looked at, for when they are again
    quint64 m_generation = 0;
    bool m_asksCount = false; //!< the question that is under way wants the count of subscriptions
    bool m_asksUsers = false; //!< an answer is awaited
    std::stop_source m_stop;
    std::optional<std::chrono::seconds> m_interval;
    QTimer m_timer;
    QDeadlineTimer m_notBefore; //!< when it may be asked again by itself
    int m_failuresInARow = 0;
    int m_usersFailuresInARow = 0;
    int m_terminating = 0;

    // Answers come home to this object, which goes first: see AppSession.
    QObject m_home;
};

} // namespace channelscope
