// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/publishresults.h"
#include "ui/fixture.h"
#include "ui/routedserver.h"

#include <QFrame>
#include <QRegularExpression>
#include <QSignalSpy>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Results
{
    explicit Results(const Reply &reply)
        : server(reply)
        , session(profileOf(server.address()), someCredentials())
        , results(session)
    {
        QObject::connect(&session, &AppSession::published, &results, &PublishResults::add);
        results.resize(400, 600);
        if (!shown(results))
            QTest::qFail("the results do not come up", __FILE__, __LINE__);
    }

    void publish(const Event &event)
    {
        QSignalSpy published(&session, &AppSession::published);
        session.publish(event, Confirmation::None);
        QTRY_COMPARE(published.size(), 1);
    }

    //! The cards from top to bottom, each as its lines.
    [[nodiscard]] QList<QStringList> cards() const
    {
        QList<QStringList> all;
        auto frames = results.findChildren<QFrame *>(u"publishResult"_s);
        std::sort(frames.begin(), frames.end(), [](const QFrame *a, const QFrame *b) { return a->y() < b->y(); });
        for (const QFrame *frame : std::as_const(frames)) {
            QStringList lines;
            const auto labels = frame->findChildren<PlainLabel *>();
            for (const PlainLabel *label : labels)
                lines << label->wholeText();
            all << lines;
        }
        return all;
    }

    RoutedServer server;
    AppSession session;
    PublishResults results;
};

Event someEvent(const QStringList &channels = {u"orders"_s}, const QStringList &info = {})
{
    return {u"created"_s, channels, "{}", {}, info};
}

} // namespace

class PublishResultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysThatNothingWasPublishedYet()
    {
        Results app(Reply{});
        QVERIFY(isSeen(app.results, u"emptyState"_s));
        QCOMPARE(in<PlainLabel>(app.results, u"emptyStateTitle"_s).wholeText(), u"Nothing published yet"_s);
    }

    void anAcceptedEventSaysWhatTheServerAnswered()
    {
        Results app(Reply{});
        app.publish(someEvent());
        const QStringList card = app.cards().value(0);
        QCOMPARE(card.value(0), u"✓ Accepted by the server"_s);
        QCOMPARE(card.value(1), u"created → orders"_s);
        QVERIFY2(card.value(2).contains("HTTP 200"_L1), qPrintable(card.value(2)));
    }

    void countsAreShownAsToldAndUnknownOnesAreNotZero()
    {
        Results app(
            Reply{200, R"({"channels":{"orders":{"subscription_count":0},"presence-a":{"user_count":7},"x":{}}})"});
        app.publish(someEvent({u"orders"_s, u"presence-a"_s, u"x"_s}, {u"user_count"_s, u"subscription_count"_s}));
        const QStringList card = app.cards().value(0);
        QCOMPARE(card.value(1), u"created → 3 channels"_s);
        QVERIFY(card.contains(u"orders: 0 subscriptions"_s));
        QVERIFY(card.contains(u"presence-a: 7 users"_s));
        QVERIFY(card.contains(u"x: no count told"_s));

        app.server.setReply({});
        app.publish(someEvent({u"orders"_s}, {u"user_count"_s}));
        QTRY_VERIFY(app.cards().value(0).contains(u"The server told no counts."_s));
    }

    void aRefusalShowsTheServersWords()
    {
        Results app(Reply{413, R"({"error":"The data content of this event exceeds the allowed maximum"})"});
        app.publish(someEvent());
        const QStringList card = app.cards().value(0);
        QCOMPARE(card.value(0), u"✕ Not published"_s);
        QVERIFY2(card.value(1).contains("exceeds the allowed maximum"_L1), qPrintable(card.value(1)));
        QVERIFY2(card.join(u'\n').contains(QRegularExpression(u"HTTP 413 · [\\d.]+ m?s"_s)),
                 qPrintable(card.join(u'\n')));
    }

    void aBrokenConnectionLeavesItOpenWhetherItWasSent()
    {
        Results app(Reply{0, {}, {}, true});
        app.publish(someEvent());
        const QStringList card = app.cards().value(0);
        QCOMPARE(card.value(0), u"? Not known whether it was sent"_s);
        QVERIFY2(card.join(u'\n').contains("It was not sent again."_L1), qPrintable(card.join(u'\n')));
        QVERIFY2(card.join(u'\n').contains(QRegularExpression(u"no answer · [\\d.]+ m?s"_s)),
                 qPrintable(card.join(u'\n')));
    }

    void whatWasNotSentHasNoRequestToShow()
    {
        Results app(Reply{});
        app.publish({u"created"_s, {}, "{}", {}, {}});
        QVERIFY(!isSeen(app.results, u"showRequest"_s));
        QVERIFY(!app.cards().value(0).join(u'\n').contains("no answer"_L1)); // nobody was asked
        QSignalSpy requestShown(&app.results, &PublishResults::requestShown);
        app.publish(someEvent());
        QTest::mouseClick(&in(app.results, u"showRequest"_s), Qt::LeftButton);
        QCOMPARE(requestShown.size(), 1);
        QCOMPARE(requestShown.first().first().toULongLong(), app.session.activity().recordAt(0)->id);
    }

    void theNewestIsOnTopAndTheOldestGo()
    {
        Results app(Reply{});
        for (int i = 0; i < 25; ++i)
            app.publish({u"event-%1"_s.arg(i), {u"orders"_s}, "{}", {}, {}});
        QTRY_COMPARE(app.cards().size(), 20);
        QTRY_COMPARE(app.cards().first().value(1), u"event-24 → orders"_s);
        QCOMPARE(app.cards().last().value(1), u"event-5 → orders"_s);
    }
};

QTEST_MAIN(PublishResultsTest)
#include "tst_publishresults.moc"
