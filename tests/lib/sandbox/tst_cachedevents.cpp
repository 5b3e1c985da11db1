// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/cachedevents.h"

#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class CachedEventsTest : public QObject
{
    Q_OBJECT

    const CachedEvents::TimePoint m_start{std::chrono::hours(1000)};

private Q_SLOTS:
    void remembersTheLastEventOfAChannel()
    {
        CachedEvents cache;
        QVERIFY(!cache.find(u"cache-a"_s, m_start));
        cache.store(u"cache-a"_s, u"old"_s, "1", m_start);
        cache.store(u"cache-b"_s, u"other"_s, "2", m_start);
        cache.store(u"cache-a"_s, u"new"_s, "3", m_start + 1min);
        const auto event = cache.find(u"cache-a"_s, m_start + 1min);
        QVERIFY(event);
        QCOMPARE(event->name, u"new"_s);
        QCOMPARE(event->data, "3"_ba);
        QCOMPARE(cache.find(u"cache-b"_s, m_start + 1min)->data, "2"_ba);
    }

    void forgetsAfterThirtyMinutes()
    {
        CachedEvents cache;
        cache.store(u"cache-a"_s, u"e"_s, "1", m_start);
        QVERIFY(cache.find(u"cache-a"_s, m_start + 30min - 1s));
        QVERIFY(!cache.find(u"cache-a"_s, m_start + 30min));
        // What has expired is let go when something else comes, and what is alive stays.
        cache.store(u"cache-b"_s, u"e"_s, "2", m_start + 31min);
        QVERIFY(!cache.find(u"cache-a"_s, m_start));
        QVERIFY(cache.find(u"cache-b"_s, m_start + 31min));
    }

    void keepsTheMostRecentlyPublishedWhenFull()
    {
        CachedEvents cache(2);
        cache.store(u"cache-a"_s, u"e"_s, "1", m_start);
        cache.store(u"cache-b"_s, u"e"_s, "2", m_start);
        cache.store(u"cache-a"_s, u"e"_s, "3", m_start); // now the younger one
        cache.store(u"cache-c"_s, u"e"_s, "4", m_start);
        QVERIFY(cache.find(u"cache-a"_s, m_start));
        QVERIFY(!cache.find(u"cache-b"_s, m_start));
        QVERIFY(cache.find(u"cache-c"_s, m_start));
    }
};

QTEST_GUILESS_MAIN(CachedEventsTest)
#include "tst_cachedevents.moc"
