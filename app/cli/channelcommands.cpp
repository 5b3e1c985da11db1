// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "command.h"
#include "text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kindWidth = 16;
constexpr int countWidth = 7;

QJsonValue countOrNull(std::optional<qint64> count)
{
    return count ? QJsonValue(*count) : QJsonValue();
}

QJsonObject channelObject(const QString &name, ChannelKind kind, const Counts &counts)
{
    return {{u"name"_s, name},
            {u"kind"_s, kindName(kind)},
            {u"user_count"_s, countOrNull(counts.userCount)},
            {u"subscription_count"_s, countOrNull(counts.subscriptionCount)}};
}

Counts countsOf(const ChannelSnapshot &channels, size_t row)
{
    return {channels.userCount(row), channels.subscriptionCount(row)};
}

// Row by row: a million channels are written without ever being one document in memory.
void writeJson(Output &output, const ChannelSnapshot &channels)
{
    output.write(R"({"channels":[)");
    for (size_t row = 0; row < channels.size(); ++row) {
        if (row > 0)
            output.write(",");
        output.write(QJsonDocument(channelObject(channels.name(row), channels.kind(row), countsOf(channels, row)))
                         .toJson(QJsonDocument::Compact));
    }
    output.write("]}\n");
}

void writeTable(Output &output, const ChannelSnapshot &channels)
{
    if (channels.isEmpty()) {
        output.note(tr("No channel is occupied."));
        return;
    }
    const QString header = tr("CHANNEL");
    qsizetype widest = header.size();
    for (size_t row = 0; row < channels.size(); ++row)
        widest = std::max(widest, printable(channels.name(row)).size());
    const auto line = [&](const QString &name, const QString &kind, const QString &users,
                          const QString &subscriptions) {
        output.line(name.leftJustified(widest + 2) + kind.leftJustified(kindWidth) + users.rightJustified(countWidth) +
                    u"  "_s + subscriptions.rightJustified(countWidth));
    };
    line(header, tr("KIND"), tr("USERS"), tr("SUBS"));
    for (size_t row = 0; row < channels.size(); ++row) {
        const Counts counts = countsOf(channels, row);
        line(printable(channels.name(row)), kindName(channels.kind(row)), shownCount(counts.userCount),
             shownCount(counts.subscriptionCount));
    }
}

void listChannels(CommandContext &context, const QString &prefix, const std::optional<QStringList> &info)
{
    context.withApi(CommandContext::MasterKey::NotNeeded, [&context, prefix, info](ChannelsApi &api) {
        api.channels(prefix, info.value_or(api.dialect().listInfo(prefix)))
            .then(&context, [&context](const Result<ChannelSnapshotPtr> &channels) {
                if (!channels) {
                    context.fail(channels.error());
                    return;
                }
                if (context.output().isJson())
                    writeJson(context.output(), **channels);
                else
                    writeTable(context.output(), **channels);
                context.done();
            });
    });
}

QJsonValue cacheValue(const std::optional<CachedValue> &cache)
{
    if (!cache)
        return {};
    return QJsonObject{{u"data"_s, QString::fromUtf8(cache->data)}, {u"ttl"_s, countOrNull(cache->ttl)}};
}

void writeJson(Output &output, const ChannelState &state)
{
    QJsonObject object = channelObject(state.name, channelKind(state.name), state.counts);
    object.insert(u"occupied"_s, state.occupied ? QJsonValue(*state.occupied) : QJsonValue());
    if (state.cacheTold)
        object.insert(u"cache"_s, cacheValue(state.cache));
    if (state.countIsPartial)
        object.insert(u"count_is_partial"_s, true);
    if (!state.unknownFields.isEmpty())
        object.insert(u"other"_s, QJsonDocument::fromJson(state.unknownFields).object());
    output.document(object);
}

void writeText(Output &output, const ChannelState &state)
{
    const auto line = [&](const QString &title, const QString &value) { output.line(title.leftJustified(15) + value); };
    const ChannelKind kind = channelKind(state.name);
    line(tr("channel"), state.name);
    line(tr("kind"), kindName(kind));
    line(tr("occupied"), !state.occupied ? u"–"_s : *state.occupied ? tr("yes") : tr("no"));
    line(tr("users"), shownCount(state.counts.userCount));
    line(tr("subscriptions"), shownCount(state.counts.subscriptionCount) +
                                  (state.countIsPartial ? tr(" (a part of the servers did not answer)") : QString()));
    if (state.cache) {
        line(tr("cached"), QString::fromUtf8(state.cache->data));
        line(tr("cached for"), state.cache->ttl ? tr("%1 s").arg(*state.cache->ttl) : u"–"_s);
    } else if (state.cacheTold) {
        line(tr("cached"), tr("nothing"));
    }
    if (!state.unknownFields.isEmpty())
        line(tr("other"), QString::fromUtf8(state.unknownFields));
}

// Pusher counts subscriptions only for apps where it was switched on, and answers 400 to the question elsewhere.
bool countingIsOff(const ApiError &error)
{
    return error.status == 400 && error.message.contains("subscription count"_L1, Qt::CaseInsensitive);
}

void showChannel(CommandContext &context, ChannelsApi &api, const QString &name, const QStringList &info,
                 bool mayAskForLess)
{
    api.channel(name, info)
        .then(&context, [&context, &api, name, info, mayAskForLess](const Result<ChannelState> &state) {
            if (!state && mayAskForLess && info.contains(u"subscription_count"_s) && countingIsOff(state.error())) {
                QStringList less = info;
                less.removeAll(u"subscription_count"_s);
                showChannel(context, api, name, less, false);
                return;
            }
            if (!state) {
                context.fail(state.error());
                return;
            }
            if (context.output().isJson())
                writeJson(context.output(), *state);
            else
                writeText(context.output(), *state);
            context.done();
        });
}

void listUsers(CommandContext &context, const PresenceUsers &users)
{
    Output &output = context.output();
    if (!output.isJson()) {
        if (users.isEmpty())
            output.note(tr("Nobody is present."));
        for (const PresenceUser &user : users)
            output.line(user.userInfo.isEmpty() ? user.id : user.id + u"  "_s + QString::fromUtf8(user.userInfo));
        context.done();
        return;
    }
    QJsonArray array;
    for (const PresenceUser &user : users) {
        QJsonObject object{{u"id"_s, user.id}};
        if (!user.userInfo.isEmpty())
            object.insert(u"user_info"_s, QJsonDocument::fromJson('[' + user.userInfo + ']').array().first());
        array.append(object);
    }
    output.document({{u"users"_s, array}});
    context.done();
}

const CLI::Option *addInfo(CLI::App *command)
{
    return command
        ->add_option("--info", "counts to ask for: user_count,subscription_count; by default what the kind of "
                               "server tells")
        ->type_name("LIST");
}

} // namespace

void addChannelCommands(CLI::App &root, Action &selected)
{
    auto *channels = root.add_subcommand("channels", "List the occupied channels");
    const auto *prefix = channels->add_option("--prefix", "only names that start with this")->type_name("P");
    const auto *listInfo = addInfo(channels);
    channels->footer("  channelscope-cli --app shop channels --prefix presence- --info user_count");
    channels->callback([=, &selected] {
        selected = [prefixText = textOf(prefix).value_or(QString()), info = listOf(listInfo)](CommandContext &context) {
            listChannels(context, prefixText, info);
        };
    });

    auto *channel = root.add_subcommand("channel", "Tell about one channel");
    const auto *name = channel->add_option("NAME", "the channel")->required();
    const auto *channelInfo = addInfo(channel);
    channel->footer("Put -- before names that look like an option.\n\n"
                    "  channelscope-cli --app shop channel presence-room");
    channel->callback([=, &selected] {
        selected = [channelName = QString::fromUtf8(channelOf(name)),
                    info = listOf(channelInfo)](CommandContext &context) {
            context.withApi(CommandContext::MasterKey::NotNeeded, [&context, channelName, info](ChannelsApi &api) {
                showChannel(context, api, channelName,
                            info.value_or(api.dialect().channelInfo(channelKind(channelName))), !info);
            });
        };
    });

    auto *users = root.add_subcommand("users", "List who is present on a presence channel");
    const auto *room = users->add_option("CHANNEL", "a presence channel")->required();
    users->footer("  channelscope-cli --app shop users presence-room");
    users->callback([=, &selected] {
        selected = [channelName = QString::fromUtf8(channelOf(room))](CommandContext &context) {
            context.withApi(CommandContext::MasterKey::NotNeeded, [&context, channelName](ChannelsApi &api) {
                api.users(channelName).then(&context, [&context](const Result<PresenceUsers> &present) {
                    if (present)
                        listUsers(context, *present);
                    else
                        context.fail(present.error());
                });
            });
        };
    });
}

} // namespace channelscope
