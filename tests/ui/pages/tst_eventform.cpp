// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/eventform.h"
#include "ui/pages/eventfixture.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QInputDialog>
#include <QJsonArray>
#include <QTreeView>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

using Page = EventDesk;

namespace {

//! What the list below a field offers, as it is shown; empty if there is none.
QStringList offered(const QCompleter *completer)
{
    QStringList rows;
    const QAbstractItemView *popup = completer->popup();
    for (int row = 0; popup->isVisible() && row < popup->model()->rowCount(); ++row)
        rows << popup->model()->index(row, 0).data().toString();
    return rows;
}

} // namespace

class TestEventForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aNameWithASpaceIsOneName_data()
    {
        QTest::addColumn<QStringList>("channels");
        QTest::newRow("a space") << QStringList{u"orders"_s, u"room one"_s};
        QTest::newRow("quotes") << QStringList{u"\"orders\""_s, u"a\\\" b"_s, u"x\"y"_s};
        QTest::newRow("a variable") << QStringList{u"room-{{$random 1 100}}"_s, u"a {{b}} c"_s};
        QTest::newRow("other white space") << QStringList{u"a\tb"_s, u"a\u00a0b"_s, u" a"_s, u"a "_s};
        QTest::newRow("no name") << QStringList{u""_s};
    }

    void aNameWithASpaceIsOneName()
    {
        QFETCH(const QStringList, channels);
        const RoutedServer server(listOf({}));
        AppSession session(profileOf(server.address()), someCredentials());
        EventForm form(session);
        form.restore({u"created"_s, channels, "{}", {}, {}}); // a template, an entry of the history, a draft
        QCOMPARE(form.composed().channels, channels);
    }

    void whatHasASpaceGoesToNobodyElse()
    {
        RoutedServer server(listOf({}));
        Page page(profileOf(server.address()));
        page.type({}, u"created"_s);
        page.click(u"sendToUser"_s);
        auto &dialog = in<QInputDialog>(page.page, u"userDialog"_s);
        dialog.setTextValue(u"john doe"_s);
        dialog.accept();
        QTRY_COMPARE(page.chips().size(), 1);
        QVERIFY2(page.label(u"findings"_s).contains(u"has a space"_s), qPrintable(page.label(u"findings"_s)));
        page.click(u"publishButton"_s);
        page.letARoundTripPass();
        QCOMPARE(server.count("POST"), 0);
        page.takeOut(0);
        QCOMPARE(page.channels.text(), QString());
    }

    void theSizeIsThatOfWhatLeaves()
    {
        const RoutedServer server(listOf({}));
        Page page(profileOf(server.address(), ServerKind::Pusher), someCredentials(QByteArray(32, 'k')));
        const QByteArray data = '"' + QByteArray(7998, 'x') + '"';
        page.type(u"private-x"_s, u"created"_s, data);
        QCOMPARE(page.label(u"dataSize"_s), u"8,000 of 10,240 bytes"_s);
        QCOMPARE(page.label(u"findings"_s), QString());
        page.type(u"private-encrypted-x"_s, u"created"_s, data);
        QCOMPARE(page.label(u"dataSize"_s), u"encrypted: 10,748 of 10,240 bytes"_s);
        QVERIFY2(page.label(u"findings"_s).startsWith(u"! Encryption makes the data larger. The data is 10748 bytes"_s),
                 qPrintable(page.label(u"findings"_s)));
    }

    void channelsAreCompletedWithTheirKind()
    {
        const RoutedServer server(listOf({u"orders-eu"_s, u"orders-us"_s, u"presence-orders"_s, u"private-cache-x"_s}));
        Page page(profileOf(server.address()));
        page.letARoundTripPass();
        QTRY_COMPARE(page.workspace.session().channels().snapshot()->size(), size_t(4));
        page.type({}, u"created"_s);
        page.channels.setFocus();
        const auto *completer = page.channels.findChild<QCompleter *>();
        QTest::keyClicks(&page.channels, u"news p"_s);
        QTRY_COMPARE(offered(completer),
                     (QStringList{u"presence-orders · presence"_s, u"private-cache-x · private cache"_s}));
        QTest::keyClick(completer->popup(), Qt::Key_Down);
        QTest::keyClick(completer->popup(), Qt::Key_Return);
        QTRY_COMPARE(page.channels.text(), u"news presence-orders"_s);
        QVERIFY(offered(completer).isEmpty());

        // What was published to is offered before what is only occupied.
        page.type(u"private-mine"_s, u"created"_s);
        page.click(u"publishButton"_s);
        QTRY_VERIFY(isSeen(page.page, u"publishVerdict"_s));
        page.channels.clear();
        page.channels.setFocus();
        QTest::keyClicks(&page.channels, u"priv"_s);
        QTRY_COMPARE(offered(completer),
                     (QStringList{u"private-mine · private"_s, u"private-cache-x · private cache"_s}));
    }

    void tabGoesThroughTheFormFromTopToBottom()
    {
        const RoutedServer server(listOf({}));
        Page page(profileOf(server.address()));
        const QStringList order{u"dataEditor"_s,      u"formatJson"_s,    u"minifyJson"_s,
                                u"excludeSocketId"_s, u"infoUserCount"_s, u"infoSubscriptionCount"_s};
        QStringList met;
        QWidget *widget = page.page.findChild<QWidget *>(u"dataEditor"_s);
        for (int step = 0; step < 200 && met.size() < order.size(); ++step) {
            if (order.contains(widget->objectName()))
                met << widget->objectName();
            widget = widget->nextInFocusChain();
        }
        QCOMPARE(met, order);
    }

    // Whoever presses Enter wants what is typed; a channel that nobody chose would get the event.
    void enterTakesNoChannelThatNobodyWentTo()
    {
        const RoutedServer server(listOf({u"room-1"_s, u"room-10"_s, u"room-2"_s}));
        Page page(profileOf(server.address()));
        page.letARoundTripPass();
        QTRY_COMPARE(page.workspace.session().channels().snapshot()->size(), size_t(3));
        page.type({}, u"created"_s);
        page.channels.setFocus();
        const auto *completer = page.channels.findChild<QCompleter *>();
        QTest::keyClicks(&page.channels, u"room-1"_s);
        QTRY_COMPARE(offered(completer), QStringList{u"room-10 · public"_s});
        QTest::keyClick(completer->popup(), Qt::Key_Return);
        QCOMPARE(page.channels.text(), u"room-1"_s);
        QTest::keyClicks(&page.channels, u" "_s);
        QCOMPARE(offered(completer), QStringList()); // nothing is begun
        QTest::keyClick(&page.channels, Qt::Key_Return);
        QCOMPARE(page.channels.text(), u"room-1 "_s);
        QTest::keyClick(&page.channels, Qt::Key_Down);
        QCOMPARE(offered(completer), (QStringList{u"room-10 · public"_s, u"room-2 · public"_s})); // not what is there
    }

    void eventNamesAreCompletedFromThePast()
    {
        const RoutedServer server(listOf({}));
        Page page(profileOf(server.address()));
        page.type(u"orders"_s, u"order-created"_s);
        page.click(u"publishButton"_s);
        QTRY_VERIFY(isSeen(page.page, u"publishVerdict"_s));
        auto &name = in<QLineEdit>(page.page, u"eventName"_s);
        name.clear();
        name.setFocus();
        QTest::keyClicks(&name, u"CREA"_s);
        QTRY_COMPARE(offered(name.completer()), QStringList{u"order-created"_s});
        QTest::keyClick(name.completer()->popup(), Qt::Key_Down);
        QTest::keyClick(name.completer()->popup(), Qt::Key_Return);
        QTRY_COMPARE(name.text(), u"order-created"_s);
    }
};

QTEST_MAIN(TestEventForm)
#include "tst_eventform.moc"
