// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "channels/validation.h"
#include "command.h"
#include "input.h"
#include "publish.h"
#include "text.h"

#include <QJsonArray>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

struct TriggerRequest
{
    Event event;
    std::optional<QByteArray> dataFile;
    bool confirmed = false;
};

void report(CommandContext &context, const Event &event, const TriggerReply &reply, QStringList warnings)
{
    Output &output = context.output();
    const qsizetype channelCount = uniqueChannels(event.channels).size();
    if (!event.info.isEmpty() && reply.channels.isEmpty()) {
        warnings << tr("The server told no counts.");
        output.warning(warnings.last());
    }
    if (output.isJson()) {
        QJsonObject channels;
        for (auto it = reply.channels.begin(); it != reply.channels.end(); ++it)
            channels.insert(it.key(), countsObject(*it));
        QJsonObject document{{u"ok"_s, true},
                             {u"status"_s, reply.status},
                             {u"sent"_s, 1},
                             {u"failed"_s, 0},
                             {u"warnings"_s, QJsonArray::fromStringList(warnings)}};
        if (!channels.isEmpty())
            document.insert(u"channels"_s, channels);
        output.document(document);
    } else {
        output.line(channelCount == 1 ? tr("Sent “%1” to %2.").arg(event.name, event.channels.first())
                                      : tr("Sent “%1” to %2 channels.").arg(event.name).arg(channelCount));
        for (auto it = reply.channels.begin(); it != reply.channels.end(); ++it) {
            output.line(tr("%1: %2 users, %3 subscriptions")
                            .arg(it.key(), shownCount(it->userCount), shownCount(it->subscriptionCount)));
        }
    }
    context.done();
}

void send(CommandContext &context, ChannelsApi &api, const TriggerRequest &request)
{
    const Event event = request.event;
    // A read-only app says so before anything else is said.
    if (const auto permit = api.guard().permit(Confirmation::Given); !permit) {
        context.fail(permit.error());
        return;
    }
    const auto sealed = api.sealed(event);
    if (!sealed) {
        context.fail(sealed.error());
        return;
    }
    const Findings findings = validate(*sealed, api.dialect());
    if (const Finding *refusal = firstRefusal(findings)) {
        context.fail(refusalError(*refusal));
        return;
    }
    QStringList warnings;
    for (const Finding &finding : findings) {
        warnings << finding.message;
        context.output().warning(finding.message);
    }
    const QString question = tr("Send “%1” to %2?").arg(event.name, event.channels.join(u", "_s));
    const auto confirmation = confirmationFor(api.guard(), request.confirmed, question);
    api.trigger(event, confirmation).then(&context, [&context, event, warnings](const Result<TriggerReply> &reply) {
        if (reply)
            report(context, event, *reply, warnings);
        else
            context.fail(reply.error());
    });
}

} // namespace

void addTriggerCommand(CLI::App &root, Action &selected)
{
    auto *command = root.add_subcommand("trigger", "Send one event to one or more channels");
    const auto *channels = command->add_option("-c,--channel", "a channel to send to; may be given again")
                               ->type_name("CHANNEL")
                               ->required()
                               ->expected(1, CLI::detail::expected_max_vector_size)
                               ->allow_extra_args(false);
    const auto *name = command->add_option("-e,--event", "the event's name")->type_name("EVENT")->required();
    auto *data = command->add_option("-d,--data", "the data, byte for byte")->type_name("TEXT");
    auto *dataFile = command->add_option("--data-file", "the data, byte for byte from a file; - is standard input")
                         ->type_name("FILE")
                         ->excludes(data);
    const auto *exclude =
        command->add_option("--exclude", "this connection does not receive the event")->type_name("SOCKET_ID");
    const auto *info =
        command->add_option("--info", "counts to tell: user_count,subscription_count")->type_name("LIST");
    const auto *yes =
        command->add_flag("--yes")->description("the confirmation that some apps ask for before a change");
    command->footer(
        "The data is never re-encoded, and nothing is ever sent a second time by itself.\n\n"
        "  channelscope-cli --app shop trigger -c orders -e created -d '{\"id\":7}'\n"
        "  jq -c .order order.json | channelscope-cli --app shop trigger -c orders -e created --data-file -");
    command->callback([=, &selected] {
        TriggerRequest request;
        request.event.channels = allTextsOf(channels);
        request.event.name = *textOf(name);
        request.dataFile = bytesOf(dataFile);
        if (data->count() == 0 && !request.dataFile)
            refuseOption(data, tr("or --data-file is needed: it says what the event carries"));
        request.event.data = bytesOf(data).value_or(QByteArray());
        request.event.socketId = textOf(exclude).value_or(QString());
        if (exclude->count() > 0 && request.event.socketId.isEmpty())
            refuseOption(exclude, tr("is empty, so nobody would be left out"));
        request.event.info = listOf(info).value_or(QStringList());
        request.confirmed = yes->count() > 0;
        selected = [request](CommandContext &context) mutable {
            context.setFailureFrame([](const Problem &problem) {
                return QJsonObject{{u"ok"_s, false},
                                   {u"status"_s, problem.status > 0 ? QJsonValue(problem.status) : QJsonValue()},
                                   {u"sent"_s, 0},
                                   {u"failed"_s, 1}};
            });
            if (request.dataFile) {
                auto content = readInput(*request.dataFile);
                if (!content) {
                    context.fail(content.error());
                    return;
                }
                request.event.data = std::move(*content);
            }
            context.withApiForChanges(masterKeyFor(request.event.channels),
                                      [&context, request](ChannelsApi &api) { send(context, api, request); });
        };
    });
}

} // namespace channelscope
