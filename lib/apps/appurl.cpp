// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/appurl.h"

#include "core/tr.h"

#include <QUrl>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

Failure notAUrl(const QString &reason)
{
    return invalid(reason + u' ' + tr("It has the form http[s]://KEY:SECRET@HOST[:PORT]/apps/APP_ID."));
}

struct AppPath
{
    QString prefix; // percent-encoded
    QString appId;  // decoded
};

AppPath splitPath(QString path)
{
    static constexpr auto marker = "/apps/"_L1;
    while (path.endsWith(u'/'))
        path.chop(1);
    const qsizetype at = path.lastIndexOf(marker);
    if (at < 0)
        return {};
    return {path.left(at), QUrl::fromPercentEncoding(path.sliced(at + marker.size()).toUtf8())};
}

} // namespace

Result<ImportedApp> appFromUrl(const QString &text)
{
    const QUrl url(text.trimmed());
    // QUrl's own error text quotes the URL, secret and all.
    if (!url.isValid())
        return notAUrl(tr("The app URL is not a valid URL."));
    if (url.scheme() != "http"_L1 && url.scheme() != "https"_L1)
        return notAUrl(tr("The app URL does not start with http:// or https://."));

    ImportedApp app;
    const auto [prefix, appId] = splitPath(url.path(QUrl::FullyEncoded));
    app.profile.key = url.userName(QUrl::FullyDecoded);
    app.profile.appId = appId;
    app.secret = Secret(url.password(QUrl::FullyDecoded).toUtf8());

    QStringList missing;
    if (app.profile.key.isEmpty())
        missing << tr("the key");
    if (app.secret.isEmpty())
        missing << tr("the secret");
    if (url.host().isEmpty())
        missing << tr("the host");
    if (appId.isEmpty())
        missing << tr("/apps/ with the app id");
    if (!missing.isEmpty())
        return notAUrl(tr("The app URL lacks %1.").arg(missing.join(u", "_s)));
    if (appId.contains(u'/'))
        return notAUrl(tr("The app URL has more than the app id after /apps/."));
    if (url.hasQuery() || url.hasFragment())
        app.notes << tr("What follows ? or # in the URL was ignored.");

    setServer(app.profile, url.host(), url.port(0), url.scheme() == "https"_L1);
    app.profile.pathPrefix = prefix;
    app.profile.name = suggestedName(app.profile);
    if (!prefix.isEmpty()) {
        app.notes << tr("The path before /apps/ is taken as part of what is signed, as soketi does it. "
                        "Switch that off for Reverb or a proxy that removes it.");
    }
    app.profile.environment = Environment::Development;
    if (!isThisMachine(url.host())) {
        app.savingNotes << tr("The URL does not say what the app is for: development was assumed.");
        app.notes += app.savingNotes;
    }
    return app;
}

} // namespace channelscope
