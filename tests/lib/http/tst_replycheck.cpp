// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/replycheck.h"

#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

using Kind = ApiError::Kind;

namespace {

// The bodies that the four servers really send; the words that count are in `message`.
struct Case
{
    const char *name;
    int status;
    QByteArray body;
    Kind kind;
    int countingStatus;
    QString message;
    QString code = {};
    HeaderList headers = {};
};

const QList<Case> &errors()
{
    static const QString signature =
        uR"j(Invalid signature: you should have sent HmacSHA256Hex("POST\n/apps/3/events\nauth_key=k", your_secret_key), but you sent "ab")j"_s;
    static const QString tooLarge =
        u"The data content of this event exceeds the allowed maximum (10240 bytes). See "
        "https://pusher.com/docs/channels/server_api/http-api#publishing-events for more info"_s;
    static const HeaderList html{{"Content-Type", "text/html; charset=utf-8"}};
    static const QList<Case> cases{
        // Pusher: plain text, often with a line feed at its end
        {"pusher 400 name", 400, "Expected name parameter to be a string\n", Kind::Rejected, 400,
         u"Expected name parameter to be a string"_s},
        {"pusher 400 extraneous", 400, "The following query string parameters are extraneous: info\n", Kind::Rejected,
         400, u"The following query string parameters are extraneous: info"_s},
        {"pusher 400 unknown key", 400, "Unknown auth_key\n", Kind::Unauthorized, 400, u"Unknown auth_key"_s},
        {"pusher 401 unknown key", 401, "Unknown auth_key", Kind::Unauthorized, 401, u"Unknown auth_key"_s},
        {"pusher 401 signature", 401, signature.toUtf8() + '\n', Kind::Unauthorized, 401, signature},
        {"pusher 401 timestamp", 401,
         "Timestamp expired: Given timestamp (2026-01-01T00:00:00Z) not within 600s of server time "
         "(2026-01-01T00:15:00Z)\n",
         Kind::Unauthorized, 401,
         u"Timestamp expired: Given timestamp (2026-01-01T00:00:00Z) not within 600s of server time "
         "(2026-01-01T00:15:00Z)"_s},
        {"pusher 403 quota", 403, "API call failed since (daily) message quota exceeded\n", Kind::Forbidden, 403,
         u"API call failed since (daily) message quota exceeded"_s},
        {"pusher 404", 404, "404 NOT FOUND\n", Kind::NotFound, 404, u"404 NOT FOUND"_s},
        {"pusher 413", 413, tooLarge.toUtf8() + '\n', Kind::TooLarge, 413, tooLarge},
        {"pusher 504 empty", 504, "", Kind::ServerFailure, 504, QString()},
        {"pusher 503 page",
         503,
         "<html>\r\n<head><title>503 Service Temporarily\n Unavailable</title></head></html>",
         Kind::ServerFailure,
         503,
         u"503 Service Temporarily Unavailable"_s,
         {},
         html},

        // soketi: HTTP 200, the body tells
        {"soketi 401", 200, R"j({"error":"The secret authentication failed","code":401})j", Kind::Unauthorized, 401,
         u"The secret authentication failed"_s},
        {"soketi 400", 200, R"j({"error":"The received data is incorrect","code":400})j", Kind::Rejected, 400,
         u"The received data is incorrect"_s},
        {"soketi 404", 200, R"j({"error":"The app zzz could not be found.","code":404})j", Kind::NotFound, 404,
         u"The app zzz could not be found."_s},
        {"soketi 413", 200, R"j({"error":"The event data should be less than 100 KB.","code":413})j", Kind::TooLarge,
         413, u"The event data should be less than 100 KB."_s},
        {"soketi 429", 200, R"j({"error":"Too many requests.","code":429})j", Kind::RateLimited, 429,
         u"Too many requests."_s},
        {"soketi 500", 200, R"j({"error":"The server is closing. Choose another server. :)","code":500})j",
         Kind::ServerFailure, 500, u"The server is closing. Choose another server. :)"_s},
        {"soketi 413 for real", 413, "The payload size is too big.", Kind::TooLarge, 413,
         u"The payload size is too big."_s},
        {"soketi 404 for real", 404, "", Kind::NotFound, 404, QString()},
        {"an error without a code", 200, R"j({"error":"odd"})j", Kind::Rejected, 200, u"odd"_s},
        {"an error that is an object", 200, R"j({"error":{"type":"odd"}})j", Kind::Rejected, 200,
         uR"j({"error":{"type":"odd"}})j"_s},
        {"an error after other things", 200, R"j({"a":{"error":1},"b":[1,{"c":2}],"error":"late"})j", Kind::Rejected,
         200, u"late"_s},
        {"an error after a byte order mark", 200, "\xef\xbb\xbf{\"error\":\"no\",\"code\":401}", Kind::Unauthorized,
         401, u"no"_s},
        {"an error after half a surrogate pair", 200, R"j({"\ud83d":1,"error":"no","code":401})j", Kind::Unauthorized,
         401, u"no"_s},
        {"an error with white space around", 200, " \r\n{ \"error\" : \"spaced\" , \"code\" : 401 }\n",
         Kind::Unauthorized, 401, u"spaced"_s},

        // Reverb: real statuses, plain text, an object of lists for 422
        {"reverb 401", 401, "Authentication signature invalid.", Kind::Unauthorized, 401,
         u"Authentication signature invalid."_s},
        {"reverb 404 app", 404, "No matching application for ID [x].", Kind::NotFound, 404,
         u"No matching application for ID [x]."_s},
        {"reverb 405",
         405,
         "Method not allowed.",
         Kind::Rejected,
         405,
         u"Method not allowed."_s,
         {},
         {{"Allow", "GET"}}},
        {"reverb 413", 413, "Payload too large.", Kind::TooLarge, 413, u"Payload too large."_s},
        {"reverb 422", 422, R"j({"data":["The data field is required."]})j", Kind::Rejected, 422,
         u"data: The data field is required."_s},
        {"reverb 422 of two", 422, R"j({"channels":["Required.","An array."],"name":["Required."]})j", Kind::Rejected,
         422, u"channels: Required.\nchannels: An array.\nname: Required."_s},
        {"reverb 500", 500, "Internal server error.", Kind::ServerFailure, 500, u"Internal server error."_s},
        {"reverb 404 nobody", 404, "{}", Kind::NotFound, 404, QString()},
        {"laravel 404 page", 404, "<!DOCTYPE html>\n<html><head><title>Not Found</title>", Kind::NotFound, 404,
         u"Not Found"_s},

        // sockudo: real statuses, JSON
        {"sockudo 400", 400, R"j({"error":"Batch size (11) exceeds limit (10)","code":"limit_exceeded","status":400})j",
         Kind::Rejected, 400, u"Batch size (11) exceeds limit (10)"_s, u"limit_exceeded"_s},
        {"sockudo 401", 401, R"j({"error":"Invalid API signature","code":"auth_failed","status":401})j",
         Kind::Unauthorized, 401, u"Invalid API signature"_s, u"auth_failed"_s},
        {"sockudo 404 key", 404,
         R"j({"error":"Application key not found or invalid: Invalid app key","code":"app_not_found","status":404})j",
         Kind::NotFound, 404, u"Application key not found or invalid: Invalid app key"_s, u"app_not_found"_s},
        {"sockudo 413", 413,
         R"j({"error":"Event payload size (9 bytes) for event 'x' exceeds limit (100KB)","code":"payload_too_large","status":413})j",
         Kind::TooLarge, 413, u"Event payload size (9 bytes) for event 'x' exceeds limit (100KB)"_s,
         u"payload_too_large"_s},
        {"sockudo 429",
         429,
         R"j({"error":"slow down","code":"rate_limited","status":429})j",
         Kind::RateLimited,
         429,
         u"slow down"_s,
         u"rate_limited"_s,
         {{"Retry-After", "1"}}},
        {"sockudo 429 outer", 429,
         R"j({"error":"Too Many Requests","message":"Rate limit exceeded. Please try again later."})j",
         Kind::RateLimited, 429, u"Too Many Requests: Rate limit exceeded. Please try again later."_s},
        {"sockudo 503", 503, R"j({"error":"busy","code":"backpressure","status":503})j", Kind::ServerFailure, 503,
         u"busy"_s, u"backpressure"_s},

        // and what stands in between
        {"a JSON error of a proxy", 502, R"j({"message":"upstream timed out"})j", Kind::ServerFailure, 502,
         u"upstream timed out"_s},
        {"a body's code against a real status", 503, R"j({"error":"no","code":404})j", Kind::ServerFailure, 503,
         u"no"_s},
        {"JSON that nobody knows", 400, R"j({"reason":"because"})j", Kind::Rejected, 400,
         uR"j({"reason":"because"})j"_s},
        {"a JSON list", 400, R"j(["a","b"])j", Kind::Rejected, 400, uR"j(["a","b"])j"_s},
        {"broken JSON", 400, R"j({"error":"half)j", Kind::Rejected, 400, uR"j({"error":"half)j"_s},
        {"a page in capitals",
         502,
         "<HTML><HEAD><TITLE>Bad Gateway</TITLE>",
         Kind::ServerFailure,
         502,
         u"Bad Gateway"_s,
         {},
         {{"content-type", "TEXT/HTML"}}},
        {"a page in XML", 503,
         "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<!DOCTYPE HTML PUBLIC \"-//W3C//DTD XHTML 1.0\">\n"
         "<html><head><title>ERROR: The request could not be satisfied</title></head></html>",
         Kind::ServerFailure, 503, u"ERROR: The request could not be satisfied"_s},
        {"a page after white space", 404, "\n\n  <html><body>no title", Kind::NotFound, 404, QString()},
        {"a redirect",
         302,
         "<html>moved",
         Kind::Redirected,
         302,
         u"https://elsewhere.invalid/"_s,
         {},
         {{"Location", "https://elsewhere.invalid/"}}},
        {"an error whose key is written in codes", 200, R"j({"err\u006fr":"no","code":401})j", Kind::Unauthorized, 401,
         u"no"_s},
        {"not UTF-8", 400, "caf\xe9", Kind::Rejected, 400, u"caf\ufffd"_s},
        {"a strange status", 700, "what", Kind::BadReply, 700, u"what"_s},
    };
    return cases;
}

} // namespace

class TestReplyCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsTheErrorsOfEachServer_data();
    void knowsTheErrorsOfEachServer();
    void takesTheRestForSuccess_data();
    void takesTheRestForSuccess();
    void readsRetryAfter_data();
    void readsRetryAfter();
    void readsRetryAfterByTheClockOfTheReply();
    void keepsTheRawBodyUpToALimit();
    void keepsASentenceOfALongMessage();
    void findsHeadersInAnyCase();
    void readsHttpDates_data();
    void readsHttpDates();
};

void TestReplyCheck::knowsTheErrorsOfEachServer_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < errors().size(); ++i)
        QTest::newRow(errors()[i].name) << i;
}

void TestReplyCheck::knowsTheErrorsOfEachServer()
{
    QFETCH(int, index);
    const Case &given = errors()[index];
    const auto error = errorOf(given.status, given.headers, given.body);
    QVERIFY(error);
    QCOMPARE(kindName(error->kind), kindName(given.kind));
    QCOMPARE(error->status, given.countingStatus);
    QCOMPARE(error->wireStatus, given.status);
    QCOMPARE(error->message, given.message);
    QCOMPARE(error->code, given.code);
    QCOMPARE(error->body, given.body);
}

void TestReplyCheck::takesTheRestForSuccess_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, int status, const QByteArray &body) {
        QTest::newRow(name) << status << body;
    };
    row("empty object", 200, "{}");
    row("soketi ok", 200, R"j({"ok":true})j");
    row("accepted", 202, "{}");
    row("a channel called error", 200, R"j({"channels":{"error":{},"x":{"error":1}}})j");
    row("error within a text", 200, R"j({"channels":{"a":{"text":"an \"error\" within"}}})j");
    row("a list with error", 200, R"j([{"error":1}])j");
    row("a text", 200, R"j("error")j");
    row("no JSON at all", 200, "<html>\"error\"</html>");
    row("half JSON", 200, R"j({"channels":{"error":)j");
    row("nothing", 200, "");
    row("no content", 204, "");
    row("another key in codes", 200, R"j({"\u0065rrors":1,"x":{"\u0065rror":1}})j");
}

void TestReplyCheck::takesTheRestForSuccess()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QVERIFY(!errorOf(status, {}, body));
}

void TestReplyCheck::readsRetryAfter_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("seconds"); // -1: not told
    QTest::newRow("seconds") << QByteArray("7") << 7;
    QTest::newRow("none") << QByteArray() << -1;
    QTest::newRow("zero") << QByteArray("0") << 0;
    QTest::newRow("white space") << QByteArray(" 12 ") << 12;
    QTest::newRow("negative") << QByteArray("-1") << -1;
    QTest::newRow("beyond a day") << QByteArray("86401") << 86'400;
    QTest::newRow("beyond an int") << QByteArray("99999999999") << 86'400;
    QTest::newRow("beyond any type") << QByteArray(40, '9') << 86'400;
    QTest::newRow("not whole") << QByteArray("1.5") << -1;
    QTest::newRow("a number and more") << QByteArray("5 s") << -1;
    QTest::newRow("words") << QByteArray("soon") << -1;
    QTest::newRow("a past date") << QByteArray("Tue, 14 Nov 2023 22:13:20 GMT") << 0;
    QTest::newRow("a far date") << QByteArray("Fri, 31 Dec 9999 23:59:59 GMT") << 86'400;
}

void TestReplyCheck::readsRetryAfter()
{
    QFETCH(QByteArray, header);
    QFETCH(int, seconds);
    const HeaderList headers = header.isNull() ? HeaderList{} : HeaderList{{"retry-after", header}};
    const auto error = errorOf(429, headers, "");
    QCOMPARE(error->retryAfterSeconds.value_or(-1), seconds);
}

void TestReplyCheck::readsRetryAfterByTheClockOfTheReply()
{
    for (const char *when :
         {"Tue, 14 Nov 2023 22:13:50 GMT", "Tuesday, 14-Nov-23 22:13:50 GMT", "Tue Nov 14 22:13:50 2023"}) {
        const auto error = errorOf(429, {{"Date", "Tue, 14 Nov 2023 22:13:20 GMT"}, {"Retry-After", when}}, "");
        QCOMPARE(error->retryAfterSeconds, std::optional(30));
    }
    const HeaderList noClock{{"Date", "today"}, {"Retry-After", "Tue, 14 Nov 2023 22:13:50 GMT"}};
    QCOMPARE(errorOf(429, noClock, "")->retryAfterSeconds, std::optional(0));
}

void TestReplyCheck::keepsTheRawBodyUpToALimit()
{
    const QByteArray body = "no " + QByteArray(200 * 1024, 'x');
    const auto error = errorOf(400, {}, body);
    QCOMPARE(error->body, body.first(RequestRecord::maxKeptBody));
    const QByteArray zero("\0\xff\n", 3);
    QCOMPARE(errorOf(400, {}, zero)->body, zero);
}

void TestReplyCheck::keepsASentenceOfALongMessage()
{
    const QByteArray words(1'000'000, 'a');
    for (const QByteArray &body : {"{\"error\":\"" + words + "\"}", words}) {
        const auto error = errorOf(500, {}, body);
        QVERIFY(error && error->message.size() < 10'000);
        QVERIFY(error->message.startsWith("aaa"_L1) && error->message.endsWith(u'…'));
    }
}

void TestReplyCheck::findsHeadersInAnyCase()
{
    const HeaderList headers{{"X-A", "1"}, {"x-a", "2"}, {"X-B", ""}};
    QCOMPARE(headerValue(headers, "x-A"), QByteArray("1"));
    QCOMPARE(headerValue(headers, "X-B"), QByteArray());
    QCOMPARE(headerValue(headers, "X-C"), QByteArray());
}

void TestReplyCheck::readsHttpDates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("seconds"); // 0: no date
    QTest::newRow("RFC 9110") << QByteArray("Tue, 14 Nov 2023 22:13:20 GMT") << qint64(1700000000);
    QTest::newRow("offset") << QByteArray("Tue, 14 Nov 2023 23:13:20 +0100") << qint64(1700000000);
    QTest::newRow("white space") << QByteArray("  Tue, 14 Nov 2023 22:13:20 GMT ") << qint64(1700000000);
    QTest::newRow("RFC 850") << QByteArray("Tuesday, 14-Nov-23 22:13:20 GMT") << qint64(1700000000);
    QTest::newRow("RFC 850, last century") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT") << qint64(784111777);
    QTest::newRow("asctime") << QByteArray("Tue Nov 14 22:13:20 2023") << qint64(1700000000);
    QTest::newRow("asctime, one digit") << QByteArray("Sun Nov  6 08:49:37 1994") << qint64(784111777);
    QTest::newRow("another day of the week") << QByteArray("Wed, 14 Nov 2023 22:13:20 GMT") << qint64(1700000000);
    QTest::newRow("a short one") << QByteArray("x GMT") << qint64(0);
    QTest::newRow("no date") << QByteArray("GMT") << qint64(0);
    QTest::newRow("empty") << QByteArray() << qint64(0);
    QTest::newRow("impossible") << QByteArray("Tue, 34 Nov 2023 22:13:20 GMT") << qint64(0);
}

void TestReplyCheck::readsHttpDates()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, seconds);
    const QDateTime date = httpDate(text);
    QCOMPARE(date.isValid(), seconds != 0);
    if (date.isValid())
        QCOMPARE(date.toSecsSinceEpoch(), seconds);
}

QTEST_GUILESS_MAIN(TestReplyCheck)
#include "tst_replycheck.moc"
