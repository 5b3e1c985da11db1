// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "batchrun.h"
#include "channels/eventlines.h"
#include "command.h"
#include "input.h"
#include "publish.h"
#include "text.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList channelsOf(const EventBatch &events)
{
    QStringList channels;
    channels.reserve(events.size());
    for (const BatchEvent &event : events)
        channels << event.channel;
    return channels;
}

void send(CommandContext &context, ChannelsApi &api, const EventLines &lines, bool yes)
{
    auto *run = new BatchRun(context, api, lines);
    // A read-only app says so before anything else is said.
    if (const auto permit = api.guard().permit(Confirmation::Given); !permit) {
        context.fail(permit.error());
        return;
    }
    if (const auto checked = run->check(); !checked) {
        context.fail(checked.error());
        return;
    }
    const auto confirmation = confirmationFor(api.guard(), yes, tr("Send %1 events?").arg(lines.events.size()));
    if (const auto permit = api.guard().permit(confirmation); !permit)
        context.fail(permit.error());
    else
        run->start(confirmation);
}

} // namespace

void addBatchCommand(CLI::App &root, Action &selected)
{
    auto *command = root.add_subcommand("batch", "Send many events, ten at a time");
    const auto *file = command->add_option("FILE", "JSON Lines; - is standard input")->required();
    const auto *yes =
        command->add_flag("--yes")->description("the confirmation that some apps ask for before a change");
    command->footer(
        "One event a line: {\"channel\",\"name\",\"data\"[,\"socket_id\"][,\"info\"]}. A data that is not a JSON "
        "string "
        "is sent as\nits own JSON text. The whole file is checked before anything is sent. Requests go out one after "
        "the other; the\nfirst that fails ends the run, and nothing is sent a second time. The result counts events: "
        "sent, "
        "failed (of which\nunknown may have arrived although no answer came) and unsent.\n\n"
        "  channelscope-cli --app shop batch events.jsonl\n"
        "  generate-events | channelscope-cli --app shop --json batch -");
    command->callback([=, &selected] {
        selected = [path = *bytesOf(file), confirmed = yes->count() > 0](CommandContext &context) {
            context.setFailureFrame([](const Problem &problem) { return BatchRun::Tally().document(problem.status); });
            const auto content = readInput(path);
            if (!content) {
                context.fail(content.error());
                return;
            }
            const auto lines = eventsFromJsonLines(*content);
            if (!lines) {
                context.fail(lines.error());
                return;
            }
            context.withApi(
                masterKeyFor(channelsOf(lines->events)),
                [&context, events = *lines, confirmed](ChannelsApi &api) { send(context, api, events, confirmed); });
        };
    });
}

} // namespace channelscope
