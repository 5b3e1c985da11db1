// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "command.h"
#include "core/jsonfault.h"
#include "core/utf8.h"
#include "exports/tables.h"
#include "text.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// JSON as it came, digit for digit and with whatever is in it twice; anything else as a text.
QByteArray jsonOrText(const QByteArray &body)
{
    return !jsonFault(body) && strictUtf8(body) ? oneLineJson(body.trimmed()) : jsonText(QByteArrayView(body));
}

void show(CommandContext &context, const HttpReply &reply)
{
    Output &output = context.output();
    if (output.isJson()) {
        output.document({{u"status"_s, reply.status}}, {{"body", jsonOrText(reply.body)}});
    } else {
        output.content(reply.body);
    }
    context.done();
}

} // namespace

void addGetCommand(CLI::App &root, Action &selected)
{
    auto *command = root.add_subcommand("get", "A signed GET of any path; prints the body as it came");
    const auto *path =
        command->add_option("PATH", "the path below the app, such as /channels, or one from /apps/ on")->required();
    const auto *query = command->add_option("PARAMETER", "query parameters, decoded")
                            ->type_name("k=v")
                            ->expected(0, CLI::detail::expected_max_vector_size)
                            ->allow_extra_args();
    command->footer("  channelscope-cli --app shop get /channels filter_by_prefix=presence- info=user_count");
    command->callback([=, &selected] {
        const QString asked = *textOf(path);
        const QueryParameters parameters = parametersOf(query);
        if (asked.isEmpty())
            refuseOption(path, tr("is empty"));
        if (asked.contains(u'?'))
            refuseOption(path, tr("must not have a query: give its parameters after the path, decoded"));
        for (const auto &[name, value] : parameters) {
            if (isReservedParameter(name))
                refuseOption(query, tr("%1 is set by the signature and cannot be given").arg(name));
        }
        selected = [asked, parameters](CommandContext &context) {
            context.withApi(CommandContext::MasterKey::NotNeeded, [&context, asked, parameters](ChannelsApi &api) {
                api.get(asked, parameters).then(&context, [&context](const Result<HttpReply> &reply) {
                    if (reply)
                        show(context, *reply);
                    else
                        context.fail(reply.error());
                });
            });
        };
    });
}

} // namespace channelscope
