// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/advice.h"
#include "http/replycheck.h"

#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

using Kind = ApiError::Kind;

namespace {

const QList<Kind> &allKinds()
{
    static const QList<Kind> kinds{Kind::Invalid,   Kind::Guard,         Kind::MissingCredentials, Kind::Keychain,
                                   Kind::Canceled,  Kind::Dns,           Kind::Connection,         Kind::Tls,
                                   Kind::Proxy,     Kind::Timeout,       Kind::Redirected,         Kind::Unauthorized,
                                   Kind::Forbidden, Kind::NotFound,      Kind::TooLarge,           Kind::RateLimited,
                                   Kind::Rejected,  Kind::ServerFailure, Kind::BadReply,           Kind::ReplyTooLarge};
    return kinds;
}

constexpr std::array allServers{ServerKind::Unknown, ServerKind::Pusher,  ServerKind::Soketi,
                                ServerKind::Reverb,  ServerKind::Sockudo, ServerKind::Sandbox};

AdviceContext contextOf(ServerKind server)
{
    AdviceContext context;
    context.server = server;
    context.address = {true, u"ws.example.invalid"_s, 6001, {}, true};
    return context;
}

// The advice on a server's reply, from its bytes on.
Advice on(int status, const QByteArray &body, const AdviceContext &context = contextOf(ServerKind::Unknown),
          const HeaderList &headers = {})
{
    return describe(*errorOf(status, headers, body), context);
}

QByteArray expired(const char *given, const char *server)
{
    return QByteArray("Timestamp expired: Given timestamp (") + given + ") not within 600s of server time (" + server +
           ")\n";
}

QByteArray invalidSignature(const QByteArray &quoted)
{
    return "Invalid signature: you should have sent HmacSHA256Hex(\"" + quoted +
           "\", your_secret_key), but you sent \"***\"\n";
}

} // namespace

class TestAdvice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasASentenceForEachErrorOfEachServer();
    void containsTheWordsOfTheServer();
    void neverShowsMarkupOrControlCharacters();
    void cutsEndlessWords();
    void saysWhetherSomethingMayHaveHappened();
    void tellsAboutTheClock_data();
    void tellsAboutTheClock();
    void tellsAboutAnUnknownKey();
    void tellsAboutAWrongSecret();
    void tellsWhereTheSignedTextsDiffer();
    void tellsWhatWasNotFound_data();
    void tellsWhatWasNotFound();
    void tellsAboutSizeAndQuota();
    void tellsHowLongToWait();
    void tellsAboutPrefixAndProxyWhereTheSecretMayBeRight();
    void namesTheClusterOrTheHost();
    void saysWhereARedirectPoints();
    void distinguishesNoConnectionFromABrokenOne();
    void admitsThatAServerGaveNoWords();
};

void TestAdvice::hasASentenceForEachErrorOfEachServer()
{
    for (const ServerKind server : allServers) {
        for (const Kind kind : allKinds()) {
            for (const int status : {0, 400, 500}) {
                for (const bool outcomeUnknown : {false, true}) {
                    ApiError error;
                    error.kind = kind;
                    error.status = status;
                    error.outcomeUnknown = outcomeUnknown;
                    for (const AdviceContext &context : {contextOf(server), AdviceContext()}) {
                        const Advice advice = describe(error, context);
                        QVERIFY2(advice.sentence.size() > 10, qPrintable(kindName(kind)));
                        QVERIFY2(!advice.sentence.contains(u'%') && !advice.hint.contains(u'%'),
                                 qPrintable(advice.sentence + advice.hint));
                        QVERIFY2(!advice.sentence.endsWith(u':'), qPrintable(advice.sentence));
                    }
                }
            }
        }
    }
}

void TestAdvice::containsTheWordsOfTheServer()
{
    for (const Kind kind : allKinds()) {
        if (kind == Kind::Canceled || kind == Kind::Dns)
            continue; // there is no server in these
        ApiError error;
        error.kind = kind;
        error.status = kind == Kind::Timeout ? 408 : 499;
        error.message = u"the server's %1 own <b>words</b> & more"_s;
        const Advice advice = describe(error, contextOf(ServerKind::Pusher));
        QVERIFY2(advice.sentence.contains(error.message), qPrintable(advice.sentence));
    }
}

void TestAdvice::neverShowsMarkupOrControlCharacters()
{
    const QByteArray page =
        "<!DOCTYPE html><html><head><title>502 Bad\n Gateway</title></head><body><h1>x</h1></body></html>";
    const Advice withTitle = on(502, page);
    QVERIFY(withTitle.sentence.contains(u"502 Bad Gateway"_s));
    QVERIFY(!withTitle.sentence.contains(u'<'));

    const Advice steering = on(400, "a\x1b[31mred\x07\n\xe2\x80\xae"
                                    "b\xc2\x9b"
                                    "c\xe2\x81\xa6");
    for (const QChar c : steering.sentence) {
        QVERIFY(c.category() != QChar::Other_Control);
        QVERIFY(c != QChar(0x202e) && c != QChar(0x2066));
    }
    QVERIFY(steering.sentence.contains(u"red"_s));
    // What joins emoji stays.
    QVERIFY(on(400, "👩‍💻").sentence.contains(u"👩‍💻"_s));
}

void TestAdvice::cutsEndlessWords()
{
    const Advice advice = on(400, QByteArray(50'000, 'x'));
    QVERIFY(advice.sentence.size() < 1200);
    QVERIFY(advice.sentence.contains(u"xxx…"_s));
}

void TestAdvice::saysWhetherSomethingMayHaveHappened()
{
    for (const Kind kind :
         {Kind::Canceled, Kind::Connection, Kind::Timeout, Kind::ServerFailure, Kind::BadReply, Kind::ReplyTooLarge}) {
        ApiError error;
        error.kind = kind;
        error.status = 500;
        QVERIFY(!describe(error).hint.contains(u"carried out"_s));
        error.outcomeUnknown = true;
        QVERIFY2(describe(error).hint.contains(u"carried out"_s), qPrintable(kindName(kind)));
    }
    ApiError invalid;
    invalid.kind = Kind::Invalid;
    QVERIFY(describe(invalid).hint.contains(u"Nothing was sent"_s));
}

void TestAdvice::tellsAboutTheClock_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<std::optional<qint64>>("offset");
    QTest::addColumn<QString>("expected");
    const QByteArray behind = expired("2026-01-01T00:00:00Z", "2026-01-01T00:15:00Z");
    const QByteArray sockudo =
        R"({"error":"Timestamp expired or too far in the future","code":"auth_failed","status":401})";
    const std::optional<qint64> unknown;
    QTest::newRow("behind") << behind << unknown << u"15 minutes behind"_s;
    QTest::newRow("ahead") << expired("2026-01-01T03:00:00Z", "2026-01-01T00:00:00Z") << unknown << u"3 hours ahead"_s;
    QTest::newRow("the text wins over the header") << behind << std::optional<qint64>(0) << u"15 minutes behind"_s;
    QTest::newRow("sockudo, from the header") << sockudo << std::optional<qint64>(-700'000) << u"11 minutes ahead"_s;
    QTest::newRow("sockudo, without a header") << sockudo << unknown << u"clock"_s;
}

void TestAdvice::tellsAboutTheClock()
{
    QFETCH(QByteArray, body);
    QFETCH(std::optional<qint64>, offset);
    QFETCH(QString, expected);
    AdviceContext context = contextOf(ServerKind::Pusher);
    context.clockOffsetMs = offset;
    const Advice advice = on(401, body, context);
    QVERIFY2(advice.hint.contains(expected), qPrintable(advice.hint));
    QVERIFY(advice.sentence.contains(u"Timestamp expired"_s));
    QVERIFY(!advice.hint.contains(u"secret"_s));
}

void TestAdvice::tellsAboutAnUnknownKey()
{
    AdviceContext context = contextOf(ServerKind::Pusher);
    for (const int status : {400, 401}) {
        QVERIFY(on(status, "Unknown auth_key\n", context).hint.contains(u"app key"_s));
        AdviceContext clustered = context;
        clustered.cluster = u"eu"_s;
        const Advice advice = on(status, "Unknown auth_key\n", clustered);
        QVERIFY(advice.hint.contains(u"cluster"_s) && advice.hint.contains(u"eu"_s));
    }
    const Advice other = on(401, R"({"error":"Authenticated app does not match route app_id","code":"auth_failed"})",
                            contextOf(ServerKind::Sockudo));
    QVERIFY(other.hint.contains(u"app id"_s));
}

void TestAdvice::tellsAboutAWrongSecret()
{
    AdviceContext context = contextOf(ServerKind::Pusher);
    context.stringToSign = "POST\n/apps/3/events\nauth_key=k";
    const Advice advice = on(401, invalidSignature("POST\\n/apps/3/events\\nauth_key=k"), context);
    QVERIFY(advice.hint.contains(u"same text"_s));
    QVERIFY(advice.hint.contains(u"secret is a wrong one"_s));
}

void TestAdvice::tellsWhereTheSignedTextsDiffer()
{
    AdviceContext context = contextOf(ServerKind::Pusher);
    context.stringToSign = "POST\n/ws/apps/3/events\nauth_key=k";
    const Advice advice = on(401, invalidSignature("POST\\n/apps/3/events\\nauth_key=k"), context);
    QVERIFY2(advice.hint.contains(u"character 7"_s), qPrintable(advice.hint));
    QVERIFY(!advice.hint.contains(u"secret is a wrong one"_s));
    // Without our own text nothing can be said about it.
    context.stringToSign.clear();
    QVERIFY(!on(401, invalidSignature("POST"), context).hint.contains(u"character"_s));
}

void TestAdvice::tellsWhatWasNotFound_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    QTest::newRow("soketi") << QByteArray(R"({"error":"The app zzz could not be found.","code":404})") << u"app id"_s;
    QTest::newRow("reverb") << QByteArray("No matching application for ID [x].") << u"app id"_s;
    QTest::newRow("sockudo app") << QByteArray(R"({"error":"gone","code":"app_not_found","status":404})")
                                 << u"app id"_s;
    QTest::newRow("sockudo key")
        << QByteArray(R"({"error":"Application key not found or invalid: Invalid app key","code":"app_not_found"})")
        << u"app key"_s;
    QTest::newRow("pusher path") << QByteArray("404 NOT FOUND\n") << u"path"_s;
    QTest::newRow("reverb path") << QByteArray("Not found.") << u"path"_s;
    QTest::newRow("soketi path") << QByteArray() << u"path"_s;
    QTest::newRow("a web app") << QByteArray("<html><title>Happy Apples: nothing here</title>") << u"path"_s;
    QTest::newRow("reverb, nobody there") << QByteArray("{}") << u"Nobody"_s;
}

void TestAdvice::tellsWhatWasNotFound()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    const Advice advice = on(404, body);
    QVERIFY2(advice.hint.contains(expected), qPrintable(advice.hint));
    QVERIFY(advice.sentence.contains(u"404"_s));
}

void TestAdvice::tellsAboutSizeAndQuota()
{
    const AdviceContext pusher = contextOf(ServerKind::Pusher);
    QVERIFY(on(403, "API call failed since (daily) message quota exceeded\n", pusher).hint.contains(u"quota"_s));
    QVERIFY(on(413, "too much\n", pusher).hint.contains(u"quota"_s)); // Pusher's documentation gives both reasons
    QVERIFY(!on(413, "The data content of this event exceeds the allowed maximum (10240 bytes).", pusher)
                 .hint.contains(u"quota"_s));
    QVERIFY(on(413, "Payload too large.", contextOf(ServerKind::Reverb)).hint.contains(u"headers"_s));
    QVERIFY(!on(413, "The payload size is too big.", contextOf(ServerKind::Soketi)).hint.isEmpty());
}

void TestAdvice::tellsHowLongToWait()
{
    QVERIFY(on(429, "slow", contextOf(ServerKind::Sockudo), {{"Retry-After", "7"}}).hint.contains(u"7 seconds"_s));
    QVERIFY(!on(429, "slow").hint.isEmpty());
}

void TestAdvice::tellsAboutPrefixAndProxyWhereTheSecretMayBeRight()
{
    const QString reverb = on(401, "Authentication signature invalid.", contextOf(ServerKind::Reverb)).hint;
    QVERIFY(reverb.contains(u"proxy"_s) && reverb.contains(u"prefix"_s));
    const QString soketi =
        on(200, R"({"error":"The secret authentication failed","code":401})", contextOf(ServerKind::Soketi)).hint;
    QVERIFY(soketi.contains(u"proxy"_s) && soketi.contains(u"prefix"_s));
    QVERIFY(on(200, R"({"error":"The secret authentication failed","code":401})").sentence.contains(u"401"_s));
}

void TestAdvice::namesTheClusterOrTheHost()
{
    ApiError error;
    error.kind = Kind::Dns;
    AdviceContext context = contextOf(ServerKind::Pusher);
    QVERIFY(describe(error, context).sentence.contains(u"ws.example.invalid"_s));
    context.cluster = u"mars"_s;
    QVERIFY(describe(error, context).hint.contains(u"mars"_s));
    error.kind = Kind::Timeout;
    QVERIFY(describe(error, context).sentence.contains(u"ws.example.invalid:6001"_s));
}

void TestAdvice::saysWhereARedirectPoints()
{
    const Advice advice = on(301, "", contextOf(ServerKind::Unknown), {{"Location", "https://other.invalid/"}});
    QVERIFY(advice.sentence.contains(u"https://other.invalid/"_s));
    QVERIFY(on(301, "").sentence.contains(u"301"_s));
}

void TestAdvice::distinguishesNoConnectionFromABrokenOne()
{
    ApiError error;
    error.kind = Kind::Connection;
    error.message = u"Connection refused"_s;
    const AdviceContext context = contextOf(ServerKind::Unknown);
    QVERIFY(describe(error, context).sentence.startsWith(u"There is no connection to ws.example.invalid:6001"_s));
    error.wireStatus = 200;
    QVERIFY(describe(error, context).sentence.contains(u"broke"_s));
    error.wireStatus = 0;
    error.outcomeUnknown = true;
    QVERIFY(describe(error, context).sentence.contains(u"broke"_s));
}

void TestAdvice::admitsThatAServerGaveNoWords()
{
    QVERIFY(on(504, "").sentence.contains(u"without a word"_s));
    QVERIFY(on(400, "{}").sentence.contains(u"without a word"_s));
    const Advice page = on(502, "<html><body>no title</body></html>");
    QVERIFY(!page.sentence.contains(u"without a word"_s));
    QVERIFY(page.sentence.contains(u"page"_s));
}

QTEST_GUILESS_MAIN(TestAdvice)
#include "tst_advice.moc"
