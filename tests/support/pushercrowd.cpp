// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/pushercrowd.h"

#include <utility>

namespace channelscope::test {

using namespace Qt::Literals::StringLiterals;

void PusherCrowd::start(const Server &server)
{
    m_lines.start(
        u"pushercrowd.js"_s,
        {{u"host"_s, server.host}, {u"port"_s, server.port}, {u"key"_s, server.key}, {u"secret"_s, server.secret}});
}

bool PusherCrowd::settle()
{
    const int number = ++m_number;
    m_lines.send({{u"number"_s, number}, {u"changes"_s, std::exchange(m_changes, {})}});
    const auto answer = m_lines.take(
        [number](const QJsonObject &said) { return said.value("done"_L1) == number || said.contains("failed"_L1); },
        60'000);
    return answer && answer->contains("done"_L1);
}

} // namespace channelscope::test
