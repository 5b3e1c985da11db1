// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lib/http/scriptedserver.h"
#include "models/plaintext.h"
#include "pages/channelspage.h"
#include "ui/fixture.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray twoChannels = R"({"channels":{"chat":{"subscription_count":1},"orders":{"subscription_count":2}}})";

//! The page of an app whose server does what a test tells it, in view and asked by hand only.
struct Shown
{
    explicit Shown(const Answer &answer)
        : server({answer})
        , session(limited(profileOf(server.address(), ServerKind::Soketi)), someCredentials())
        , page(session)
    {
        in<QComboBox>(page, u"refreshInterval"_s).setCurrentIndex(0);
        page.resize(1000, 600);
        if (!shown(page))
            QTest::qFail("the page does not come up", __FILE__, __LINE__);
    }
    static AppProfile limited(AppProfile profile)
    {
        profile.maxReplyMb = 1;
        return profile;
    }

    void answerWith(const Answer &answer)
    {
        server.decideBy([answer](const ScriptedServer::Request &) { return answer; });
    }
    void refresh() { QTest::mouseClick(&in(page, u"refreshButton"_s), Qt::LeftButton); }

    [[nodiscard]] QString count() const { return in<PlainLabel>(page, u"channelCount"_s).wholeText(); }
    [[nodiscard]] Banner &banner() const { return *page.findChild<Banner *>(u"banner"_s, Qt::FindDirectChildrenOnly); }
    [[nodiscard]] QString hint() const { return in<PlainLabel>(banner(), u"bannerHint"_s).wholeText(); }
    [[nodiscard]] QWidget &listArea() const { return *in(page, u"channelsTable"_s).parentWidget(); }
    [[nodiscard]] QString title() const { return in<PlainLabel>(listArea(), u"emptyStateTitle"_s).wholeText(); }
    [[nodiscard]] QString text() const { return in<PlainLabel>(listArea(), u"emptyStateText"_s).wholeText(); }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return session.channels().index(row, column).data().toString();
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList names;
        for (int row = 0; row < session.channels().rowCount(); ++row)
            names << session.channels().nameAt(row);
        return names;
    }
    //! Each label of the page that would make markup of what it is given.
    [[nodiscard]] QStringList markupLabels() const
    {
        QStringList found;
        const auto labels = page.findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->textFormat() != Qt::PlainText)
                found << label->objectName() + u": "_s + label->text();
        }
        return found;
    }

    ScriptedServer server;
    mutable AppSession session;
    ChannelsPage page;
};

QByteArray listOf(const QStringList &names)
{
    QJsonObject channels;
    for (const QString &name : names)
        channels.insert(name, QJsonObject{{u"subscription_count"_s, name.size()}});
    return QJsonDocument(QJsonObject{{u"channels"_s, channels}}).toJson(QJsonDocument::Compact);
}

} // namespace

//! The Channels page and a server that does it all wrong.
class ChannelsPageHostileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void troubleIsSaidAndTakesNothingAway_data();
    void troubleIsSaidAndTakesNothingAway();
    void answersOutOfOrderDoNotMixUpPrefixes();
    void ofAChannelGivenTwiceTheLastCounts();
    void aCountInQuotesIsADashAndIsSaid();
    void namesOfEveryKindAreListedWhole_data();
    void namesOfEveryKindAreListedWhole();
    void namesThatLookAlikeStayApart();
};

void ChannelsPageHostileTest::troubleIsSaidAndTakesNothingAway_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("hint");
    const auto row = [](const char *name, const Answer &answer, const QString &sentence, const QString &hint) {
        QTest::newRow(name) << answer << sentence << hint;
    };
    row("429", Answer::reply(429, R"({"error":"slow down"})", {{"Retry-After", "9"}}),
        u"The server answered 429: “slow down”"_s, u"Wait 9 seconds"_s);
    row("500 with a page", Answer::reply(500, "<html><h1>Oops</h1></html>", {{"Content-Type", "text/html"}}),
        u"The server answered 500"_s, u"Try again later"_s);
    row("half a body", Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + twoChannels.first(40)),
        u"broke before the answer was complete"_s, u"server is running"_s);
    row("half a list", Answer::reply(200, twoChannels.first(40)), u"not the JSON that the protocol promises"_s,
        u"proxy"_s);
    row("not a list", Answer::reply(200, R"({"channels":"<b>none</b>"})"), u"“channels” is not an object"_s,
        u"proxy"_s);
    row("a list of names", Answer::reply(200, R"({"channels":["<b>none</b>"]})"), u"“0” is not an object"_s,
        u"proxy"_s);
    row("a huge body", Answer::reply(200, "{\"channels\":{\"" + QByteArray(3 * 1024 * 1024, 'x') + "\":{}}}"),
        u"The reply is larger than 1 MB."_s, u"Narrow the prefix, or raise “Largest reply” in the app's settings."_s);
    row("2 GB announced", Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\n{", Answer::Then::KeepOpen),
        u"The reply is larger than 1 MB."_s, u"raise “Largest reply”"_s);
    row("nothing at all", Answer::drop(), u"broke before"_s, u"server is running"_s);
}

void ChannelsPageHostileTest::troubleIsSaidAndTakesNothingAway()
{
    QFETCH(const Answer, answer);
    QFETCH(const QString, sentence);
    QFETCH(const QString, hint);

    // At once: a state of its own, which is no empty list.
    Shown first(answer);
    QTRY_COMPARE(first.session.list().state, LoadState::Failed);
    if (answer.then != Answer::Then::Close || !answer.bytes.isEmpty())
        QVERIFY2(first.title().contains(sentence), qPrintable(first.title()));
    QVERIFY2(first.text().contains(hint), qPrintable(first.text()));
    QCOMPARE(first.count(), QString());
    QCOMPARE(first.markupLabels(), QStringList());

    // Later: what was listed stays, and its age is said.
    Shown later(Answer::reply(200, twoChannels));
    QTRY_COMPARE(later.count(), u"2 channels"_s);
    later.answerWith(answer);
    later.refresh();
    QTRY_VERIFY(later.banner().isVisible());
    QTRY_COMPARE(later.session.list().state, LoadState::Failed);
    QVERIFY2(later.hint().contains(u"The list is as of"_s) && later.hint().contains(hint), qPrintable(later.hint()));
    QCOMPARE(later.names(), (QStringList{u"chat"_s, u"orders"_s}));
    QCOMPARE(later.count(), u"2 channels"_s);

    // And it is over as soon as the server recovers.
    later.answerWith(Answer::reply(200, R"({"channels":{"new":{}}})"));
    later.refresh();
    QTRY_COMPARE(later.names(), QStringList{u"new"_s});
    QTRY_VERIFY(!later.banner().isVisible());
}

void ChannelsPageHostileTest::answersOutOfOrderDoNotMixUpPrefixes()
{
    Shown app(Answer::reply(200, twoChannels));
    QTRY_COMPARE(app.count(), u"2 channels"_s);
    // The first question is answered last.
    QList<QTcpSocket *> waiting;
    app.server.decideBy([&](const ScriptedServer::Request &request) {
        if (!request.query().contains("filter_by_prefix"))
            return Answer::reply(200, twoChannels);
        Answer later = Answer::silence();
        later.go = [&waiting](QTcpSocket &socket) { waiting << &socket; };
        return later;
    });
    auto &prefix = in<QLineEdit>(app.page, u"prefixEdit"_s);
    prefix.setText(u"c"_s);
    QTest::keyClick(&prefix, Qt::Key_Return);
    QTRY_COMPARE(waiting.size(), 1);
    const QPointer<QTcpSocket> firstAsked = waiting.first();
    prefix.setText(u"ch"_s);
    QTest::keyClick(&prefix, Qt::Key_Return);
    QTRY_COMPARE(waiting.size(), 2);
    waiting.last()->write(Answer::reply(200, R"({"channels":{"ch-right":{}}})").bytes);
    QTRY_COMPARE(app.names(), QStringList{u"ch-right"_s});
    if (firstAsked) // else it was hung up on, which is as good
        firstAsked->write(Answer::reply(200, R"({"channels":{"c-wrong":{}}})").bytes);
    prefix.clear();
    QTest::keyClick(&prefix, Qt::Key_Return);
    QTRY_COMPARE(app.names(), (QStringList{u"chat"_s, u"orders"_s}));
}

void ChannelsPageHostileTest::ofAChannelGivenTwiceTheLastCounts()
{
    Shown app(Answer::reply(200, R"({"channels":{"a":{"subscription_count":1},"b":{},"a":{"subscription_count":7}}})"));
    QTRY_COMPARE(app.count(), u"2 channels"_s);
    QCOMPARE(app.names(), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(app.cell(0, ChannelsModel::SubscriptionsColumn), u"7"_s);
}

void ChannelsPageHostileTest::aCountInQuotesIsADashAndIsSaid()
{
    Shown app(
        Answer::reply(200, R"({"channels":{"<b>a</b>":{"subscription_count":"5"},"b":{"subscription_count":3}}})"));
    QTRY_COMPARE(app.count(), u"2 channels"_s);
    QCOMPARE(app.cell(0, ChannelsModel::SubscriptionsColumn), u"–"_s);
    QCOMPARE(app.cell(1, ChannelsModel::SubscriptionsColumn), u"3"_s);
    QTRY_VERIFY(app.banner().isVisible());
    QCOMPARE(app.banner().sentence(),
             u"The reply gives “subscription_count” of channel “<b>a</b>” as something that is not a count."_s);
    QCOMPARE(app.markupLabels(), QStringList());
    app.answerWith(Answer::reply(200, twoChannels));
    app.refresh();
    QTRY_COMPARE(app.names(), (QStringList{u"chat"_s, u"orders"_s}));
    QTRY_VERIFY(!app.banner().isVisible());
}

void ChannelsPageHostileTest::namesOfEveryKindAreListedWhole_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("right to left") << u"שלום-עולם"_s;
    QTest::newRow("an override") << u"a\u202Egnp.exe"_s;
    QTest::newRow("isolates") << u"a\u2066b\u2069c"_s;
    QTest::newRow("zero width") << u"a\u200Bb\u200D\uFEFFc"_s;
    QTest::newRow("a newline") << u"a\nb\r\nc"_s;
    QTest::newRow("a line separator") << u"a\u2028b\u2029c"_s;
    QTest::newRow("NUL") << u"a"_s + QChar(0) + u"b"_s;
    QTest::newRow("controls") << u"a\u0007\u001b[31mb\u007f\u0085"_s;
    QTest::newRow("10 kB") << QString(10'000, u'n');
    QTest::newRow("beyond the BMP") << u"😀👩‍👩‍👧‍👦𝔘"_s;
    QTest::newRow("combining") << u"e\u0301\u0302\u0303\u0304\u0305"_s;
    QTest::newRow("not a character") << u"a\uFFFEb"_s;
    QTest::newRow("empty") << QString();
    QTest::newRow("spaces") << u"  "_s;
    QTest::newRow("markup") << u"<img src='http://127.0.0.1:1/x'><b>bold</b>&amp;"_s;
    QTest::newRow("a mnemonic") << u"&File && more"_s;
    QTest::newRow("quotes") << u"\"'\\/%1%2"_s;
}

void ChannelsPageHostileTest::namesOfEveryKindAreListedWhole()
{
    QFETCH(const QString, name);
    Shown app(Answer::reply(200, listOf({name, u"other"_s})));
    QTRY_COMPARE(app.count(), u"2 channels"_s);
    auto &model = app.session.channels();
    const int row = model.rowOf(name);
    QVERIFY(row >= 0);
    QCOMPARE(model.nameAt(row), name);
    QCOMPARE(model.index(row, ChannelsModel::NameColumn).data(ChannelsModel::NameRole).toString(), name);
    QCOMPARE(model.index(row, ChannelsModel::SubscriptionsColumn).data(ChannelsModel::CountRole).toInt(), name.size());

    // As it is shown: one line of what can be seen.
    const QString shown = app.cell(row, ChannelsModel::NameColumn);
    QCOMPARE(shown, visibleText(shown));
    QVERIFY(!shown.contains(u'\n') && !shown.contains(QChar(0)) && shown.size() <= 600);
    auto &table = in<QAbstractItemView>(app.page, u"channelsTable"_s);
    QCOMPARE(table.visualRect(model.index(row, 0)).height(), table.visualRect(model.index(1 - row, 0)).height());

    // Selected: the pane is about it, and the exact name is what is copied and asked for.
    const auto asked = app.server.requests().size();
    table.setFocus();
    table.setCurrentIndex(model.index(row, 0));
    QTRY_COMPARE(app.session.detail().channel, name);
    if (!name.isEmpty()) {
        QTRY_VERIFY(
            std::any_of(app.server.requests().begin() + asked, app.server.requests().end(), [&](const auto &request) {
                return QByteArray::fromPercentEncoding(request.path()) == "/apps/3/channels/" + name.toUtf8();
            }));
    }
    QTest::keySequence(&table, QKeySequence::Copy);
    QCOMPARE(QApplication::clipboard()->text(), name);
    QCOMPARE(app.markupLabels(), QStringList());
    const QString tip = model.index(row, 0).data(Qt::ToolTipRole).toString();
    QVERIFY2(!tip.contains(u"<img"_s) && !tip.contains(u"<b>"_s), qPrintable(tip));
    QVERIFY(app.page.width() <= 1000); // a long name does not push the window apart
}

void ChannelsPageHostileTest::namesThatLookAlikeStayApart()
{
    const QStringList alike{u"a"_s, u"a "_s, u"a\u200B"_s, u"a\u00A0"_s, u"\u0430"_s, u"a"_s + QChar(0)};
    Shown app(Answer::reply(200, listOf(alike)));
    QTRY_COMPARE(app.session.channels().rowCount(), alike.size());
    for (const QString &name : alike)
        QCOMPARE(app.session.channels().nameAt(app.session.channels().rowOf(name)), name);
}

QTEST_MAIN(ChannelsPageHostileTest)
#include "tst_channelspagehostile.moc"
