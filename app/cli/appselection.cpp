// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "appselection.h"

#include "apps/appstore.h"
#include "apps/appurl.h"
#include "apps/envimport.h"
#include "input.h"
#include "output.h"
#include "text.h"

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

Failure missing(const QString &message)
{
    ApiError error;
    error.kind = ApiError::Kind::MissingCredentials;
    error.message = message;
    return Failure(error);
}

SelectedApp selected(const ImportedApp &app)
{
    QStringList notes = app.notes;
    notes.removeIf([&app](const QString &note) { return (app.addressNotes + app.savingNotes).contains(note); });
    return {app.profile,
            {app.profile.appId, app.profile.key, app.secret, app.encryptionMasterKey},
            notes,
            app.addressNotes};
}

bool isComplete(const ImportedApp &app)
{
    return selected(app).credentials.isComplete() && app.profile.problem().isEmpty();
}

Result<SelectedApp> fromUrl(const QString &url)
{
    return appFromUrl(url).map(selected);
}

Result<SelectedApp> fromEnvFile(const QByteArray &path, const Output &output)
{
    const auto app = appFromEnvFile(path, output);
    if (!app)
        return Failure(app.error());
    if (!isComplete(*app))
        return missing(app->notes.isEmpty() ? app->profile.problem() : app->notes.join(u' '));
    return selected(*app);
}

QFuture<Result<SelectedApp>> fromStore(const QString &name, SecretVault &vault, const Output &output)
{
    const auto ready = [](const ApiError &error) {
        return QtFuture::makeReadyFuture(Result<SelectedApp>(Failure(error)));
    };
    const auto loaded = AppStore(AppStore::defaultPath()).load();
    if (!loaded)
        return ready(loaded.error());
    for (const QString &problem : loaded->problems)
        output.warning(problem);
    const auto profile = findApp(loaded->apps, name);
    if (!profile)
        return ready(profile.error());
    if (const QString problem = profile->problem(); !problem.isEmpty())
        return ready(missing(tr("The app “%1” cannot be used: %2").arg(profile->name, problem)).value());

    vault.keepForSession(profile->id, {environmentSecret(), {}});
    return vault.credentials(*profile).then(
        [profile = *profile](const SecretResult<std::optional<AppCredentials>> &found) -> Result<SelectedApp> {
            if (!found)
                return Failure(keychainError(found.error()));
            if (!*found) {
                return missing(tr("The secret of “%1” is not in the keychain. Save it again in the window, or give it "
                                  "in CHANNELSCOPE_SECRET.")
                                   .arg(profile.name));
            }
            return SelectedApp{profile, **found, {}, {}};
        });
}

} // namespace

QString waysToGiveCredentials()
{
    return tr("Name a saved app with --app, a project's .env file with --env-file, or give "
              "http[s]://KEY:SECRET@HOST[:PORT]/apps/APP_ID in PUSHER_URL or with --url.");
}

Result<ImportedApp> appFromEnvFile(const QByteArray &path, const Output &output)
{
    const auto content = readInput(path);
    if (!content)
        return Failure(content.error());
    const auto apps = appsFromEnv(*content);
    if (!apps)
        return missing(apps.error().message);
    // The importer puts PUSHER_… first.
    const auto complete = std::find_if(apps->begin(), apps->end(), isComplete);
    const ImportedApp &app = complete == apps->end() ? apps->first() : *complete;
    if (apps->size() > 1) {
        output.note(tr("The file names %1 apps; taken is “%2” on %3.")
                        .arg(apps->size())
                        .arg(app.profile.name, app.profile.address().display()));
    }
    return app;
}

Secret environmentSecret()
{
    return Secret(qgetenv("CHANNELSCOPE_SECRET"));
}

ApiError keychainError(const SecretError &error)
{
    ApiError out;
    out.kind = ApiError::Kind::Keychain;
    out.message = describe(error);
    return out;
}

QFuture<Result<SelectedApp>> selectApp(const GlobalOptions &options, const std::function<SecretVault &()> &vault,
                                       const Output &output)
{
    const auto ready = [](Result<SelectedApp> app) { return QtFuture::makeReadyFuture(std::move(app)); };
    if (options.app)
        return fromStore(*options.app, vault(), output);
    if (options.url)
        return ready(fromUrl(*options.url));
    if (options.envFile)
        return ready(fromEnvFile(*options.envFile, output));
    if (const QByteArray url = qgetenv("PUSHER_URL"); !url.isEmpty())
        return ready(fromUrl(QString::fromUtf8(url)));
    return ready(missing(tr("No app was named and PUSHER_URL is not set, so there are no credentials.")));
}

} // namespace channelscope
