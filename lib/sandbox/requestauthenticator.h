// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"
#include "http/requestsigner.h"
#include "sandbox/sandboxrequest.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace channelscope {

//! Decides whether a request was signed with the app's secret, with Pusher's checks in Pusher's order and texts. Pure;
//! one thread at a time. Source: the pusher-signature library, whose texts production sends too.
class RequestAuthenticator
{
public:
    static constexpr qint64 timestampGraceSeconds = 600;

    explicit RequestAuthenticator(const AppCredentials &credentials)
        : m_signer(credentials)
    {}

    //! Why the request is refused, or std::nullopt. `query` is the request's own, decoded.
    [[nodiscard]] std::optional<SandboxReply> refusal(const SandboxRequest &request, const QueryParameters &query,
                                                      qint64 now) const;

private:
    RequestSigner m_signer;
};

//! `text` as Ruby's String#inspect writes it.
[[nodiscard]] QString rubyQuoted(const QString &text);

//! Compares two signatures in constant time.
[[nodiscard]] inline bool sameSignature(QByteArray a, QByteArray b)
{
    return Secret(std::move(a)).equals(Secret(std::move(b)));
}

} // namespace channelscope
