// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/serverkind.h"
#include "core/apierror.h"
#include "http/serveraddress.h"

#include <QString>

namespace channelscope {

//! What the reader of an error needs to know besides the error.
struct AdviceContext
{
    ServerKind server = ServerKind::Unknown;
    ServerAddress address;
    QString cluster;                     //!< empty if the app has a host of its own
    QByteArray stringToSign;             //!< what we signed, if the request is known
    std::optional<qint64> clockOffsetMs; //!< the server's clock minus ours
};

//! An error in words: what happened, and what to do next. Plain text; contains the server's own words.
struct Advice
{
    QString sentence;
    QString hint; //!< may be empty
};

//! One wording for the window and the command line.
[[nodiscard]] Advice describe(const ApiError &error, const AdviceContext &context = {});

} // namespace channelscope
