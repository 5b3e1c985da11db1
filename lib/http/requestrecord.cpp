// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/requestrecord.h"

#include "core/redact.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

QString RequestRecord::revealedUrl() const
{
    QString whole = url;
    if (!signature.isEmpty()) {
        whole.replace(u"auth_signature="_s + QLatin1String(redactedMark),
                      u"auth_signature="_s + QString::fromLatin1(signature));
    }
    return whole;
}

} // namespace channelscope
