// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "listwatch.h"

#include "channels/presencewatch.h"
#include "channeltable.h"
#include "core/minifiedjson.h"
#include "core/utf8.h"
#include "difftext.h"
#include "exports/tables.h"
#include "http/emptyroom.h"
#include "text.h"
#include "watcher.h"

#include <QMap>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// `messages`: what one answer costs.
void tellCost(CommandContext &context, int messages, std::chrono::milliseconds interval)
{
    if (messages == 0)
        return;
    constexpr std::chrono::milliseconds day = std::chrono::hours(24);
    context.output().note(tr("Asking every %1 s is %2 messages a day, which this server bills.")
                              .arg(static_cast<double>(interval.count()) / 1000)
                              .arg(messages * (day / interval)));
}

QString clockTime()
{
    return QTime::currentTime().toString(u"HH:mm:ss"_s);
}

QByteArray jsonTime()
{
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1();
}

// `now`, with the counts of `before` where it tells none: they are what the next ones that are told are compared with.
ChannelSnapshotPtr withEarlierCounts(const ChannelSnapshot &now, const ChannelSnapshot &before)
{
    ChannelSnapshot::Builder builder;
    for (size_t row = 0; row < now.size(); ++row) {
        const auto earlier = before.find(now.nameUtf8(row));
        auto users = now.userCount(row);
        auto subscriptions = now.subscriptionCount(row);
        if (earlier && !users)
            users = before.userCount(*earlier);
        if (earlier && !subscriptions)
            subscriptions = before.subscriptionCount(*earlier);
        builder.add(now.nameUtf8(row), users, subscriptions);
    }
    return builder.build();
}

bool losesACount(const SnapshotDiff &diff)
{
    for (size_t row = 0; row < diff.size(); ++row) {
        const bool inBoth = diff.change(row) == ChannelChange::Unclear || diff.change(row) == ChannelChange::Changed;
        if (inBoth && ((diff.usersBefore(row) && !diff.usersAfter(row)) ||
                       (diff.subscriptionsBefore(row) && !diff.subscriptionsAfter(row))))
            return true;
    }
    return false;
}

// A server may write the same with other white space each time.
bool isSameJson(const QByteArray &a, const QByteArray &b)
{
    return a == b || minifiedJson(a).value_or(a) == minifiedJson(b).value_or(b);
}

class ChannelWatch : public QObject
{
public:
    ChannelWatch(CommandContext &context, const ChannelsApi &api, QString prefix, QStringList info,
                 std::chrono::milliseconds interval)
        : QObject(&context)
        , m_context(context)
        , m_api(api)
        , m_prefix(std::move(prefix))
        , m_info(std::move(info))
        , m_last{ChannelSnapshot::Builder().build(), {}, m_prefix, {}}
        , m_watcher(context, interval, [this] { ask(); })
    {
        m_watcher.start();
    }

private:
    void ask()
    {
        m_api.channels(m_prefix, m_info).then(this, [this](const Result<ChannelSnapshotPtr> &channels) {
            if (!channels) {
                m_watcher.failed(channels.error());
                return;
            }
            if (!(*channels)->note().isEmpty() && m_note != (*channels)->note())
                m_context.output().warning((*channels)->note());
            m_note = (*channels)->note();
            take({*channels, {}, m_prefix, {}});
            m_watcher.answered();
        });
    }

    void take(const KeptSnapshot &now)
    {
        Output &output = m_context.output();
        const bool isFirst = m_watcher.isFirst();
        if (isFirst && !output.isJson()) {
            writeTable(output, *now.channels);
            m_last = now;
            return;
        }
        const auto diff = SnapshotDiff::between(m_last, now);
        const QByteArray at = "{\"at\":\"" + jsonTime() + "\",";
        const QString time = clockTime();
        for (size_t row = 0; row < diff.size(); ++row) {
            if (diff.change(row) == ChannelChange::Unclear)
                continue; // a count that was not told once is no news
            if (output.isJson())
                output.write(at + diffRowJson(diff, row, isFirst ? u"listed"_s : QString()).sliced(1) + '\n');
            else
                output.line(time + u' ' + diffLine(diff, row));
        }
        const ChannelSnapshotPtr before = std::exchange(m_last.channels, now.channels);
        if (losesACount(diff))
            m_last.channels = withEarlierCounts(*now.channels, *before);
    }

    CommandContext &m_context;
    const ChannelsApi &m_api;
    const QString m_prefix;
    const QStringList m_info;
    KeptSnapshot m_last;
    QString m_note; //!< that was told last
    Watcher m_watcher;
};

class UserWatch : public QObject
{
public:
    UserWatch(CommandContext &context, const ChannelsApi &api, QString channel, std::chrono::milliseconds interval)
        : QObject(&context)
        , m_context(context)
        , m_api(api)
        , m_channel(std::move(channel))
        , m_watcher(context, interval, [this] { ask(); })
    {
        m_watcher.start();
    }

private:
    void ask()
    {
        m_api.users(m_channel).then(this, [this](const Result<PresenceUsers> &users) {
            if (!users && !isEmptyRoom(users.error(), m_channel)) {
                m_watcher.failed(users.error());
                return;
            }
            take(users.value_or(PresenceUsers()));
            m_watcher.answered();
        });
    }

    void take(PresenceUsers users)
    {
        const QString note = removeRepeats(users);
        if (!note.isEmpty() && m_note != note)
            m_context.output().warning(note);
        m_note = note;
        QMap<QString, QByteArray> now;
        for (const PresenceUser &user : std::as_const(users))
            now.insert(user.id, user.userInfo);
        if (m_watcher.isFirst() && now.isEmpty() && !m_context.output().isJson())
            m_context.output().note(tr("Nobody is present."));
        for (auto it = m_last.cbegin(); it != m_last.cend(); ++it) {
            if (!now.contains(it.key()))
                tell(u"-"_s, u"gone"_s, it.key(), it.value());
        }
        for (auto it = now.cbegin(); it != now.cend(); ++it) {
            if (m_watcher.isFirst())
                tell({}, u"listed"_s, it.key(), it.value());
            else if (!m_last.contains(it.key()))
                tell(u"+"_s, u"new"_s, it.key(), it.value());
            else if (!isSameJson(m_last.value(it.key()), it.value()))
                tell(u"~"_s, u"changed"_s, it.key(), it.value());
        }
        m_last = now;
    }

    void tell(const QString &sign, const QString &change, const QString &id, const QByteArray &info)
    {
        Output &output = m_context.output();
        if (output.isJson()) {
            output.write("{\"at\":\"" + jsonTime() + "\",\"change\":\"" + change.toLatin1() + "\"," +
                         userJson({id, info}).sliced(1) + '\n');
            return;
        }
        const QString user = info.isEmpty() ? shownName(id) : shownName(id) + u"  "_s + lossyUtf8(info);
        output.line(sign.isEmpty() ? user : clockTime() + u' ' + sign + u' ' + user);
    }

    CommandContext &m_context;
    const ChannelsApi &m_api;
    const QString m_channel;
    QMap<QString, QByteArray> m_last;
    QString m_note; //!< that was told last
    Watcher m_watcher;
};

} // namespace

void watchChannels(CommandContext &context, const ChannelsApi &api, const QString &prefix, const QStringList &info,
                   std::chrono::milliseconds interval)
{
    tellCost(context, api.dialect().messagesOfRead(info), interval);
    new ChannelWatch(context, api, prefix, info, interval);
}

void watchUsers(CommandContext &context, const ChannelsApi &api, const QString &channel,
                std::chrono::milliseconds interval)
{
    tellCost(context, api.dialect().messagesOfRead(), interval);
    new UserWatch(context, api, channel, interval);
}

} // namespace channelscope
