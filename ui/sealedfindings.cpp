// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sealedfindings.h"

#include "channels/channelname.h"
#include "live/encryptedchannels.h"

#include <QCoreApplication>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isSealed(const QStringList &channels)
{
    return !channels.isEmpty() && isEncrypted(channelKind(channels.first()));
}

Findings check(const Event &event, const Dialect &dialect)
{
    return validate(event, dialect);
}

Findings check(const BatchEvent &event, const Dialect &dialect)
{
    return validate(EventBatch{event}, dialect);
}

// What is encrypted is text of another size; what it says does not matter to any rule, but that it is UTF-8 does.
template <typename AnyEvent>
Findings sealedFindings(const AnyEvent &event, const Dialect &dialect)
{
    AnyEvent sealed = event;
    sealed.data = QByteArray(encryptedSize(event.data.size()), 'x');
    Findings found = check(sealed, dialect);
    for (Finding &finding : found) {
        if (finding.rule == "data-size"_L1)
            finding.message = QCoreApplication::translate("SealedFindings", "Encryption makes the data larger. %1")
                                  .arg(finding.message);
    }
    const Findings ofText = check(event, dialect);
    std::copy_if(ofText.rbegin(), ofText.rend(), std::front_inserter(found),
                 [](const Finding &finding) { return finding.rule == "data-utf8"_L1; });
    return found;
}

} // namespace

qsizetype sizeAsSent(const QByteArray &data, const QStringList &channels)
{
    return isSealed(channels) ? encryptedSize(data.size()) : data.size();
}

Findings validateAsSent(const Event &event, const Dialect &dialect)
{
    return isSealed(event.channels) ? sealedFindings(event, dialect) : check(event, dialect);
}

Findings validateAsSent(const BatchEvent &event, const Dialect &dialect)
{
    return isSealed({event.channel}) ? sealedFindings(event, dialect) : check(event, dialect);
}

} // namespace channelscope
