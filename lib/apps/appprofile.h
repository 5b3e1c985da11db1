// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/serverkind.h"
#include "http/guard.h"
#include "http/serveraddress.h"

#include <QJsonObject>
#include <QString>
#include <QUuid>

namespace channelscope {

enum class Environment : quint8 { Sandbox, Development, Staging, Production };

[[nodiscard]] QString environmentKey(Environment environment); //!< "sandbox", "development", "staging", "production"
[[nodiscard]] std::optional<Environment> environmentFromKey(const QString &key);
[[nodiscard]] QString environmentTitle(Environment environment); //!< for people

//! A saved app, without its secret: that one is in the keychain under the profile's id.
struct AppProfile
{
    QUuid id = QUuid::createUuid();
    QString name;
    Environment environment = Environment::Development;
    QString colour; //!< "#rrggbb"; empty: the environment's own
    GuardLevel guard = GuardLevel::Normal;
    ServerKind server = ServerKind::Unknown;
    QString cluster; //!< for Pusher; free text
    QString host;    //!< overrides the cluster; without scheme
    int port = 0;    //!< 0: the scheme's own
    bool tls = true;
    QString pathPrefix;
    bool prefixIsSigned = true;
    QString appId;
    QString key;
    bool hasEncryptionMasterKey = false; //!< the key itself is in the keychain
    int maxReplyMb = defaultMaxReplyMb;  //!< a larger reply is not read to its end
    QJsonObject unknown;                 //!< what a later version wrote; kept

    static constexpr int defaultMaxReplyMb = 256;
    static constexpr int largestMaxReplyMb = 4095; //!< more cannot be decoded

    //! The limit for HttpClient; a number out of range counts as the nearest in range.
    [[nodiscard]] qint64 maxReplyBytes() const;
    //! Where requests go: the host, or the cluster's.
    [[nodiscard]] ServerAddress address() const;
    //! What is missing or contradictory, in one sentence; empty if the profile can be used.
    [[nodiscard]] QString problem() const;

    bool operator==(const AppProfile &) const = default;
};

//! Whether the two differ in nothing but how the app is called and looks: requests go to the same place, with the same
//! rights.
[[nodiscard]] bool isSameButForLooks(AppProfile a, const AppProfile &b);

//! The server kind that a host name gives away (…pusher.com), else Unknown.
[[nodiscard]] ServerKind serverKindOfHost(const QString &host);

[[nodiscard]] QJsonObject toJson(const AppProfile &profile);
[[nodiscard]] Result<AppProfile> appProfileFromJson(const QJsonObject &object);

} // namespace channelscope

Q_DECLARE_METATYPE(channelscope::AppProfile)
