// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "appobject.h"
#include "apps/appstore.h"
#include "appsadd.h"
#include "arguments.h"
#include "command.h"
#include "http/connectiontest.h"
#include "text.h"

#include <QJsonArray>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

void list(CommandContext &context)
{
    const auto loaded = AppStore(AppStore::defaultPath()).load();
    if (!loaded) {
        context.fail(loaded.error());
        return;
    }
    Output &output = context.output();
    for (const QString &problem : loaded->problems)
        output.warning(problem);
    if (output.isJson()) {
        QJsonArray apps;
        for (const AppProfile &app : loaded->apps)
            apps.append(appObject(app));
        output.document({{u"apps"_s, apps}});
    } else {
        writeTable(output, loaded->apps);
    }
    context.done();
}

// Its secrets go first: without its profile nobody could find them any more.
void remove(CommandContext &context, const QString &name, bool force)
{
    const auto loaded = AppStore(AppStore::defaultPath()).load();
    const auto app = loaded ? findApp(loaded->apps, name) : Failure(loaded.error());
    if (!app) {
        context.fail(app.error().kind == ApiError::Kind::MissingCredentials
                         ? usageProblem(app.error().message, tr("See channelscope-cli apps list."))
                         : context.problem(app.error()));
        return;
    }
    context.vault().remove(app->id).then(&context, [&context, app = *app, force](const SecretResult<void> &gone) {
        if (!gone && !force) {
            Problem problem = context.problem(keychainError(gone.error()));
            problem.hint = tr("Nothing was removed. --force removes the app and leaves its secret where it is.");
            context.fail(problem);
            return;
        }
        if (!gone)
            context.output().warning(keychainError(gone.error()).message);
        if (const auto removed = AppStore(AppStore::defaultPath()).remove(app.id); !removed) {
            context.fail(removed.error());
            return;
        }
        if (context.output().isJson())
            context.output().document({{u"ok"_s, true}, {u"app"_s, appObject(app)}});
        else
            context.output().line(tr("Removed “%1”.").arg(app.name));
        context.done();
    });
}

QString stateWord(ConnectionStep::State state)
{
    switch (state) {
    case ConnectionStep::State::Ok: return u"ok"_s;
    case ConnectionStep::State::Warning: return u"warning"_s;
    case ConnectionStep::State::Failed: return u"failed"_s;
    case ConnectionStep::State::Skipped: return u"skipped"_s;
    }
    Q_UNREACHABLE();
}

QJsonObject reportObject(const ConnectionReport &report)
{
    QJsonArray steps;
    for (const ConnectionStep &step : report.steps) {
        steps.append(QJsonObject{{u"id"_s, stepKey(step.id)},
                                 {u"state"_s, stateWord(step.state)},
                                 {u"text"_s, step.text},
                                 {u"hint"_s, step.hint}});
    }
    return {{u"ok"_s, report.ok()},
            {u"steps"_s, steps},
            {u"server"_s, serverKindKey(report.detected)},
            {u"clock_offset_ms"_s, report.clockOffsetMs ? QJsonValue(*report.clockOffsetMs) : QJsonValue()}};
}

void show(CommandContext &context, const ConnectionReport &report)
{
    Output &output = context.output();
    if (!output.isJson()) {
        for (const ConnectionStep &step : report.steps) {
            output.line(stateWord(step.state).leftJustified(9) + stepTitle(step.id).leftJustified(14) + step.text);
            if (!step.hint.isEmpty())
                output.line(QString(23, u' ') + step.hint);
        }
    }
    if (report.error) {
        context.setFailureFrame([report](const Problem &) { return reportObject(report); });
        context.fail(*report.error);
        return;
    }
    if (output.isJson())
        output.document(reportObject(report));
    context.done();
}

void addList(CLI::App *apps, Action &selected)
{
    auto *command = apps->add_subcommand("list", "List the saved apps");
    command->callback([&selected] { selected = list; });
}

void addRemove(CLI::App *apps, Action &selected)
{
    auto *command = apps->add_subcommand("remove", "Forget an app and its secrets");
    const auto *name = command->add_option("NAME", "a saved app")->required();
    const auto *force = command->add_flag("--force")->description("also when its secret cannot be removed");
    command->callback([=, &selected] {
        selected = [app = *textOf(name), forced = force->count() > 0](CommandContext &context) {
            remove(context, app, forced);
        };
    });
}

void addTest(CLI::App *apps, Action &selected)
{
    auto *command = apps->add_subcommand("test", "Tell what of an app's connection works, and what does not");
    const auto *name = command->add_option("NAME", "a saved app; without it the one of the global options");
    command->footer("It only reads: name lookup, connection, TLS, a signed request, the clocks, the kind of server.\n\n"
                    "  channelscope-cli apps test shop\n"
                    "  channelscope-cli --env-file .env apps test");
    command->callback([=, &selected] {
        selected = [app = textOf(name)](CommandContext &context) {
            const GlobalOptions &options = context.options();
            if (app && (options.app || options.url || options.envFile)) {
                context.fail(usageProblem(tr("Name one app: either NAME, or --app, --url or --env-file.")));
                return;
            }
            if (app)
                context.selectSavedApp(*app);
            context.withApp(CommandContext::MasterKey::NotNeeded, [&context](const SelectedApp &selectedApp) {
                const AppProfile &profile = selectedApp.profile;
                testConnection(profile.address(), selectedApp.credentials, profile.server)
                    .then(&context, [&context](const ConnectionReport &report) { show(context, report); });
            });
        };
    });
}

} // namespace

void addAppsCommands(CLI::App &root, Action &selected)
{
    auto *apps = root.add_subcommand("apps", "The saved apps, which the window uses too");
    apps->require_subcommand(1);
    addList(apps, selected);
    addAppsAddCommand(*apps, selected);
    addRemove(apps, selected);
    addTest(apps, selected);
}

} // namespace channelscope
