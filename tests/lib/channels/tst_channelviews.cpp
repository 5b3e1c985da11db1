// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/channelviews.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

class TestChannelViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWasSaved();
    void isEmptyForAnAppThatSavedNothing();
    void whatWasAddedComesOnTopOfWhatWasKept();
    void saysWhichFileIsDamaged_data();
    void saysWhichFileIsDamaged();

private:
    QTemporaryDir m_folder;
    ChannelViewStore m_store{m_folder.filePath(u"views"_s)};
};

void TestChannelViews::comesBackAsItWasSaved()
{
    const QUuid app = QUuid::createUuid();
    const ChannelViews views{
        {u"presence-room-7"_s, u"שלום \u202e"_s, u"\ufeffroom"_s, u"a\ufeff"_s},
        {{u"all rooms"_s, u"presence-"_s, {}, ChannelKind::Presence}, {u"any"_s, {}, u"x"_s, std::nullopt}}};
    QVERIFY(m_store.save(app, views));
    const auto loaded = m_store.load(app);
    QVERIFY(loaded);
    QCOMPARE(*loaded, views);
}

void TestChannelViews::isEmptyForAnAppThatSavedNothing()
{
    const auto loaded = m_store.load(QUuid::createUuid());
    QVERIFY(loaded);
    QCOMPARE(*loaded, ChannelViews());
}

void TestChannelViews::whatWasAddedComesOnTopOfWhatWasKept()
{
    const ChannelViews kept{{u"a"_s, u"b"_s}, {{u"rooms"_s, u"room-"_s, {}, {}}, {u"all"_s, {}, {}, {}}}};
    const ChannelViews added{{u"c"_s, u"a"_s}, {{u"rooms"_s, u"presence-"_s, {}, {}}}};
    const ChannelViews both{{u"a"_s, u"b"_s, u"c"_s}, {{u"all"_s, {}, {}, {}}, {u"rooms"_s, u"presence-"_s, {}, {}}}};
    QCOMPARE(joined(kept, added), both);
    QCOMPARE(joined(kept, {}), kept);
    QCOMPARE(joined({}, added), added);
}

void TestChannelViews::saysWhichFileIsDamaged_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("not JSON") << QByteArray("{");
    QTest::newRow("not an object") << QByteArray("[]");
    QTest::newRow("a pinned number") << QByteArray(R"({"pinned":[1]})");
    QTest::newRow("no name") << QByteArray(R"({"filters":[{"prefix":"a"}]})");
    QTest::newRow("no such kind") << QByteArray(R"({"filters":[{"name":"a","kind":"secret"}]})");
}

void TestChannelViews::saysWhichFileIsDamaged()
{
    QFETCH(const QByteArray, content);
    const QUuid app = QUuid::createUuid();
    QVERIFY(m_store.save(app, {}));
    const QString name = app.toString(QUuid::WithoutBraces) + ".json"_L1;
    QFile file(m_folder.filePath(u"views/"_s + name));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(content);
    file.close();
    const auto loaded = m_store.load(app);
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().message.contains(name), qPrintable(loaded.error().message));

    // Whoever saves after that loses nothing.
    for (const QString &kept : {name + ".unreadable"_L1, name + ".unreadable-2"_L1}) {
        QVERIFY(m_store.save(app, {{u"a"_s}, {}}));
        QCOMPARE(*m_store.load(app), (ChannelViews{{u"a"_s}, {}}));
        QFile aside(m_folder.filePath(u"views/"_s + kept));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), content);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
        file.close();
    }
}

QTEST_GUILESS_MAIN(TestChannelViews)
#include "tst_channelviews.moc"
