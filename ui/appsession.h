// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/appprofile.h"
#include "channeldetail.h"
#include "channels/channelviews.h"
#include "channels/countrecorder.h"
#include "channels/event.h"
#include "http/advice.h"
#include "http/channelsapi.h"
#include "http/clockoffset.h"
#include "http/usersearch.h"
#include "models/activitymodel.h"
#include "models/channelsmodel.h"
#include "publishing/publisher.h"
#include "publishing/snippets.h"
#include "publishing/variables.h"
#include "rowcounts.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>

namespace channelscope {

//! How it stands with the list of occupied channels.
struct ListStatus
{
    LoadState state = LoadState::Idle;
    QString prefix;       //!< the prefix that is asked for
    QString shownPrefix;  //!< the prefix of what is shown
    bool hasList = false; //!< something was shown before, even if the last request failed
    QDateTime listedAt;   //!< when the server told the shown list
    qint64 milliseconds = 0;
    std::optional<ApiError> error;                 //!< why the last request failed
    std::optional<std::chrono::seconds> nextTryIn; //!< it is asked again by itself, counted from the last answer
    std::optional<Moment> nextTryAt;               //!< when that is
    bool isSlowed = false; //!< less often than was wished for, because the server takes long to answer

    //! Whether the shown list has all occupied channels of this prefix.
    [[nodiscard]] bool covers(const QString &asked) const { return asked.startsWith(shownPrefix); }
};

//! One publish and how it ended.
struct PublishResult
{
    quint64 number = 0; //!< counts up within a session
    Event event;
    QDateTime at;
    std::optional<TriggerReply> reply; //!< on success
    std::optional<ApiError> error;     //!< on failure
    qint64 milliseconds = 0;
    quint64 requestId = 0; //!< 0: nothing was sent
};

//! What a bulk publish is to do.
struct BulkOrder
{
    EventBatch events;
    PublishReport earlier; //!< of as many rows
    RowStates which;       //!< the rows to send: those in one of these states
    int inFlight = 6;      //!< requests at the same time
    std::optional<double> eventsPerSecond;
    QString reportPath; //!< where the report is kept while it runs; empty: nowhere
    Confirmation confirmation = Confirmation::None;
};

//! One opened app: the one place where what a page wants meets lib's asynchronous calls. Pages show its models and
//! status and call its intents; nobody else in ui knows the API. Stale answers are dropped by generation.
class AppSession : public QObject
{
    Q_OBJECT

public:
    //! `credentials` must be complete.
    AppSession(AppProfile profile, const AppCredentials &credentials, QObject *parent = nullptr);

    [[nodiscard]] const AppProfile &profile() const { return m_profile; }
    //! `profile` is the same but for looks.
    void setLooks(const AppProfile &profile);
    [[nodiscard]] const Dialect &dialect() const { return m_api.dialect(); }
    [[nodiscard]] bool canSeal() const
    {
        return !m_credentials.encryptionMasterKey.isEmpty();
    } //!< encrypted channels can be published to

    [[nodiscard]] ChannelsModel &channels() { return m_channels; }
    [[nodiscard]] PresenceUsersModel &users() { return m_selected.users(); }
    [[nodiscard]] ActivityModel &activity() { return m_activity; }
    [[nodiscard]] const ListStatus &list() const { return m_list; }
    //! The selected channel; its answers are told as detailChanged() as well.
    [[nodiscard]] ChannelDetail &selected() { return m_selected; }
    [[nodiscard]] const DetailStatus &detail() const { return m_selected.status(); }
    //! Another channel to look at, whatever is selected; its counts are recorded as long as it is there. It must go
    //! before the session does.
    [[nodiscard]] std::unique_ptr<ChannelDetail> openDetail(const QString &channel);
    //! Until when the counts of rows are not asked for, since the server did not want to be asked; std::nullopt: they
    //! are.
    [[nodiscard]] std::optional<Moment> countsPausedUntil() const;
    //! How counts went while the app is open.
    [[nodiscard]] const CountRecorder &counts() const { return m_counts; }
    [[nodiscard]] std::optional<qint64> clockOffsetMs() const { return m_clockOffset.milliseconds(); }

    //! An error of this app in words.
    [[nodiscard]] Advice advise(const ApiError &error) const;

    void setPrefix(const QString &prefix);
    //! Asks at once, whatever the server said of waiting: for who asks by hand.
    void refresh();
    //! What one refresh costs on a server that bills reads, in messages, the selected channel included; 0 where it does
    //! not bill them.
    [[nodiscard]] int messagesPerRefresh() const;
    //! std::nullopt: only when asked to.
    void setRefreshInterval(std::optional<std::chrono::seconds> interval);
    [[nodiscard]] std::optional<std::chrono::seconds> refreshInterval() const { return m_interval; }
    //! Whether anybody looks at the channels; nothing is refreshed by itself while nobody does.
    void setWatched(bool watched);

    void select(const QString &channel);
    //! The rows in view: where the list tells no counts, they are asked for one by one, on servers that do not bill it.
    void setVisibleChannels(const QStringList &names);

    //! What the user keeps about this app's channels; the pinned ones stand on top of channels().
    [[nodiscard]] const ChannelViews &views() const { return m_views; }
    void setViews(const ChannelViews &views);
    void setPinned(const QString &channel, bool pinned);
    //! A search that has not begun; the one before ends and goes.
    [[nodiscard]] UserSearch &newUserSearch(const UserSearch::Options &options);

    //! The variables of this app, by name.
    [[nodiscard]] const VariableExpander::Values &variables() const { return m_variables; }
    void setVariables(const VariableExpander::Values &variables);
    //! `event` as it would leave now, without counting {{$seq}}: for looking ahead.
    [[nodiscard]] Expanded<Event> preview(const Event &event) const;
    //! For the rows of a batch: a copy fills them in, and tells then where {{$seq}} goes on.
    [[nodiscard]] const VariableExpander &expander() const { return m_expander; }
    void setNextSeq(quint64 seq) { m_expander = VariableExpander(m_variables, seq); }

    //! Sends `event` as it is. Ends in exactly one published() signal, also if the guard or validation refuses; the
    //! number it will bear is returned.
    quint64 publish(const Event &event, Confirmation confirmation);
    //! The same with its variables filled in.
    quint64 publishExpanded(const Event &event, Confirmation confirmation);
    [[nodiscard]] bool isPublishing() const { return m_publishing > 0; }

    //! A program text that publishes `event`, and a curl command that is signed already.
    [[nodiscard]] Result<QByteArray> snippet(SnippetKind kind, const Event &event) const;
    [[nodiscard]] Result<QByteArray> signedCurl(const Event &event) const;

    //! Starts a bulk publish; none may be under way. bulkStarted() is told before anything happens.
    void publishBulk(const BulkOrder &order);
    //! The bulk publish that is under way or was the last one; null: there was none.
    [[nodiscard]] Publisher *bulk() const { return m_bulk.get(); }
    //! What it was to do.
    [[nodiscard]] const BulkOrder &bulkOrder() const { return m_bulkOrder; }
    [[nodiscard]] bool isBulkRunning() const;

Q_SIGNALS:
    void looksChanged();
    void listChanged();
    void listMerged(); //!< a new list is shown
    void detailChanged();
    void countsRecorded(); //!< counts() has grown
    void published(const channelscope::PublishResult &outcome);
    void publishingChanged(bool publishing);
    void variablesChanged();
    void viewsChanged();
    //! bulk() is another one now.
    void bulkStarted();
    void requestRecorded(const channelscope::RequestRecord &record);

private:
    void record(const RequestRecord &record);
    void refreshByItself();
    void askList();
    void takeList(const Result<ChannelSnapshotPtr> &snapshot, const QString &prefix);
    void listShown();
    [[nodiscard]] std::chrono::milliseconds refreshPause() const;
    void scheduleRefresh(std::chrono::milliseconds pause);
    [[nodiscard]] bool isTooLarge() const;
    void takeCounts(const ChannelState &state);
    void recordList(const ChannelSnapshotPtr &snapshot, const QString &prefix);
    void watchCounts();
    void outdateCounts();
    void askCounts();
    void tellPublished(PublishResult outcome);
    [[nodiscard]] bool lacksCounts(const QString &name) const;

    AppProfile m_profile;
    const AppCredentials m_credentials;
    HttpClient m_http;
    ChannelsApi m_api;
    ChannelsModel m_channels;
    ActivityModel m_activity;

    ListStatus m_list;
    ClockOffset m_clockOffset;
    QByteArray m_lastStringToSign;
    quint64 m_listGeneration = 0;
    QString m_arrivedPrefix;         //!< of the list that is shown next
    quint64 m_arrivedGeneration = 0; //!< its
    QDateTime m_arrivedAt;           //!< when it came
    std::stop_source m_listStop;
    std::optional<std::chrono::seconds> m_interval;
    QTimer m_refreshTimer;
    QDeadlineTimer m_notBefore; //!< when it may be asked again by itself, whether anybody looks or not
    int m_failuresInARow = 0;
    bool m_watched = false;
    QString m_countRefusal; //!< the server's words when it refused to tell subscription counts; empty: it has not
    ChannelDetail m_selected;
    QList<QPointer<ChannelDetail>> m_opened;
    CountRecorder m_counts;

    QStringList m_visible;
    RowCounts m_rowCounts;

    quint64 m_lastPublish = 0;
    int m_publishing = 0;
    std::unique_ptr<Publisher> m_bulk;
    BulkOrder m_bulkOrder;
    ChannelViews m_views;
    std::unique_ptr<UserSearch> m_userSearch;
    VariableExpander::Values m_variables;
    VariableExpander m_expander;

    // Answers come home to this object and not to the session: it goes first, so that requests which end because the
    // session goes find nobody, instead of a session whose models are gone already.
    QObject m_home;
};

} // namespace channelscope

Q_DECLARE_METATYPE(channelscope::PublishResult)
