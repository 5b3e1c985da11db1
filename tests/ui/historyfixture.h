// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/history.h"

#include <QTemporaryDir>
#include <QTest>

namespace channelscope::test {

inline const QUuid shop = QUuid::fromString(QStringLiteral("{11111111-2222-3333-4444-555555555555}"));
inline const QUuid bakery = QUuid::fromString(QStringLiteral("{99999999-2222-3333-4444-555555555555}"));

inline HistoryEntry historyEntry(const QString &event, const QByteArray &data = "{}")
{
    HistoryEntry entry;
    entry.appId = shop;
    entry.appName = QStringLiteral("shop");
    entry.at = QDateTime::currentDateTimeUtc();
    entry.event = Event{event, {QStringLiteral("orders")}, data, {}, {}};
    entry.status = 200;
    entry.milliseconds = 38;
    return entry;
}

//! A history in a file of its own.
struct HistoryFile
{
    //! Stores it; gives it back with its id.
    HistoryEntry add(const HistoryEntry &entry)
    {
        auto adding = history.add(entry);
        if (!QTest::qWaitFor([&] { return adding.isFinished(); }) || !adding.result())
            qFatal("The entry cannot be stored");
        return *adding.result();
    }
    void add(int count)
    {
        for (int i = 1; i <= count; ++i)
            history.add(historyEntry(QStringLiteral("event-%1").arg(i)));
        settle();
    }
    //! Until all that was asked for has been answered.
    Result<HistoryPage> all()
    {
        HistoryQuery query;
        query.limit = 10'000;
        auto finding = history.find(query);
        if (!QTest::qWaitFor([&] { return finding.isFinished(); }))
            qFatal("The history does not answer");
        return finding.result();
    }
    void settle() { (void)all(); }

    QTemporaryDir folder;
    History history{folder.filePath(QStringLiteral("history.sqlite"))};
};

} // namespace channelscope::test
