// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/eventlines.h"

#include "channels/eventobject.h"

#include <QCoreApplication>

namespace channelscope {

Result<EventLines> eventsFromJsonLines(const QByteArray &text)
{
    EventObjectReader reader;
    EventLines out;
    qsizetype number = 0;
    qsizetype from = text.startsWith("\xef\xbb\xbf") ? 3 : 0;
    while (from < text.size()) {
        qsizetype end = text.indexOf('\n', from);
        if (end < 0)
            end = text.size();
        const QByteArrayView line = QByteArrayView(text).sliced(from, end - from).trimmed();
        from = end + 1;
        ++number;
        if (line.isEmpty())
            continue;
        BatchEvent event;
        if (const QString problem = reader.read(line, event); !problem.isEmpty()) {
            return invalid(
                QCoreApplication::translate("EventLines", "Line %1 is not an event: %2.").arg(number).arg(problem));
        }
        out.events.append(std::move(event));
        out.lines.append(number);
    }
    return out;
}

} // namespace channelscope
