// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace channelscope {

//! What a channel is, by the prefix of its name. Source of the rule: the Channels documentation on channel types.
enum class ChannelKind : quint8 {
    Public,
    Private,
    Presence,
    Encrypted,
    Cache,
    PrivateCache,
    PresenceCache,
    EncryptedCache,
    ServerToUser,
};

//! The kind of a channel name; prefixes are case-sensitive and the longest one wins.
[[nodiscard]] ChannelKind channelKind(QByteArrayView utf8Name);
[[nodiscard]] ChannelKind channelKind(const QString &name);

//! The stable word for machine-readable output: "public", "private", "presence", "encrypted", "cache", "private-cache",
//! "presence-cache", "encrypted-cache", "server-to-user".
[[nodiscard]] QString kindName(ChannelKind kind);

//! What several kinds have in common: who subscribes, or what the server keeps of them.
enum class KindFamily : quint8 { None, Private, Presence, Encrypted, Cache };

//! The kinds of channels that are wanted: a single one, or a whole family. Private ones are all whose names begin with
//! private-, encrypted ones included.
struct KindFilter
{
    KindFilter() = default;
    KindFilter(ChannelKind single) // NOLINT(google-explicit-constructor): each kind is such a filter
        : kind(single)
    {}
    explicit KindFilter(KindFamily all)
        : family(all)
    {}

    KindFamily family = KindFamily::None;
    ChannelKind kind = ChannelKind::Public; //!< if there is no family

    [[nodiscard]] bool matches(ChannelKind other) const;
    //! The stable word: kindName(), or "any-private", "any-presence", "any-encrypted", "any-cache".
    [[nodiscard]] QString name() const;
    [[nodiscard]] static std::optional<KindFilter> fromName(const QString &name);
    //! All there are, the families after the single kinds.
    [[nodiscard]] static QList<KindFilter> all();

    bool operator==(const KindFilter &) const = default;
};

//! How much of a name says what kind it is: 9 for "presence-room".
[[nodiscard]] qsizetype kindPrefixLength(ChannelKind kind);

[[nodiscard]] bool isPresence(ChannelKind kind);
[[nodiscard]] bool isEncrypted(ChannelKind kind);
[[nodiscard]] bool isCached(ChannelKind kind);
//! Subscribing takes a signature (or, for server-to-user, a sign-in).
[[nodiscard]] bool needsAuthorization(ChannelKind kind);

inline constexpr QLatin1String serverToUserPrefix{"#server-to-user-"};

//! One of A-Z a-z 0-9 _ - = @ , . ; : the characters a channel name or user id may have.
[[nodiscard]] bool isChannelCharacter(QChar c);

//! The index of the first character that a channel name may not have (a leading "#server-to-user-" is fine), or -1.
[[nodiscard]] qsizetype firstIllegalCharacter(QStringView name);

//! `^\d+\.\d+$`: how every server writes a socket_id. It is text, not a number: soketi's parts exceed 32 bits.
[[nodiscard]] bool isSocketId(QStringView text);

//! A channel name or user id as one path segment: legal characters bare (servers sign the raw path), all others as
//! percent-encoded UTF-8.
[[nodiscard]] QByteArray asPathSegment(const QString &name);

} // namespace channelscope

Q_DECLARE_METATYPE(channelscope::ChannelKind)
Q_DECLARE_METATYPE(channelscope::KindFilter)
