// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "command.h"
#include "sandbox/sandboxserver.h"
#include "stopsignal.h"
#include "text.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

void show(Output &output, const SandboxServer &server)
{
    const AppCredentials &app = server.credentials();
    const QString secret = QString::fromUtf8(app.secret.reveal());
    if (output.isJson()) {
        output.document({{u"url"_s, server.url()},
                         {u"app_id"_s, app.appId},
                         {u"key"_s, app.key},
                         {u"secret"_s, secret},
                         {u"port"_s, server.port()}});
    } else {
        output.line(tr("The sandbox listens on %1. Stop it with Ctrl+C.").arg(server.address().display()));
        output.line({});
        output.line(u"app id   "_s + app.appId);
        output.line(u"key      "_s + app.key);
        output.line(u"secret   "_s + secret);
        output.line(u"url      "_s + server.url());
    }
}

void run(CommandContext &context, quint16 port, bool residents)
{
    auto *server = new SandboxServer(&context);
    if (const auto listening = server->listen(port); !listening) {
        Problem problem = context.problem(listening.error());
        problem.message = listening.error().message;
        problem.hint = tr("Choose another --port, or none for any that is free.");
        context.fail(problem);
        return;
    }
    server->setResidents(residents);
    auto *stop = new StopSignal(&context);
    QObject::connect(stop, &StopSignal::received, &context, [&context] { context.done(); });
    show(context.output(), *server);
    if (!context.output().flush())
        context.done();
}

} // namespace

void addSandboxCommand(CLI::App &root, Action &selected)
{
    auto *command = root.add_subcommand("sandbox", "Run a Channels server on this machine until it is stopped");
    const auto *port = command->add_option("--port", "the port to listen on; any free one otherwise")->type_name("N");
    const auto *residents = command->add_flag("--residents")->description("with a shop's worth of simulated clients");
    command->footer(
        "It listens on 127.0.0.1 only, and its credentials are made afresh each time. SIGTERM and Ctrl+C end\n"
        "it with exit code 0; a port that is not to be had is exit code 4.\n\n"
        "  channelscope-cli sandbox --residents --port 6001");
    command->callback([=, &selected] {
        selected = [number = portOf(port, 0).value_or(0), lively = residents->count() > 0](CommandContext &context) {
            run(context, number, lively);
        };
    });
}

} // namespace channelscope
