// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret.h"

#include <QTest>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <thread>

#if defined(__SANITIZE_ADDRESS__) || !defined(__GLIBC__)
#define CANNOT_WATCH_MEMORY
#endif

using namespace channelscope;

namespace {

constexpr char marker[] = "a secret that nobody may find in freed memory";
std::atomic<int> unwiped = 0;

QByteArray markerBytes()
{
    return QByteArray(marker);
}

} // namespace

#ifndef CANNOT_WATCH_MEMORY
// Looks into every block of memory that is given back: the only way to see whether what was there had been wiped.
extern "C" void __libc_free(void *block);
extern "C" void free(void *block)
{
    if (block && ::memmem(block, ::malloc_usable_size(block), marker, sizeof marker - 1))
        ++unwiped;
    __libc_free(block);
}
#endif

class TestSecret : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsItsBytes();
    void comparesContents_data();
    void comparesContents();
    void seesMemoryThatIsNotWiped();
    void wipesItsBytesWithTheLastCopy();
    void wipesWhatItWasMadeFrom();
    void leavesOtherOwnersTheirBytes();
};

void TestSecret::holdsItsBytes()
{
    const QByteArray bytes("a\0b\xff", 4);
    QByteArray source = bytes;
    source.detach();
    const Secret secret(std::move(source));
    QCOMPARE(secret.reveal().toByteArray(), bytes);
    QVERIFY(!secret.isEmpty());
    const Secret copy = secret;
    QCOMPARE(copy.reveal().toByteArray(), bytes);
    QVERIFY(Secret().isEmpty() && Secret(QByteArray()).isEmpty() && Secret(QByteArray("")).isEmpty());
    QCOMPARE(Secret().reveal().size(), 0);
}

void TestSecret::comparesContents_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<bool>("same");
    QTest::newRow("same") << QByteArray("abc") << QByteArray("abc") << true;
    QTest::newRow("another end") << QByteArray("abc") << QByteArray("abd") << false;
    QTest::newRow("longer") << QByteArray("abc") << QByteArray("abcd") << false;
    QTest::newRow("NUL counts") << QByteArray("abc") << QByteArray("abc\0", 4) << false;
    QTest::newRow("both empty") << QByteArray("") << QByteArray() << true;
    QTest::newRow("one empty") << QByteArray("a") << QByteArray() << false;
}

void TestSecret::comparesContents()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(bool, same);
    const Secret one((QByteArray(a)));
    const Secret two((QByteArray(b)));
    QCOMPARE(one.equals(two), same);
    QCOMPARE(two.equals(one), same);
    QVERIFY(one.equals(one));
}

void TestSecret::seesMemoryThatIsNotWiped()
{
#ifdef CANNOT_WATCH_MEMORY
    QSKIP("freed memory cannot be looked at here");
#endif
    unwiped = 0;
    {
        const QByteArray careless = markerBytes();
    }
    QCOMPARE(unwiped.load(), 1);
}

void TestSecret::wipesItsBytesWithTheLastCopy()
{
#ifdef CANNOT_WATCH_MEMORY
    QSKIP("freed memory cannot be looked at here");
#endif
    unwiped = 0;
    {
        Secret outer;
        {
            const Secret secret(markerBytes());
            outer = secret;
            std::thread([secret] { QVERIFY(!secret.isEmpty()); }).join();
        }
        QCOMPARE(outer.reveal(), QByteArrayView(marker));
    }
    QCOMPARE(unwiped.load(), 0);
}

void TestSecret::wipesWhatItWasMadeFrom()
{
#ifdef CANNOT_WATCH_MEMORY
    QSKIP("freed memory cannot be looked at here");
#endif
    unwiped = 0;
    QByteArray source = markerBytes();
    source.reserve(4096); // more room than bytes
    unwiped = 0;
    const Secret secret(std::move(source));
    QVERIFY(source.isEmpty()); // NOLINT(bugprone-use-after-move): that is what is promised
    QCOMPARE(unwiped.load(), 0);
    QCOMPARE(secret.reveal(), QByteArrayView(marker));
}

void TestSecret::leavesOtherOwnersTheirBytes()
{
    const QByteArray mine = markerBytes();
    QByteArray lent = mine;
    const Secret secret(std::move(lent));
    QCOMPARE(mine, markerBytes());
    QCOMPARE(secret.reveal(), QByteArrayView(mine));
}

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"
