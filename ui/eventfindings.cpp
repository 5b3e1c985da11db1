// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventfindings.h"

#include "channels/channelname.h"
#include "core/tr.h"
#include "models/plaintext.h"
#include "sealedfindings.h"

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

Findings findingsOf(const Event &typed, const Expanded<Event> &expanded, const AppSession &session)
{
    if (!expanded) {
        const VariableProblem &problem = expanded.error();
        QString part;
        switch (problem.part) {
        case VariableProblem::Part::Channel: part = typed.channels.value(problem.channel); break;
        case VariableProblem::Part::Name: part = typed.name; break;
        case VariableProblem::Part::Data: break;
        }
        return {{Finding::Severity::Refusal, u"variable"_s, part, problem.message, -1}};
    }
    Findings found = validateAsSent(*expanded, session.dialect());
    for (const QString &channel : expanded->channels) {
        if (isEncrypted(channelKind(channel)) && !session.canSeal()) {
            found.prepend({Finding::Severity::Refusal, u"no-master-key"_s, channel,
                           tr("“%1” is end-to-end encrypted, and this app has no encryption master key. "
                              "Enter it in the app's settings.")
                               .arg(visibleText(channel)),
                           -1});
            break;
        }
    }
    // A comma is a legal character of a name, but hardly ever meant as its last one.
    const auto commaAtEnd = std::find_if(expanded->channels.begin(), expanded->channels.end(),
                                         [](const QString &channel) { return channel.endsWith(u','); });
    if (commaAtEnd != expanded->channels.end()) {
        found.append(
            {Finding::Severity::Warning, u"comma"_s, *commaAtEnd,
             tr("The comma is part of the name “%1”. Channels are separated by spaces.").arg(visibleText(*commaAtEnd)),
             -1});
    }
    return found;
}

} // namespace channelscope
