// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "appsadd.h"

#include "appobject.h"
#include "apps/appstore.h"
#include "apps/appurl.h"
#include "arguments.h"
#include "input.h"
#include "live/encryptedchannels.h"
#include "text.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

//! What was given about the new app; what was not is std::nullopt.
struct NewApp
{
    std::optional<QString> name, appId, key, cluster, host, pathPrefix;
    std::optional<int> port;
    std::optional<Environment> environment;
    std::optional<GuardLevel> guard;
    std::optional<ServerKind> server;
    bool noTls = false;
    bool prefixNotSigned = false;
    std::optional<QByteArray> envFile;
    bool fromUrl = false;
    bool withMasterKey = false;
    bool withoutSecret = false;
};

Result<ImportedApp> appFromHiddenUrl()
{
    if (const QByteArray url = qgetenv("PUSHER_URL"); !url.isEmpty())
        return appFromUrl(QString::fromUtf8(url));
    const auto line = readSecretLine(tr("App URL:"));
    if (!line)
        return Failure(line.error());
    return appFromUrl(QString::fromUtf8(line->reveal()));
}

// The app as its source tells, or an empty one.
Result<ImportedApp> source(const NewApp &given, const GlobalOptions &options, const Output &output)
{
    if (given.envFile)
        return appFromEnvFile(*given.envFile, output);
    if (options.envFile)
        return appFromEnvFile(*options.envFile, output);
    if (options.url)
        return appFromUrl(*options.url);
    if (given.fromUrl)
        return appFromHiddenUrl();
    return ImportedApp();
}

// What was given wins over what the source says.
void apply(const NewApp &given, AppProfile &profile)
{
    profile.name = given.name.value_or(profile.name);
    profile.appId = given.appId.value_or(profile.appId);
    profile.key = given.key.value_or(profile.key);
    if (given.cluster) {
        profile.cluster = *given.cluster;
        profile.host.clear();
        profile.server = ServerKind::Pusher;
    }
    if (given.host)
        setServer(profile, *given.host, given.port.value_or(0), !given.noTls);
    else if (given.port)
        profile.port = *given.port;
    if (given.noTls)
        profile.tls = false;
    profile.pathPrefix = given.pathPrefix.value_or(profile.pathPrefix);
    profile.server = given.server.value_or(profile.server);
    // Reverb takes its prefix off before it checks a signature.
    if (given.prefixNotSigned || profile.server == ServerKind::Reverb)
        profile.prefixIsSigned = false;
    profile.environment = given.environment.value_or(profile.environment);
    const bool isLive = profile.environment == Environment::Production;
    profile.guard = given.guard.value_or(isLive ? GuardLevel::ReadOnly : GuardLevel::Normal);
}

Result<void> check(const AppProfile &profile, bool isImported)
{
    if (profile.name.trimmed().isEmpty())
        return invalid(tr("The app needs a NAME."));
    if (const QString problem = profile.problem(); !problem.isEmpty()) {
        return invalid(problem + (isImported ? QString() : u' ' + tr("See --app-id, --key, --cluster and --host.")));
    }
    const auto loaded = AppStore(AppStore::defaultPath()).load();
    if (!loaded)
        return Failure(loaded.error());
    if (freeName(loaded->apps, profile.name) != profile.name)
        return invalid(tr("Another app is called “%1” already. Choose another name.").arg(profile.name));
    return {};
}

// From the environment, or from where nobody sees it.
Result<AppSecrets> secretsOf(const NewApp &given, const ImportedApp &app)
{
    AppSecrets secrets{app.secret, app.encryptionMasterKey};
    if (const Secret secret = environmentSecret(); !secret.isEmpty())
        secrets.secret = secret;
    if (secrets.secret.isEmpty()) {
        const auto secret = readSecretLine(tr("App secret:"));
        if (!secret)
            return Failure(secret.error());
        secrets.secret = *secret;
    }
    if (!given.withMasterKey)
        return secrets;
    QByteArray base64 = qgetenv("PUSHER_ENCRYPTION_MASTER_KEY_BASE64");
    if (base64.isEmpty()) {
        const auto line = readSecretLine(tr("Encryption master key (base64):"));
        if (!line)
            return Failure(line.error());
        base64 = line->reveal().toByteArray();
    }
    const auto masterKey = masterKeyFromBase64(base64);
    if (!masterKey)
        return Failure(masterKey.error());
    secrets.encryptionMasterKey = *masterKey;
    return secrets;
}

void save(CommandContext &context, const AppProfile &profile)
{
    if (const auto saved = AppStore(AppStore::defaultPath()).save(profile); !saved) {
        // Nobody could find the secret without its profile.
        context.vault()
            .remove(profile.id)
            .then(&context, [&context, error = saved.error()](const SecretResult<void> &) { context.fail(error); });
        return;
    }
    if (context.output().isJson())
        context.output().document({{u"ok"_s, true}, {u"app"_s, appObject(profile)}});
    else
        context.output().line(
            tr("Saved “%1” (%2, %3).")
                .arg(profile.name, environmentKey(profile.environment), guardLevelKey(profile.guard)));
    context.done();
}

void add(CommandContext &context, const NewApp &given)
{
    const GlobalOptions &options = context.options();
    if (options.app ||
        (given.fromUrl + given.envFile.has_value() + options.url.has_value() + options.envFile.has_value()) > 1) {
        context.fail(usageProblem(tr("Give the new app's name as NAME, and one source for it at most.")));
        return;
    }
    auto app = source(given, options, context.output());
    if (!app) {
        context.fail(app.error());
        return;
    }
    for (const QString &note : std::as_const(app->notes))
        context.output().note(note);
    AppProfile &profile = app->profile;
    apply(given, profile);
    if (const auto checked = check(profile, !app->secret.isEmpty()); !checked) {
        context.fail(checked.error());
        return;
    }
    if (given.withoutSecret) {
        profile.hasEncryptionMasterKey = false;
        save(context, profile);
        return;
    }
    const auto secrets = secretsOf(given, *app);
    if (!secrets) {
        Problem problem = context.problem(secrets.error());
        if (problem.code == ExitCode::Credentials)
            problem.hint = tr("Type it, or send it to standard input, or set CHANNELSCOPE_SECRET. Nothing was saved.");
        context.fail(problem);
        return;
    }
    profile.hasEncryptionMasterKey = !secrets->encryptionMasterKey.isEmpty();
    context.vault().store(profile.id, *secrets).then(&context, [&context, profile](const SecretResult<void> &stored) {
        if (stored) {
            save(context, profile);
            return;
        }
        Problem problem = context.problem(keychainError(stored.error()));
        problem.hint = tr("Nothing was saved. With --no-secret the app is saved without it; give it in "
                          "CHANNELSCOPE_SECRET then.");
        context.fail(problem);
    });
}

template <typename Value>
std::optional<Value> wordOf(const CLI::Option *option, std::optional<Value> (*fromKey)(const QString &))
{
    const auto text = textOf(option);
    if (!text)
        return std::nullopt;
    const auto value = fromKey(*text);
    if (!value)
        refuseOption(option, tr("“%1” is not one of the words it takes").arg(*text));
    return value;
}

} // namespace

void addAppsAddCommand(CLI::App &apps, Action &selected)
{
    auto *command = apps.add_subcommand("add", "Save an app, its secret in the keychain");
    const auto text = [command](const char *name, const char *type, const char *description) {
        return command->add_option(name)->description(description)->type_name(type);
    };
    const auto flag = [command](const char *name, const char *description) {
        return command->add_flag(name)->description(description);
    };
    const auto *name = command->add_option("NAME", "what to call it");
    const auto *appId = text("--app-id", "ID", "the app id");
    const auto *key = text("--key", "KEY", "the app key");
    auto *cluster = text("--cluster", "C", "a cluster of Pusher Channels, such as eu");
    auto *host = text("--host", "H", "the server's host name")->excludes(cluster);
    const auto *port = text("--port", "P", "its port (default: 443, or 80 without TLS)");
    const auto *noTls = flag("--no-tls", "plain HTTP");
    const auto *pathPrefix = text("--path-prefix", "P", "the path in front of /apps");
    const auto *notSigned =
        flag("--prefix-not-signed", "the server takes the prefix off before it checks signatures, as Reverb does");
    const auto *environment = text("--environment", "E", "sandbox, development (default), staging, production");
    const auto *guard = text("--guard", "G", "normal, confirm, read-only (default in production)");
    const auto *server = text("--server", "KIND", "pusher, soketi, reverb, sockudo, sandbox, unknown");
    auto *envFile = text("--from-env-file", "FILE", "take what a .env file says");
    const auto *fromUrl = flag("--from-url", "take what PUSHER_URL says, or a URL typed unseen");
    const auto *masterKey = flag("--encryption-master-key", "also take the key of encrypted channels");
    const auto *noSecret = flag("--no-secret", "save no secret; CHANNELSCOPE_SECRET gives it at each use");
    command->footer(
        "The secret is typed unseen, or is the first line of standard input, or is in CHANNELSCOPE_SECRET; never an\n"
        "argument. The encryption master key is the next line, or in PUSHER_ENCRYPTION_MASTER_KEY_BASE64.\n\n"
        "  channelscope-cli apps add shop --app-id 3 --key 278d425bdf160c739803 --cluster eu --environment production\n"
        "  pass show soketi | channelscope-cli apps add local --app-id app-id --key app-key --host 127.0.0.1 --port "
        "6001 --no-tls --server soketi\n"
        "  channelscope-cli apps add --from-env-file .env");
    command->callback([=, &selected] {
        NewApp given;
        given.name = textOf(name);
        given.appId = textOf(appId);
        given.key = textOf(key);
        given.cluster = textOf(cluster);
        given.host = textOf(host);
        given.port = portOf(port, 1);
        given.noTls = noTls->count() > 0;
        given.pathPrefix = textOf(pathPrefix);
        given.prefixNotSigned = notSigned->count() > 0;
        given.environment = wordOf(environment, environmentFromKey);
        given.guard = wordOf(guard, guardLevelFromKey);
        given.server = wordOf(server, serverKindFromKey);
        given.envFile = bytesOf(envFile);
        given.fromUrl = fromUrl->count() > 0;
        given.withMasterKey = masterKey->count() > 0;
        given.withoutSecret = noSecret->count() > 0;
        selected = [given](CommandContext &context) { add(context, given); };
    });
}

} // namespace channelscope
