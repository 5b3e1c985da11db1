// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/caselessmatcher.h"

#include <QRandomGenerator>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

class TestCaselessMatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ignoresTheCaseOfAsciiLettersOnly();
    void takesAnEmptyNeedleForEverywhere();
    void agreesWithANaiveSearch();
};

void TestCaselessMatcher::ignoresTheCaseOfAsciiLettersOnly()
{
    QVERIFY(CaselessMatcher("ROOM").isIn("presence-room-7"));
    QVERIFY(CaselessMatcher("room").isIn("presence-ROOM-7"));
    QVERIFY(!CaselessMatcher("rooms").isIn("presence-room"));
    QVERIFY(CaselessMatcher("é").isIn("café"));
    QVERIFY(!CaselessMatcher("É").isIn("café"));
    QVERIFY2(!CaselessMatcher("[").isIn("{"), "these differ by the same bit as A and a");
    QVERIFY(!CaselessMatcher("@").isIn("`"));
}

void TestCaselessMatcher::takesAnEmptyNeedleForEverywhere()
{
    QVERIFY(CaselessMatcher("").isIn("a"));
    QVERIFY(CaselessMatcher("").isIn(""));
    QVERIFY(!CaselessMatcher("a").isIn(""));
}

void TestCaselessMatcher::agreesWithANaiveSearch()
{
    QRandomGenerator random(7);
    const auto word = [&](int longest) {
        QByteArray text(random.bounded(longest + 1), Qt::Uninitialized);
        for (char &c : text)
            c = "aAbB-\xff"[random.bounded(6)];
        return text;
    };
    int found = 0;
    for (int i = 0; i < 20'000; ++i) {
        const QByteArray needle = word(4);
        const QByteArray text = word(12);
        const bool expected = text.toLower().contains(needle.toLower());
        found += expected ? 1 : 0;
        QVERIFY2(CaselessMatcher(needle).isIn(text) == expected, (needle + " in " + text).constData());
    }
    QVERIFY(found > 1000 && found < 19'000);
}

QTEST_GUILESS_MAIN(TestCaselessMatcher)
#include "tst_caselessmatcher.moc"
