// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/activitypage.h"
#include "support/dumpmodel.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Shown
{
    Shown()
        : server(listOf({}))
        , session(profileOf(server.address()), someCredentials())
        , page(session)
        , table(in<QTableView>(page, u"activityTable"_s))
        , filter(in<QLineEdit>(page, u"activityFilter"_s))
        , scope(in<QComboBox>(page, u"activityScope"_s))
    {
        page.resize(1000, 700);
        if (!shown(page))
            QTest::qFail("the page does not come up", __FILE__, __LINE__);
    }

    //! Waits for the request that `start` makes.
    template <typename Start>
    void request(Start start)
    {
        const int before = session.activity().rowCount();
        start();
        QTRY_COMPARE(session.activity().rowCount(), before + 1);
    }
    void list()
    {
        request([this] { session.refresh(); });
        QTRY_VERIFY(session.list().state != LoadState::Loading);
    }
    void select(const QString &channel)
    {
        request([this, channel] { session.select(channel); });
        session.select({});
    }
    void publish(const QString &name = u"created"_s)
    {
        request([&] { session.publish({name, {u"orders"_s}, "{}", {}, {}}, Confirmation::None); });
    }
    void everyKindOfRequest()
    {
        list();
        select(u"orders"_s);
        publish();
        server.setReply({500, "no"});
        list();
        publish();
    }

    //! "GET /channels 200", from top to bottom.
    [[nodiscard]] QStringList rows() const
    {
        QStringList all;
        const QAbstractItemModel &model = *table.model();
        for (int row = 0; row < model.rowCount(); ++row) {
            QStringList cells;
            for (const int column :
                 {ActivityModel::MethodColumn, ActivityModel::PathColumn, ActivityModel::StatusColumn})
                cells << model.index(row, column).data().toString();
            all << cells.join(u' ');
        }
        return all;
    }
    [[nodiscard]] QString text(const QString &editor) const { return in<QPlainTextEdit>(page, editor).toPlainText(); }

    RoutedServer server;
    AppSession session;
    ActivityPage page;
    QTableView &table;
    QLineEdit &filter;
    QComboBox &scope;
};

} // namespace

class ActivityPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysThatThereIsNothingYet()
    {
        Shown app;
        QVERIFY(!app.table.isVisible());
        QCOMPARE(in<PlainLabel>(app.page, u"emptyStateTitle"_s).wholeText(), u"No requests yet"_s);
        app.list();
        QVERIFY(app.table.isVisible());
    }

    void everyRequestIsListedNewestFirst()
    {
        Shown app;
        app.everyKindOfRequest();
        QCOMPARE(app.rows(), (QStringList{u"POST /events 500"_s, u"GET /channels 500"_s, u"POST /events 200"_s,
                                          u"GET /channels/orders 200"_s, u"GET /channels 200"_s}));
        QCOMPARE(app.rows().size(), app.server.requests().size());
    }

    void theScopesShowTheirRequestsOnly_data()
    {
        QTest::addColumn<int>("scope");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("changes") << 1 << QStringList{u"POST /events 500"_s, u"POST /events 200"_s};
        QTest::newRow("reads") << 2
                               << QStringList{u"GET /channels 500"_s, u"GET /channels/orders 200"_s,
                                              u"GET /channels 200"_s};
        QTest::newRow("failures") << 3 << QStringList{u"POST /events 500"_s, u"GET /channels 500"_s};
    }

    void theScopesShowTheirRequestsOnly()
    {
        QFETCH(const int, scope);
        QFETCH(const QStringList, rows);
        Shown app;
        app.everyKindOfRequest();
        app.scope.setCurrentIndex(scope);
        QCOMPARE(app.rows(), rows);
        app.server.setReply(listOf({}));
        app.list(); // what comes later is filtered too
        QCOMPARE(app.rows(), scope == 2 ? QStringList{u"GET /channels 200"_s} + rows : rows);
    }

    void theFilterLooksIntoThePath()
    {
        Shown app;
        app.everyKindOfRequest();
        app.page.focusFilter();
        QVERIFY(app.filter.hasFocus());
        QTest::keyClicks(&app.filter, u"ORDERS"_s);
        QTRY_COMPARE(app.rows(), QStringList{u"GET /channels/orders 200"_s});
        QTest::keyClicks(&app.filter, u"x"_s);
        QTRY_COMPARE(app.rows(), QStringList());
        QCOMPARE(in<PlainLabel>(app.page, u"emptyStateTitle"_s).wholeText(), u"No request matches"_s);
        QVERIFY(!app.table.isVisible());
        QTest::keyClick(&app.filter, Qt::Key_Escape);
        QCOMPARE(app.rows().size(), 5);
    }

    void theSelectedRequestIsShownAndStaysWhileNewOnesCome()
    {
        Shown app;
        app.list();
        app.publish();
        app.page.focusFilter();
        QTest::keyClick(&app.filter, Qt::Key_Down);
        QVERIFY(app.table.hasFocus());
        QTRY_VERIFY(in<PlainLabel>(app.page, u"requestTitle"_s).wholeText().startsWith("POST /events"_L1));
        QVERIFY(app.text(u"requestText"_s).startsWith("POST "_L1));
        QVERIFY(app.text(u"requestText"_s).contains("\"created\""_L1));
        QVERIFY(app.text(u"replyText"_s).startsWith("HTTP 200"_L1));
        app.list();
        app.list();
        QCOMPARE(app.table.currentIndex().row(), 2);
        QVERIFY(app.text(u"requestText"_s).startsWith("POST "_L1));
    }

    void aRequestIsFoundWhateverIsFiltered()
    {
        Shown app;
        app.list();
        app.publish();
        app.list();
        app.scope.setCurrentIndex(3);
        QCOMPARE(app.rows(), QStringList());
        const quint64 id = app.session.activity().recordAt(1)->id;
        app.page.showRequest(id);
        QCOMPARE(app.scope.currentIndex(), 0);
        QCOMPARE(app.table.currentIndex().row(), 1);
        QVERIFY(in<PlainLabel>(app.page, u"requestTitle"_s).wholeText().startsWith("POST /events"_L1));
    }

    void clearingForgetsTheRequestsAndWhatIsShownOfThem()
    {
        Shown app;
        app.publish(u"top-secret-name"_s);
        app.page.showRequest(app.session.activity().recordAt(0)->id);
        QVERIFY(app.text(u"requestText"_s).contains("top-secret-name"_L1));
        const auto buttons = app.page.findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text() == "Clear"_L1)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(app.rows(), QStringList());
        QCOMPARE(app.text(u"requestText"_s), QString());
        QCOMPARE(app.text(u"signatureText"_s), QString());
        QVERIFY(!in<QPushButton>(app.page, u"revealSignature"_s).isEnabled());
    }
};

QTEST_MAIN(ActivityPageTest)
#include "tst_activitypage.moc"
