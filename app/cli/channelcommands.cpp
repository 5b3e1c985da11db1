// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "channels/presencewatch.h"
#include "channeltable.h"
#include "command.h"
#include "core/utf8.h"
#include "exports/tables.h"
#include "http/countrefusal.h"
#include "http/emptyroom.h"
#include "listwatch.h"
#include "text.h"

#include <QJsonObject>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

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

void listChannels(CommandContext &context, const ChannelsApi &api, const QString &prefix, const QStringList &info)
{
    api.channels(prefix, info).then(&context, [&context, prefix](const Result<ChannelSnapshotPtr> &channels) {
        if (!channels) {
            context.fail(channels.error());
            return;
        }
        Output &output = context.output();
        if (!(*channels)->note().isEmpty())
            output.warning((*channels)->note());
        if (output.isJson())
            writeChannels(
                {*channels, context.options().app.value_or(QString()), prefix, QDateTime::currentDateTimeUtc()},
                ExportFormat::Json, [&output](QByteArrayView text) { output.write(text); });
        else
            writeTable(output, **channels);
        context.done();
    });
}

QJsonValue cacheValue(const std::optional<CachedValue> &cache)
{
    if (!cache)
        return {};
    return QJsonObject{{u"data"_s, lossyUtf8(cache->data)}, {u"ttl"_s, countOrNull(cache->ttl)}};
}

// `refusal`: why the server does not tell the subscription count, or empty.
void writeJson(Output &output, const ChannelState &state, const QString &refusal)
{
    QJsonObject object = channelObject(state.name, channelKind(state.name), state.counts);
    object.insert(u"occupied"_s, state.occupied ? QJsonValue(*state.occupied) : QJsonValue());
    if (state.cacheTold)
        object.insert(u"cache"_s, cacheValue(state.cache));
    if (state.countIsPartial)
        object.insert(u"count_is_partial"_s, true);
    if (!refusal.isEmpty())
        object.insert(u"subscription_count_refused"_s, refusal);
    QList<Output::RawMember> raw;
    if (!state.unknownFields.isEmpty())
        raw.append({"other", oneLineJson(state.unknownFields)});
    output.document(object, raw);
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
        line(tr("cached"), lossyUtf8(state.cache->data));
        line(tr("cached for"), state.cache->ttl ? tr("%1 s").arg(*state.cache->ttl) : u"–"_s);
    } else if (state.cacheTold) {
        line(tr("cached"), tr("nothing"));
    }
    if (!state.unknownFields.isEmpty())
        line(tr("other"), lossyUtf8(state.unknownFields));
}

void showChannel(CommandContext &context, ChannelsApi &api, const QString &name, const QStringList &info,
                 bool mayAskForLess, const QString &refusal = {})
{
    api.channel(name, info)
        .then(&context, [&context, &api, name, info, mayAskForLess, refusal](const Result<ChannelState> &state) {
            if (!state && mayAskForLess && info.contains(u"subscription_count"_s) &&
                refusesSubscriptionCount(state.error())) {
                QStringList less = info;
                less.removeAll(u"subscription_count"_s);
                context.output().warning(
                    tr("The subscription count is not known. %1").arg(context.problem(state.error()).message));
                showChannel(context, api, name, less, false, state.error().message.trimmed());
                return;
            }
            if (!state) {
                context.fail(state.error());
                return;
            }
            if (!state->note.isEmpty())
                context.output().warning(state->note);
            if (context.output().isJson())
                writeJson(context.output(), *state, refusal);
            else
                writeText(context.output(), *state);
            context.done();
        });
}

void listUsers(CommandContext &context, PresenceUsers users)
{
    Output &output = context.output();
    if (const QString note = removeRepeats(users); !note.isEmpty())
        output.warning(note);
    if (!output.isJson()) {
        if (users.isEmpty())
            output.note(tr("Nobody is present."));
        for (const PresenceUser &user : std::as_const(users)) {
            const QString id = shownName(user.id);
            output.line(user.userInfo.isEmpty() ? id : id + u"  "_s + lossyUtf8(user.userInfo));
        }
        context.done();
        return;
    }
    QByteArrayList all;
    for (const PresenceUser &user : std::as_const(users))
        all << userJson(user);
    output.document({}, {{"users", '[' + all.join(',') + ']'}});
    context.done();
}

const CLI::Option *addInfo(CLI::App *command)
{
    return command
        ->add_option("--info", "counts to ask for: user_count,subscription_count; by default what the kind of "
                               "server tells")
        ->type_name("LIST");
}

const CLI::Option *addWatch(CLI::App *command)
{
    return command
        ->add_option("--watch", "tell what changes, asking every so many seconds (default: 5), until Ctrl+C or SIGTERM")
        ->type_name("[SECONDS]")
        ->expected(0, 1);
}

// std::nullopt: not to watch.
std::optional<std::chrono::milliseconds> intervalOf(const CLI::Option *option)
{
    if (option->count() == 0)
        return std::nullopt;
    const QByteArray text = bytesOf(option).value_or(QByteArray());
    if (text.isEmpty() || text == "{}") // CLI11's way to say that there is none
        return std::chrono::seconds(5);
    constexpr double shortest = 0.1;
    constexpr double longest = 24 * 60 * 60;
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (!isNumber || !(seconds >= shortest) || seconds > longest)
        refuseOption(option, tr("must be a number of seconds from 0.1 to 86400"));
    return std::chrono::milliseconds(qRound64(seconds * 1000));
}

constexpr auto watchFooter =
    "--watch prints the list and then only what changes: + new, - gone, ~ changed, with the time. With --json each\n"
    "line is a document with \"at\" and \"change\": listed, new, gone or changed. It goes on when the server is away, "
    "less\n"
    "and less often, and says so on standard error; a wrong secret ends it. Ctrl+C and SIGTERM end it with exit code "
    "0.\n\n";

} // namespace

void addChannelCommands(CLI::App &root, Action &selected)
{
    auto *channels = root.add_subcommand("channels", "List the occupied channels");
    const auto *prefix = channels->add_option("--prefix", "only names that start with this")->type_name("P");
    const auto *listInfo = addInfo(channels);
    const auto *watchList = addWatch(channels);
    channels->footer(std::string("With --json the document is a list that \"compare\" reads.\n\n") + watchFooter +
                     "  channelscope-cli --app shop channels --prefix presence- --info user_count\n"
                     "  channelscope-cli --app shop --json channels --watch 10");
    channels->callback([=, &selected] {
        selected = [prefixText = textOf(prefix).value_or(QString()), info = listOf(listInfo),
                    interval = intervalOf(watchList)](CommandContext &context) {
            context.withApi(CommandContext::MasterKey::NotNeeded, [=, &context](ChannelsApi &api) {
                const QStringList asked = info.value_or(api.dialect().listInfo(prefixText));
                if (interval)
                    watchChannels(context, api, prefixText, asked, *interval);
                else
                    listChannels(context, api, prefixText, asked);
            });
        };
    });

    auto *channel = root.add_subcommand("channel", "Tell about one channel");
    const auto *name = channel->add_option("NAME", "the channel")->required();
    const auto *channelInfo = addInfo(channel);
    channel->footer(
        "Put -- before names that look like an option. A server that refuses to count the subscriptions is asked "
        "for the\nrest; with --json its words are in \"subscription_count_refused\".\n\n"
        "  channelscope-cli --app shop channel presence-room");
    channel->callback([=, &selected] {
        selected = [channelName = lossyUtf8(channelOf(name)), info = listOf(channelInfo)](CommandContext &context) {
            context.withApi(CommandContext::MasterKey::NotNeeded, [&context, channelName, info](ChannelsApi &api) {
                showChannel(context, api, channelName,
                            info.value_or(api.dialect().channelInfo(channelKind(channelName))), !info);
            });
        };
    });

    auto *users = root.add_subcommand("users", "List who is present on a presence channel");
    const auto *room = users->add_option("CHANNEL", "a presence channel")->required();
    const auto *watchUsersOf = addWatch(users);
    users->footer(std::string(watchFooter) + "  channelscope-cli --app shop users presence-room\n"
                                             "  channelscope-cli --app shop users presence-room --watch 2");
    users->callback([=, &selected] {
        selected = [channelName = lossyUtf8(channelOf(room)),
                    interval = intervalOf(watchUsersOf)](CommandContext &context) {
            context.withApi(CommandContext::MasterKey::NotNeeded, [&context, channelName, interval](ChannelsApi &api) {
                if (interval) {
                    watchUsers(context, api, channelName, *interval);
                    return;
                }
                api.users(channelName).then(&context, [&context, channelName](const Result<PresenceUsers> &present) {
                    if (present || isEmptyRoom(present.error(), channelName))
                        listUsers(context, present.value_or(PresenceUsers()));
                    else
                        context.fail(present.error());
                });
            });
        };
    });
}

} // namespace channelscope
