// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/channelname.h"

#include <algorithm>
#include <array>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

struct PrefixRule
{
    QByteArrayView prefix;
    ChannelKind kind;
};

// Longest first: the first match decides.
constexpr std::array<PrefixRule, 8> prefixRules{{
    {"private-encrypted-cache-", ChannelKind::EncryptedCache},
    {"private-encrypted-", ChannelKind::Encrypted},
    {"private-cache-", ChannelKind::PrivateCache},
    {"presence-cache-", ChannelKind::PresenceCache},
    {"private-", ChannelKind::Private},
    {"presence-", ChannelKind::Presence},
    {"cache-", ChannelKind::Cache},
    {QByteArrayView(serverToUserPrefix.data(), serverToUserPrefix.size()), ChannelKind::ServerToUser},
}};

constexpr qsizetype longestPrefix = 24;

} // namespace

ChannelKind channelKind(QByteArrayView utf8Name)
{
    for (const PrefixRule &rule : prefixRules) {
        if (utf8Name.startsWith(rule.prefix))
            return rule.kind;
    }
    return ChannelKind::Public;
}

ChannelKind channelKind(const QString &name)
{
    return channelKind(QByteArrayView(QStringView(name).left(longestPrefix).toUtf8()));
}

QString kindName(ChannelKind kind)
{
    switch (kind) {
    case ChannelKind::Public: return u"public"_s;
    case ChannelKind::Private: return u"private"_s;
    case ChannelKind::Presence: return u"presence"_s;
    case ChannelKind::Encrypted: return u"encrypted"_s;
    case ChannelKind::Cache: return u"cache"_s;
    case ChannelKind::PrivateCache: return u"private-cache"_s;
    case ChannelKind::PresenceCache: return u"presence-cache"_s;
    case ChannelKind::EncryptedCache: return u"encrypted-cache"_s;
    case ChannelKind::ServerToUser: return u"server-to-user"_s;
    }
    Q_UNREACHABLE();
}

qsizetype kindPrefixLength(ChannelKind kind)
{
    const auto rule = std::find_if(prefixRules.begin(), prefixRules.end(),
                                   [kind](const PrefixRule &candidate) { return candidate.kind == kind; });
    return rule == prefixRules.end() ? 0 : rule->prefix.size();
}

bool isPresence(ChannelKind kind)
{
    return kind == ChannelKind::Presence || kind == ChannelKind::PresenceCache;
}

bool isEncrypted(ChannelKind kind)
{
    return kind == ChannelKind::Encrypted || kind == ChannelKind::EncryptedCache;
}

bool isCached(ChannelKind kind)
{
    return kind == ChannelKind::Cache || kind == ChannelKind::PrivateCache || kind == ChannelKind::PresenceCache ||
           kind == ChannelKind::EncryptedCache;
}

bool KindFilter::matches(ChannelKind other) const
{
    switch (family) {
    case KindFamily::None: return other == kind;
    case KindFamily::Private:
        return other == ChannelKind::Private || other == ChannelKind::PrivateCache || isEncrypted(other);
    case KindFamily::Presence: return isPresence(other);
    case KindFamily::Encrypted: return isEncrypted(other);
    case KindFamily::Cache: return isCached(other);
    }
    Q_UNREACHABLE();
}

QString KindFilter::name() const
{
    switch (family) {
    case KindFamily::None: return kindName(kind);
    case KindFamily::Private: return u"any-private"_s;
    case KindFamily::Presence: return u"any-presence"_s;
    case KindFamily::Encrypted: return u"any-encrypted"_s;
    case KindFamily::Cache: return u"any-cache"_s;
    }
    Q_UNREACHABLE();
}

QList<KindFilter> KindFilter::all()
{
    QList<KindFilter> filters;
    for (int kind = 0; kind <= static_cast<int>(ChannelKind::ServerToUser); ++kind)
        filters << static_cast<ChannelKind>(kind);
    for (const auto family : {KindFamily::Private, KindFamily::Presence, KindFamily::Encrypted, KindFamily::Cache})
        filters << KindFilter(family);
    return filters;
}

std::optional<KindFilter> KindFilter::fromName(const QString &name)
{
    const QList<KindFilter> filters = all();
    const auto found =
        std::find_if(filters.cbegin(), filters.cend(), [&](const KindFilter &filter) { return filter.name() == name; });
    return found == filters.cend() ? std::nullopt : std::optional(*found);
}

bool needsAuthorization(ChannelKind kind)
{
    return kind != ChannelKind::Public && kind != ChannelKind::Cache;
}

bool isChannelCharacter(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= u'A' && u <= u'Z') || (u >= u'a' && u <= u'z') || (u >= u'0' && u <= u'9') ||
           QStringView(u"_-=@,.;").contains(c);
}

qsizetype firstIllegalCharacter(QStringView name)
{
    const qsizetype from = name.startsWith(serverToUserPrefix) ? serverToUserPrefix.size() : 0;
    const auto bad = std::find_if_not(name.begin() + from, name.end(), isChannelCharacter);
    return bad == name.end() ? -1 : bad - name.begin();
}

bool isSocketId(QStringView text)
{
    const auto digits = [](QStringView part) {
        return !part.isEmpty() && std::all_of(part.begin(), part.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    };
    const qsizetype dot = text.indexOf(u'.');
    return dot > 0 && digits(text.left(dot)) && digits(text.sliced(dot + 1));
}

QByteArray asPathSegment(const QString &name)
{
    QByteArray out;
    for (const char byte : name.toUtf8()) {
        if (isChannelCharacter(QLatin1Char(byte)) || byte == '~') // ~ has no other form in a URL
            out += byte;
        else
            out += '%' + QByteArray(1, byte).toHex().toUpper();
    }
    return out;
}

} // namespace channelscope
