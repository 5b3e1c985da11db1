// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/serverkind.h"

#include <QCoreApplication>

#include <array>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<std::pair<ServerKind, const char *>, 6> keys{{
    {ServerKind::Unknown, "unknown"},
    {ServerKind::Pusher, "pusher"},
    {ServerKind::Soketi, "soketi"},
    {ServerKind::Reverb, "reverb"},
    {ServerKind::Sockudo, "sockudo"},
    {ServerKind::Sandbox, "sandbox"},
}};

} // namespace

QString serverKindKey(ServerKind kind)
{
    for (const auto &[candidate, key] : keys) {
        if (candidate == kind)
            return QLatin1String(key);
    }
    Q_UNREACHABLE();
}

std::optional<ServerKind> serverKindFromKey(const QString &key)
{
    for (const auto &[kind, candidate] : keys) {
        if (key.compare(QLatin1String(candidate), Qt::CaseInsensitive) == 0)
            return kind;
    }
    return std::nullopt;
}

QString serverKindTitle(ServerKind kind)
{
    switch (kind) {
    case ServerKind::Unknown: return QCoreApplication::translate("ServerKind", "Unknown server");
    case ServerKind::Pusher: return u"Pusher Channels"_s;
    case ServerKind::Soketi: return u"soketi"_s;
    case ServerKind::Reverb: return u"Laravel Reverb"_s;
    case ServerKind::Sockudo: return u"sockudo"_s;
    case ServerKind::Sandbox: return QCoreApplication::translate("ServerKind", "Sandbox");
    }
    Q_UNREACHABLE();
}

} // namespace channelscope
