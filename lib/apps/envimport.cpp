// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/envimport.h"

#include "apps/appurl.h"
#include "apps/dotenv.h"
#include "core/tr.h"
#include "live/encryptedchannels.h"

#include <algorithm>
#include <optional>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

//! A family of names that together describe one app. Of several names for the same thing the first with a value counts.
struct Family
{
    ServerKind server = ServerKind::Unknown;
    QStringList appId, key, secret;
    QStringList cluster, host, port, scheme, path;
    QStringList listenHost, listenPort; //!< where the server listens: used if nothing says where to connect
    int listenDefault = 0; //!< the port a server of this kind listens on unless told otherwise; 0: not ours
    QString listenTls;     //!< a name that is set if the server itself speaks TLS
    QString defaultId, defaultKey, defaultSecret; //!< the app such a server has unless told otherwise
};

QList<Family> families()
{
    Family pusher;
    pusher.appId = {u"PUSHER_APP_ID"_s};
    pusher.key = {u"PUSHER_APP_KEY"_s, u"PUSHER_KEY"_s, u"VITE_PUSHER_APP_KEY"_s};
    pusher.secret = {u"PUSHER_APP_SECRET"_s, u"PUSHER_SECRET"_s};
    pusher.cluster = {u"PUSHER_APP_CLUSTER"_s, u"PUSHER_CLUSTER"_s, u"VITE_PUSHER_APP_CLUSTER"_s};
    pusher.host = {u"PUSHER_HOST"_s, u"VITE_PUSHER_HOST"_s};
    pusher.port = {u"PUSHER_PORT"_s, u"VITE_PUSHER_PORT"_s};
    pusher.scheme = {u"PUSHER_SCHEME"_s, u"VITE_PUSHER_SCHEME"_s};

    Family reverb;
    reverb.server = ServerKind::Reverb;
    reverb.appId = {u"REVERB_APP_ID"_s};
    reverb.key = {u"REVERB_APP_KEY"_s, u"VITE_REVERB_APP_KEY"_s};
    reverb.secret = {u"REVERB_APP_SECRET"_s};
    reverb.host = {u"REVERB_HOST"_s, u"VITE_REVERB_HOST"_s};
    reverb.port = {u"REVERB_PORT"_s, u"VITE_REVERB_PORT"_s};
    reverb.scheme = {u"REVERB_SCHEME"_s, u"VITE_REVERB_SCHEME"_s};
    reverb.path = {u"REVERB_SERVER_PATH"_s};
    reverb.listenHost = {u"REVERB_SERVER_HOST"_s};
    reverb.listenPort = {u"REVERB_SERVER_PORT"_s};
    reverb.listenDefault = 8080;

    Family soketi;
    soketi.server = ServerKind::Soketi;
    soketi.appId = {u"SOKETI_DEFAULT_APP_ID"_s};
    soketi.key = {u"SOKETI_DEFAULT_APP_KEY"_s};
    soketi.secret = {u"SOKETI_DEFAULT_APP_SECRET"_s};
    soketi.path = {u"SOKETI_PATH_PREFIX"_s};
    soketi.listenHost = {u"SOKETI_HOST"_s};
    soketi.listenPort = {u"SOKETI_PORT"_s};
    soketi.listenDefault = 6001;
    soketi.listenTls = u"SOKETI_SSL_CERT"_s;
    soketi.defaultId = u"app-id"_s;
    soketi.defaultKey = u"app-key"_s;
    soketi.defaultSecret = u"app-secret"_s;

    Family sockudo;
    sockudo.server = ServerKind::Sockudo;
    sockudo.appId = {u"SOCKUDO_DEFAULT_APP_ID"_s};
    sockudo.key = {u"SOCKUDO_DEFAULT_APP_KEY"_s};
    sockudo.secret = {u"SOCKUDO_DEFAULT_APP_SECRET"_s};
    sockudo.listenHost = {u"SOCKUDO_HOST"_s};
    sockudo.listenPort = {u"SOCKUDO_PORT"_s};
    sockudo.listenDefault = 6001;

    return {pusher, reverb, soketi, sockudo};
}

struct Found
{
    QString name;
    QString value;

    explicit operator bool() const { return !value.isEmpty(); }
};

class Importer
{
public:
    explicit Importer(const QByteArray &text)
        : m_env(parseDotEnv(text))
    {}

    Result<QList<ImportedApp>> import()
    {
        for (const Family &family : families()) {
            clearNotes();
            if (auto app = appOf(family))
                add(std::move(*app), nameOf(family));
            else
                m_unused += m_notes;
        }
        if (auto failure = addUrl(); failure && m_apps.isEmpty())
            return Failure(*failure);
        if (m_apps.isEmpty()) {
            QString message = tr("No app is named there: looked for PUSHER_APP_KEY, PUSHER_URL, REVERB_APP_KEY, "
                                 "SOKETI_DEFAULT_APP_KEY, SOCKUDO_DEFAULT_APP_KEY and their companions.");
            if (!m_unused.isEmpty())
                message += u' ' + m_unused.join(u' ');
            return invalid(message);
        }
        nameApps();
        return m_apps;
    }

private:
    static QString nameOf(const Family &family)
    {
        return family.server == ServerKind::Unknown ? u"Pusher"_s : serverKindTitle(family.server);
    }

    // Laravel reads these words as "no value".
    static bool isNothing(const QString &value)
    {
        static const QStringList words{u"null"_s, u"(null)"_s, u"empty"_s, u"(empty)"_s};
        return value.isEmpty() || words.contains(value, Qt::CaseInsensitive);
    }

    Found find(const QStringList &names)
    {
        for (const QString &name : names) {
            if (const QString missing = m_env.unresolved.value(name); !missing.isEmpty()) {
                m_notes << tr("%1 refers to %2, which is not defined above it: it was left out.").arg(name, missing);
                continue;
            }
            if (const QString value = m_env.values.value(name).trimmed(); !isNothing(value))
                return {name, value};
        }
        return {};
    }

    bool mentions(const QString &prefix) const
    {
        return std::any_of(m_env.values.keyBegin(), m_env.values.keyEnd(),
                           [&](const QString &name) { return name.startsWith(prefix); });
    }

    void clearNotes()
    {
        m_notes.clear();
        m_addressNotes.clear();
        m_savingNotes.clear();
    }

    void noteAddress(const QString &note)
    {
        m_notes << note;
        m_addressNotes << note;
    }

    void noteForSaving(const QString &note)
    {
        m_notes << note;
        m_savingNotes << note;
    }

    // What is said there decides where requests go.
    Found findAddress(const QStringList &names)
    {
        const qsizetype before = m_notes.size();
        const Found found = find(names);
        m_addressNotes += m_notes.mid(before);
        return found;
    }

    int portOf(const QStringList &names)
    {
        const Found found = findAddress(names);
        const int port = found.value.toInt();
        if (!found || (port > 0 && port <= 65535))
            return port;
        noteAddress(tr("%1 is not a port number and was ignored.").arg(found.name));
        return 0;
    }

    // https unless the file says otherwise, as in Laravel's configuration.
    bool tlsOf(const QStringList &names)
    {
        const Found found = findAddress(names);
        const QString scheme = found.value.toLower();
        if (found && scheme != "http"_L1 && scheme != "https"_L1)
            noteAddress(tr("%1 is neither http nor https: https was assumed.").arg(found.name));
        return scheme != "http"_L1;
    }

    std::optional<ImportedApp> appOf(const Family &family)
    {
        const Found id = find(family.appId);
        const Found key = find(family.key);
        const Found secret = find(family.secret);
        if (!id && !key && !secret)
            return std::nullopt;

        ImportedApp app;
        app.profile.server = family.server;
        app.profile.appId = orDefault(id, family.defaultId, family.appId);
        app.profile.key = orDefault(key, family.defaultKey, family.key);
        app.secret = Secret(orDefault(secret, family.defaultSecret, family.secret).toUtf8());
        noteOtherFrontEndKey(family, key);
        if (family.listenDefault == 0)
            setAddress(app.profile, family);
        else
            setOwnServer(app.profile, family);
        setEnvironment(app.profile);
        app.notes = m_notes;
        app.addressNotes = m_addressNotes;
        app.savingNotes = m_savingNotes;
        return app;
    }

    QString orDefault(const Found &found, const QString &fallback, const QStringList &names)
    {
        if (found)
            return found.value;
        if (fallback.isEmpty())
            m_notes << tr("%1 is not in the file: fill it in before you use the app.").arg(names.first());
        else
            m_notes << tr("%1 is not in the file: the server's own default was assumed.").arg(names.first());
        return fallback;
    }

    void noteOtherFrontEndKey(const Family &family, const Found &key)
    {
        for (const QString &name : family.key) {
            const QString value = m_env.values.value(name);
            if (name.startsWith("VITE_"_L1) && name != key.name && !isNothing(value) && value != key.value) {
                m_notes << tr("%1 is not the same key as %2: the front end listens to another app than the back end "
                              "publishes to.")
                               .arg(name, key.name);
            }
        }
    }

    // PUSHER_…: Pusher itself, or any server where PUSHER_HOST says.
    void setAddress(AppProfile &profile, const Family &family)
    {
        const Found host = findAddress(family.host);
        const Found cluster = findAddress(family.cluster);
        if (!host) {
            profile.server = ServerKind::Pusher;
            profile.cluster = cluster ? cluster.value : u"mt1"_s;
            if (!cluster)
                m_notes << tr("%1 is not in the file: mt1 was assumed.").arg(family.cluster.first());
            return;
        }
        noteFrontEnd(host);
        setServer(profile, host.value, portOf(family.port), tlsOf(family.scheme));
        if (profile.server != ServerKind::Unknown)
            return;
        const bool soketi = mentions(u"SOKETI_"_s);
        const bool sockudo = mentions(u"SOCKUDO_"_s);
        if (soketi != sockudo) {
            profile.server = soketi ? ServerKind::Soketi : ServerKind::Sockudo;
            m_notes << tr("The server was taken to be %1, because other names in the file are about it.")
                           .arg(serverKindTitle(profile.server));
        } else {
            noteForSaving(
                tr("Which server answers at %1 is not in the file: choose it for the right limits.").arg(host.name));
        }
    }

    void setOwnServer(AppProfile &profile, const Family &family)
    {
        if (const Found host = findAddress(family.host)) {
            noteFrontEnd(host);
            setServer(profile, host.value, portOf(family.port), tlsOf(family.scheme));
        } else {
            const Found listen = findAddress(family.listenHost);
            const int port = portOf(family.listenPort);
            const bool tls = !family.listenTls.isEmpty() && find({family.listenTls});
            setServer(profile, listen ? listen.value : u"127.0.0.1"_s, port > 0 ? port : family.listenDefault, tls);
            m_notes << tr("The address is where the server listens on its own machine: %1.")
                           .arg(profile.address().display());
        }
        if (const Found path = findAddress(family.path))
            profile.pathPrefix = path.value;
        // Reverb takes its prefix off before it checks a signature; soketi does not.
        profile.prefixIsSigned = family.server != ServerKind::Reverb;
    }

    void noteFrontEnd(const Found &host)
    {
        if (host.name.startsWith("VITE_"_L1))
            m_notes << tr("The address is the front end's (%1).").arg(host.name);
    }

    void setEnvironment(AppProfile &profile)
    {
        static const QHash<QString, Environment> words{
            {u"local"_s, Environment::Development},       {u"dev"_s, Environment::Development},
            {u"development"_s, Environment::Development}, {u"test"_s, Environment::Development},
            {u"testing"_s, Environment::Development},     {u"stage"_s, Environment::Staging},
            {u"staging"_s, Environment::Staging},         {u"live"_s, Environment::Production},
            {u"prod"_s, Environment::Production},         {u"production"_s, Environment::Production},
        };
        const Found named = find({u"APP_ENV"_s});
        const auto known = words.constFind(named.value.toLower());
        if (named && known != words.constEnd()) {
            profile.environment = *known;
            return;
        }
        profile.environment = Environment::Development;
        if (!isThisMachine(profile.host))
            noteForSaving(tr("The file does not say what the app is for: development was assumed."));
    }

    //! A malformed PUSHER_URL is an error only if there is nothing else.
    std::optional<ApiError> addUrl()
    {
        clearNotes();
        const Found url = find({u"PUSHER_URL"_s});
        if (!url) {
            if (m_apps.isEmpty())
                m_unused += m_notes;
            else
                noteUrl(m_notes);
            return std::nullopt;
        }
        auto app = appFromUrl(url.value);
        if (!app) {
            if (!m_apps.isEmpty())
                noteUrl({tr("PUSHER_URL was left out. %1").arg(app.error().message)});
            return app.error();
        }
        add(std::move(*app), url.name);
        return std::nullopt;
    }

    // It may have been meant to say where, to those that read it first.
    void noteUrl(const QStringList &notes)
    {
        m_apps.first().notes += notes;
        m_apps.first().addressNotes += notes;
    }

    static bool isSame(const AppProfile &a, const AppProfile &b)
    {
        // Two self-hosted addresses may well be one server: seen from a container, from outside, through a proxy.
        const bool bothPusher = a.server == ServerKind::Pusher && b.server == ServerKind::Pusher;
        const bool neitherPusher = a.server != ServerKind::Pusher && b.server != ServerKind::Pusher;
        const bool servers = bothPusher ? a.cluster == b.cluster && a.host == b.host : neitherPusher;
        return servers && a.appId == b.appId && a.key == b.key;
    }

    void add(ImportedApp app, const QString &source)
    {
        const auto same = std::find_if(m_apps.begin(), m_apps.end(),
                                       [&](const ImportedApp &other) { return isSame(other.profile, app.profile); });
        if (same == m_apps.end()) {
            m_sources << source;
            addMasterKey(app);
            m_apps << app;
            return;
        }
        if (same->profile.server == ServerKind::Unknown)
            same->profile.server = app.profile.server;
        if (same->secret.isEmpty())
            same->secret = app.secret;
        else if (!app.secret.isEmpty() && !app.secret.equals(same->secret))
            same->notes << tr("%1 has another secret for the same app; the first one was taken.").arg(source);
        same->notes << tr("The app is in the file twice (also as %1) and was taken once.").arg(source);
    }

    void addMasterKey(ImportedApp &app)
    {
        const Found text = find({u"PUSHER_ENCRYPTION_MASTER_KEY_BASE64"_s});
        if (!text)
            return;
        auto key = masterKeyFromBase64(text.value.toLatin1());
        if (!key) {
            app.notes << tr("%1 was left out. %2").arg(text.name, key.error().message);
            return;
        }
        app.encryptionMasterKey = *key;
        app.profile.hasEncryptionMasterKey = true;
    }

    void nameApps()
    {
        const QString project = m_env.values.value(u"APP_NAME"_s).trimmed();
        for (qsizetype i = 0; i < m_apps.size(); ++i) {
            AppProfile &profile = m_apps[i].profile;
            if (isNothing(project))
                profile.name = suggestedName(profile);
            else
                profile.name = m_apps.size() == 1 ? project : u"%1 (%2)"_s.arg(project, m_sources[i]);
        }
    }

    const DotEnv m_env;
    QStringList m_notes;        //!< about the app that is being read
    QStringList m_addressNotes; //!< of those
    QStringList m_savingNotes;  //!< of those
    QStringList m_unused;       //!< notes about names of which no app came
    QList<ImportedApp> m_apps;
    QStringList m_sources; //!< of each app
};

} // namespace

Result<QList<ImportedApp>> appsFromEnv(const QByteArray &text)
{
    return Importer(text).import();
}

} // namespace channelscope
