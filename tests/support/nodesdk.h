// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/jsonlines.h"
#include "support/server.h"

#include <QJsonArray>

namespace channelscope::test {

//! The official Node server SDK, pointed at `server`.
class NodeSdk
{
public:
    struct Answer
    {
        bool ok = false; //!< the SDK resolved, rather than threw
        int status = 0;
        QByteArray body;
        QString message; //!< of what it threw

        [[nodiscard]] QJsonObject json() const;
    };

    explicit NodeSdk(const Server &server);

    //! pusher[method](...arguments), waited for.
    [[nodiscard]] Answer call(const QString &method, const QJsonArray &arguments);
    //! pusher.get({path, params}).
    [[nodiscard]] Answer get(const QString &path, const QJsonObject &parameters = {});

private:
    JsonLines m_lines;
};

} // namespace channelscope::test
