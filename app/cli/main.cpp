// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "channelscope_version.h"
#include "command.h"
#include "text.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <langinfo.h>
#include <sstream>
#include <unistd.h>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto footer =
    "The app: --app names one that was saved by \"apps add\" or in the window; --url has the form that the SDKs read,\n"
    "http[s]://KEY:SECRET@HOST[:PORT]/apps/APP_ID; --env-file is a project's .env. Without any of them PUSHER_URL "
    "counts.\n"
    "Where no keychain answers, CHANNELSCOPE_SECRET gives the secret of a saved app.\n"
    "\n"
    "Warning: a secret in an argument (--url) can be seen by other users of this machine, for a moment in the process\n"
    "list until this program hides it, and stays in the shell's history. PUSHER_URL, --env-file and --app do not show "
    "it.\n"
    "\n"
    "With --json one document goes to standard output, errors included: "
    "{\"error\":{\"kind\",\"status\",\"message\",\"hint\"}}.\n"
    "\n"
    "Exit codes: 0 done; 1 the output could not be written; 2 wrong usage, or refused before anything was sent;\n"
    "3 credentials missing or refused; 4 no answer (DNS, TCP, TLS, proxy, timeout); 5 refused by the server, or some\n"
    "lines of a batch did not go; 6 refused by the app's guard, or its costs not confirmed; 7 keychain not available;\n"
    "8 find-user: surely not there.\n"
    "\n"
    "Examples:\n"
    "  export PUSHER_URL=http://app-key:app-secret@127.0.0.1:6001/apps/app-id\n"
    "  channelscope-cli channels --prefix presence-\n"
    "  channelscope-cli trigger -c orders -e created -d '{\"id\":7}'\n"
    "  channelscope-cli apps add shop --app-id 3 --key 278d425bdf160c739803 --cluster eu\n"
    "  channelscope-cli --app shop --json users presence-room\n"
    "  channelscope-cli --app shop find-user u-17\n"
    "  channelscope-cli sandbox --residents";

struct GlobalFlags
{
    const CLI::Option *json;
    const CLI::Option *app;
    const CLI::Option *url;
    const CLI::Option *envFile;
    const CLI::Option *timeout;
    const CLI::Option *maxReply;
};

GlobalFlags addGlobalOptions(CLI::App &root)
{
    GlobalFlags flags{};
    flags.json = root.add_flag("--json")->description("one JSON document on standard output");
    auto *app = root.add_option("--app", "a saved app")->type_name("NAME");
    auto *url = root.add_option("--url", "an app as a URL; see the warning below")->type_name("URL");
    auto *envFile = root.add_option("--env-file", "an app from a .env file; - is standard input")->type_name("FILE");
    app->excludes(url)->excludes(envFile);
    url->excludes(envFile);
    flags.app = app;
    flags.url = url;
    flags.envFile = envFile;
    flags.timeout =
        root.add_option("--timeout", "how long to wait without an answer (default: 30)")->type_name("SECONDS");
    flags.maxReply =
        root.add_option("--max-reply", "do not read more of a reply (default: the app's, or 256)")->type_name("MB");
    return flags;
}

GlobalOptions read(const GlobalFlags &flags)
{
    GlobalOptions options;
    options.json = flags.json->count() > 0;
    options.app = textOf(flags.app);
    options.url = textOf(flags.url);
    options.envFile = bytesOf(flags.envFile);
    if (const auto seconds = bytesOf(flags.timeout)) {
        constexpr double longest = 24 * 60 * 60;
        bool isNumber = false;
        const double value = seconds->toDouble(&isNumber);
        if (!isNumber || !(value > 0) || value > longest)
            refuseOption(flags.timeout, tr("must be a number of seconds above 0, at most %1").arg(longest));
        options.timeout = std::chrono::milliseconds(std::max<qint64>(1, qRound64(value * 1000)));
    }
    if (const auto megabytes = bytesOf(flags.maxReply)) {
        bool isNumber = false;
        const int value = megabytes->toInt(&isNumber);
        if (!isNumber || value < 1 || value > AppProfile::largestMaxReplyMb)
            refuseOption(flags.maxReply, tr("must be a whole number from 1 to %1").arg(AppProfile::largestMaxReplyMb));
        options.maxReplyMb = value;
    }
    return options;
}

// Fallthrough: the global options may stand behind the command.
void acceptGlobalOptionsEverywhere(CLI::App &app)
{
    const auto commands = app.get_subcommands(nullptr);
    for (CLI::App *command : commands) {
        command->fallthrough();
        acceptGlobalOptionsEverywhere(*command);
    }
}

// Without the value: it may be a secret in the wrong place. "-uVALUE" and "--name=VALUE" are how it can stand there.
std::string nameOfOption(const std::string &argument)
{
    return argument.starts_with("--") ? argument.substr(0, argument.find_first_of("=:")) : argument.substr(0, 2);
}

// Of what CLI11 did not expect, an option is most likely the mistake, whatever else is then missing. Values are not
// repeated: one of them may be a secret in the wrong place.
QString usageMessage(const CLI::App &root, const CLI::ParseError &error)
{
    const auto unexpected = root.remaining(true);
    const auto option = std::find_if(unexpected.begin(), unexpected.end(), [](const std::string &argument) {
        return argument.size() > 1 && argument.front() == '-';
    });
    if (option != unexpected.end())
        return tr("There is no option %1 here.").arg(QString::fromStdString(nameOfOption(*option)));
    const bool isRequired = dynamic_cast<const CLI::RequiredError *>(&error) != nullptr;
    if (isRequired && root.get_subcommands().empty())
        return unexpected.empty() ? tr("A command is missing.") : tr("There is no such command.");
    if (dynamic_cast<const CLI::ExtrasError *>(&error) != nullptr)
        return tr("There are more arguments than the command takes.");
    return withoutPasswords(QString::fromUtf8(error.what()));
}

int fail(bool json, const QString &message, const CLI::App &root)
{
    Output output(json);
    QString command;
    for (auto commands = root.get_subcommands(); !commands.empty(); commands = commands.front()->get_subcommands())
        command += QString::fromStdString(commands.front()->get_name()) + u' ';
    const Problem problem = usageProblem(message, tr("See channelscope-cli %1--help.").arg(command));
    output.problem(problem);
    return static_cast<int>(output.finish(problem.code));
}

// --help and --version.
int tell(const CLI::App &root, const CLI::Success &asked)
{
    std::ostringstream text;
    root.exit(asked, text);
    Output output(false);
    output.write(QByteArrayView(text.str()));
    return static_cast<int>(output.finish(ExitCode::Done));
}

// A descriptor that whoever started us had closed would be given to the next socket, and output would go into that.
// Standard output cannot be written then either: what is lost has to be seen.
void ensureStandardDescriptors()
{
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(descriptor, F_GETFD) == -1) // the lowest free number is this one
            static_cast<void>(open("/dev/null", descriptor == STDOUT_FILENO ? O_RDONLY : O_RDWR));
    }
}

// Qt wants UTF-8 and says so on standard error where the locale is another one; scripts run in such locales often.
void ensureUtf8Locale()
{
    std::setlocale(LC_ALL, "");
    if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setenv("LC_ALL", "C.UTF-8", 1);
}

} // namespace

int main(int argc, char *argv[])
{
    const std::vector<std::string> arguments = takeArguments(argc, argv);
    ensureStandardDescriptors();
    std::signal(SIGPIPE, SIG_IGN); // a reader who went away is seen when writing
    ensureUtf8Locale();
    int ownArguments = 1;
    QCoreApplication application(ownArguments, argv);
    QCoreApplication::setApplicationName(u"channelscope"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CHANNELSCOPE_VERSION));

    CLI::App root("Inspects and serves apps of Pusher Channels and of servers that speak its protocol.",
                  "channelscope-cli");
    root.set_version_flag("--version", "channelscope-cli " CHANNELSCOPE_VERSION);
    root.require_subcommand(1);
    root.footer(footer);
    const GlobalFlags flags = addGlobalOptions(root);
    Action action;
    addTriggerCommand(root, action);
    addBatchCommand(root, action);
    addChannelCommands(root, action);
    addFindUserCommand(root, action);
    addCompareCommand(root, action);
    addGetCommand(root, action);
    addSignCommand(root, action);
    addAuthCommands(root, action);
    addAppsCommands(root, action);
    addSandboxCommand(root, action);
    acceptGlobalOptionsEverywhere(root);

    GlobalOptions options;
    try {
        std::vector<std::string> reversed = readable(root, arguments);
        std::reverse(reversed.begin(), reversed.end()); // as CLI11 wants it
        root.parse(std::move(reversed));
        options = read(flags);
    } catch (const CLI::Success &help) {
        return tell(root, help);
    } catch (const CLI::ParseError &error) {
        const bool json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
        return fail(json, usageMessage(root, error), root);
    }

    CommandContext context(options);
    QTimer::singleShot(0, &context, [&] { action(context); });
    return QCoreApplication::exec();
}
