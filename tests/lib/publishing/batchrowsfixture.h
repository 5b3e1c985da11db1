// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/batchrows.h"

namespace channelscope::test {

using namespace Qt::Literals::StringLiterals;

inline const QByteArray object = QByteArrayLiteral(R"({"channel":"c","name":"n","data":"d"})");
inline const BatchEvent plain{u"c"_s, u"n"_s, "d", {}, {}};

inline EventBatch nastyEvents()
{
    EventBatch events;
    const QByteArrayList all{"",
                             "{\"a\":\"b, c\"}",
                             "two\nlines\r\nand a return\r",
                             "\r",
                             "\"",
                             "a;b\tc",
                             " outer space ",
                             "\xef\xbb\xbf with a mark",
                             QByteArray("nul\0here", 8),
                             "=1+1",
                             "'=1+1",
                             "''-2",
                             "'plain",
                             "'",
                             "-1",
                             "+1",
                             "@x",
                             "\t1",
                             "\xf0\x9f\x98\x80 \xc3\xa9",
                             "-"};
    for (const QByteArray &data : all)
        events.append({u"=cmd,\"x\""_s, u"-name'"_s, data, u"1.2"_s, {u"user_count"_s, u"subscription_count"_s}});
    events.append({u"c"_s, u"n"_s, "{}", {}, {}});
    return events;
}

inline EventBatch eventsOf(const BatchRows &rows)
{
    EventBatch events;
    for (const BatchRow &row : rows.rows)
        events.append(row.event);
    return events;
}

inline QStringList problemsOf(const BatchRows &rows)
{
    QStringList problems;
    for (const BatchRow &row : rows.rows)
        problems.append(row.isReadable() ? QString() : u"%1: %2"_s.arg(row.line).arg(row.problem));
    return problems;
}

} // namespace channelscope::test
