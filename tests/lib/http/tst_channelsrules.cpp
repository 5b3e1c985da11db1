// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apifixture.h"

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

using Kind = ApiError::Kind;

// The rules that follow from how the servers behave, each by its number, as far as they concern HTTP.
class TestChannelsRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhenAPublishMayHaveHappened_data();
    void saysWhenAPublishMayHaveHappened();
    void aPublishWithAnyOtherGoodAnswerWasTaken();
    void refusesATruncatedList_data();
    void refusesATruncatedList();
    void dropsCountsThatDoNotMatchTheBatch();
    void r1TakesNoErrorForSuccess();
    void r2KeepsTheServersWordsAndBytes();
    void r3SendsDataAsAString_data();
    void r3SendsDataAsAString();
    void r5SendsABodyWithEachPostAndNoMd5WithAGet();
    void r6SendsDocumentedParametersOnly();
    void r7SendsKeysInLowerCase();
    void r8TellsNoCountThatWasNotGiven();
    void r9KeepsIdsAsText();
    void r10SendsNoMalformedBatch_data();
    void r10SendsNoMalformedBatch();
    void r11MeasuresDataInBytes();
    void r12NeverTriesAPublishAgain();
};

void TestChannelsRules::saysWhenAPublishMayHaveHappened_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("unknown");
    QTest::newRow("a page of a proxy") << Answer::reply(200, "<html></html>") << Kind::BadReply << true;
    QTest::newRow("half a reply") << Answer::reply(200, R"({"channels":{)") << Kind::BadReply << true;
    QTest::newRow("dropped") << Answer::drop() << Kind::Connection << true;
    QTest::newRow("a gateway's 502") << Answer::reply(502, "") << Kind::ServerFailure << true;
    QTest::newRow("soketi's 500") << Answer::reply(200, R"({"error":"x","code":500})") << Kind::ServerFailure << true;
    QTest::newRow("soketi's 401") << Answer::reply(200, R"({"error":"x","code":401})") << Kind::Unauthorized << false;
    QTest::newRow("400") << Answer::reply(400, "no") << Kind::Rejected << false;
    QTest::newRow("413") << Answer::reply(413, "no") << Kind::TooLarge << false;
    QTest::newRow("429") << Answer::reply(429, "no") << Kind::RateLimited << false;
    QTest::newRow("302") << Answer::reply(302, "no") << Kind::Redirected << false;
}

void TestChannelsRules::saysWhenAPublishMayHaveHappened()
{
    QFETCH(Answer, answer);
    QFETCH(Kind, kind);
    QFETCH(bool, unknown);
    Setup setup({answer});
    const QList<std::optional<ApiError>> errors{errorOfFuture(setup.api.trigger(someEvent())),
                                                errorOfFuture(setup.api.triggerBatch({someBatchEvent()}))};
    for (const auto &error : errors) {
        QVERIFY(error);
        QCOMPARE(kindName(error->kind), kindName(kind));
        QCOMPARE(error->outcomeUnknown, unknown);
        QVERIFY(error->requestId != 0);
    }
    QCOMPARE(setup.server.requests().size(), 2);
}

void TestChannelsRules::aPublishWithAnyOtherGoodAnswerWasTaken()
{
    for (const Answer &answer : {Answer::reply(200, ""), Answer::reply(204, ""), Answer::reply(200, "OK"),
                                 Answer::reply(200, R"({"channels":1,"batch":1})")}) {
        Setup setup({answer});
        QVERIFY(!errorOfFuture(setup.api.trigger(someEvent())));
        QVERIFY(!errorOfFuture(setup.api.triggerBatch({someBatchEvent()})));
    }
}

void TestChannelsRules::refusesATruncatedList_data()
{
    QTest::addColumn<Answer>("answer");
    const QByteArray head = "HTTP/1.1 200 OK\r\n";
    const QByteArray half = R"({"channels":{"a":{},)";
    QTest::newRow("within the body") << Answer::raw(head + "Content-Length: 100\r\n\r\n" + half);
    QTest::newRow("within a chunk") << Answer::raw(head + "Transfer-Encoding: chunked\r\n\r\nff\r\n" + half);
    QTest::newRow("between chunks") << Answer::raw(head + "Transfer-Encoding: chunked\r\n\r\n14\r\n" + half + "\r\n");
    QTest::newRow("no length") << Answer::raw(head + "\r\n" + half);
}

void TestChannelsRules::refusesATruncatedList()
{
    QFETCH(Answer, answer);
    for (int round = 0; round < 5; ++round) {
        Setup setup({answer});
        const auto reply = outcome(setup.api.channels({}, {}));
        QVERIFY(!reply);
        QVERIFY(reply.error().kind == Kind::BadReply || reply.error().kind == Kind::Connection);
        QVERIFY(!reply.error().outcomeUnknown);
    }
}

void TestChannelsRules::dropsCountsThatDoNotMatchTheBatch()
{
    Setup setup({Answer::reply(200, R"({"batch":[{"user_count":1}]})")});
    const auto reply = outcome(setup.api.triggerBatch({someBatchEvent(), someBatchEvent()}));
    QVERIFY(reply); // it was accepted, but whose count is it?
    QVERIFY(reply->events.isEmpty());
    QCOMPARE(reply->raw, QByteArray(R"({"batch":[{"user_count":1}]})"));
}

void TestChannelsRules::r1TakesNoErrorForSuccess()
{
    Setup setup({Answer::reply(200, R"({"error":"The secret authentication failed","code":401})")}, ServerKind::Soketi);
    for (const auto &error :
         {errorOfFuture(setup.api.trigger(someEvent())), errorOfFuture(setup.api.triggerBatch({someBatchEvent()})),
          errorOfFuture(setup.api.channels({}, {})), errorOfFuture(setup.api.channel(u"a"_s, {})),
          errorOfFuture(setup.api.users(u"a"_s)), errorOfFuture(setup.api.terminateConnections(u"1"_s)),
          errorOfFuture(setup.api.get(u"/x"_s)), errorOfFuture(setup.api.post(u"/x"_s, "{}"))}) {
        QVERIFY(error);
        QCOMPARE(error->kind, Kind::Unauthorized);
        QCOMPARE(error->status, 401);
        QCOMPARE(error->wireStatus, 200);
    }
}

void TestChannelsRules::r2KeepsTheServersWordsAndBytes()
{
    Setup setup({Answer::reply(422, R"({"data":["The data field is required."]})")}, ServerKind::Reverb);
    const auto error = errorOfFuture(setup.api.trigger(someEvent()));
    QVERIFY(error);
    QCOMPARE(error->message, u"data: The data field is required."_s);
    QCOMPARE(error->body, QByteArray(R"({"data":["The data field is required."]})"));
}

void TestChannelsRules::r3SendsDataAsAString_data()
{
    QTest::addColumn<QByteArray>("data");
    for (const char *data : {"{\"a\":1}", "[1,2]", "42", "true", "null", "\"text\"", "plain", "", " spaced ",
                             "{\"a\":", "1.10", "a\r\nb\tc\\d/e", "\xf0\x9f\x98\x80"})
        QTest::addRow("%s", QByteArray(data).toPercentEncoding(" {}[]\":,").constData()) << QByteArray(data);
    QTest::newRow("a NUL") << QByteArray("a\0b", 3);
}

void TestChannelsRules::r3SendsDataAsAString()
{
    QFETCH(QByteArray, data);
    Setup setup;
    Event event = someEvent();
    event.data = data;
    QVERIFY(outcome(setup.api.trigger(event)));
    const QJsonValue sent = setup.lastBody()[u"data"_s];
    QVERIFY(sent.isString());
    QCOMPARE(sent.toString().toUtf8(), data);

    event.data = "\xef\xbb\xbf" + data; // which QJsonDocument would drop in reading it back
    QVERIFY(outcome(setup.api.trigger(event)));
    QVERIFY(setup.last().body.contains("\"data\":\"\xef\xbb\xbf"));
}

void TestChannelsRules::r5SendsABodyWithEachPostAndNoMd5WithAGet()
{
    Setup setup;
    QVERIFY(outcome(setup.api.terminateConnections(u"1"_s)));
    QVERIFY(outcome(setup.api.post(u"/x"_s, {})));
    QVERIFY(outcome(setup.api.get(u"/x"_s)));
    QVERIFY(outcome(setup.api.channel(u"a"_s, {})));
    for (const auto &request : setup.server.requests()) {
        const bool isPost = request.method == "POST";
        QCOMPARE(request.body, isPost ? QByteArray("{}") : QByteArray());
        QCOMPARE(request.query().contains("body_md5=99914b932bd37a50b983c5e7c90ae93b"), isPost);
        QCOMPARE(request.query().contains("body_md5"), isPost);
    }
}

void TestChannelsRules::r6SendsDocumentedParametersOnly()
{
    Setup setup({Answer::reply(200, R"({"channels":{},"users":[]})")});
    (void)outcome(setup.api.channels(u"a"_s, {u"user_count"_s}));
    QCOMPARE(setup.parameters(), (QByteArrayList{"filter_by_prefix", "info"}));
    (void)outcome(setup.api.channels({}, {}));
    QVERIFY(setup.parameters().isEmpty());
    (void)outcome(setup.api.channel(u"a"_s, {u"cache"_s}));
    QCOMPARE(setup.parameters(), QByteArrayList{"info"});
    (void)outcome(setup.api.users(u"a"_s));
    QVERIFY(setup.parameters().isEmpty());
    Event event = someEvent();
    event.info = QStringList{u"user_count"_s};
    (void)outcome(setup.api.trigger(event)); // asked for in the body
    QCOMPARE(setup.parameters(), QByteArrayList{"body_md5"});
    (void)outcome(setup.api.terminateConnections(u"1"_s));
    QCOMPARE(setup.parameters(), QByteArrayList{"body_md5"});
}

void TestChannelsRules::r7SendsKeysInLowerCase()
{
    Setup setup;
    QVERIFY(outcome(setup.api.get(u"/channels"_s, {{u"Info"_s, u"User_Count"_s}})));
    QCOMPARE(setup.parameters(), QByteArrayList{"info"});
    QVERIFY(setup.last().query().contains("info=User_Count"));
}

void TestChannelsRules::r8TellsNoCountThatWasNotGiven()
{
    Setup setup({Answer::reply(200, R"({"channels":{"a":{}}})"), Answer::reply(200, R"({"occupied":false})"),
                 Answer::reply(200, R"({"channels":{"a":{}}})")});
    const auto list = outcome(setup.api.channels({}, {}));
    QVERIFY(list);
    QVERIFY(!(*list)->userCount(0));
    QVERIFY(!(*list)->subscriptionCount(0));
    const auto one = outcome(setup.api.channel(u"a"_s, {}));
    QVERIFY(one);
    QCOMPARE(one->counts, Counts());
    QVERIFY(!one->cacheTold);
    const auto sent = outcome(setup.api.trigger(someEvent()));
    QVERIFY(sent);
    QCOMPARE(sent->channels[u"a"_s], Counts());
}

void TestChannelsRules::r9KeepsIdsAsText()
{
    Setup setup({Answer::reply(200, R"({"users":[{"id":10},{"id":"10"},{"id":123456789012345678901234567890}]})")});
    const auto users = outcome(setup.api.users(u"presence-a"_s));
    QVERIFY(users);
    QCOMPARE(users->at(0).id, u"10"_s);
    QCOMPARE(users->at(1).id, u"10"_s);
    QCOMPARE(users->at(2).id, u"123456789012345678901234567890"_s);
}

void TestChannelsRules::r10SendsNoMalformedBatch_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    const QString batch = u"/batch_events"_s;
    QTest::newRow("no array") << batch << QByteArray("{}");
    QTest::newRow("no body") << batch << QByteArray();
    QTest::newRow("no JSON") << batch << QByteArray("batch");
    QTest::newRow("half JSON") << batch << QByteArray(R"({"batch":[])");
    QTest::newRow("a list alone") << batch << QByteArray("[]");
    QTest::newRow("an object") << batch << QByteArray(R"({"batch":{}})");
    QTest::newRow("null") << batch << QByteArray(R"({"batch":null})");
    QTest::newRow("a list of null") << batch << QByteArray(R"({"batch":[null]})");
    QTest::newRow("a list of texts") << batch << QByteArray(R"({"batch":[{},"x"]})");
    QTest::newRow("from the root") << u"/apps/app-1/batch_events"_s << QByteArray("{}");
    QTest::newRow("of another app") << u"/apps/other/batch_events"_s << QByteArray("{}");
    QTest::newRow("without a slash") << u"batch_events"_s << QByteArray("{}");
    QTest::newRow("with an escape") << u"/batch%5Fevents"_s << QByteArray("{}");
    QTest::newRow("with a slash at its end") << u"/batch_events/"_s << QByteArray("{}");
    QTest::newRow("around a corner") << u"/x/../batch_events/."_s << QByteArray("{}");
}

void TestChannelsRules::r10SendsNoMalformedBatch()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    Setup setup({Answer::reply(200)}, ServerKind::Soketi);
    const auto reply = outcome(setup.api.post(path, body));
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::Invalid);
    QCOMPARE(failure(setup.api.triggerBatch({})).code, u"batch-empty"_s);
    QCOMPARE(setup.server.connections(), 0);
    QVERIFY(outcome(setup.api.post(u"/batch_events"_s, R"({"batch":[]})")));
    QCOMPARE(setup.server.requests().size(), 1);
}

void TestChannelsRules::r11MeasuresDataInBytes()
{
    // The sandbox refuses beyond 10,240 bytes of decoded UTF-8; escapes in the JSON do not count.
    Setup setup({Answer::reply(200)}, ServerKind::Sandbox);
    Event event = someEvent();
    event.data = QByteArray("é").repeated(5120);
    QVERIFY(outcome(setup.api.trigger(event)));
    event.data = QByteArray("\"").repeated(10'240);
    QVERIFY(outcome(setup.api.trigger(event)));
    event.data = QByteArray("é").repeated(5120) + "x";
    QCOMPARE(failure(setup.api.trigger(event)).code, u"data-size"_s);
    QCOMPARE(setup.server.requests().size(), 2);
}

void TestChannelsRules::r12NeverTriesAPublishAgain()
{
    for (const Answer &answer :
         {Answer::drop(), Answer::reply(500, "x"), Answer::reply(503, "x", {{"Retry-After", "0"}}),
          Answer::reply(429, "x", {{"Retry-After", "0"}}), Answer::reply(200, "<html>")}) {
        Setup setup({answer});
        for (const auto &[name, change] : changes())
            (void)change(setup.api, Confirmation::None);
        QCOMPARE(setup.server.requests().size(), changes().size());
    }
}

QTEST_GUILESS_MAIN(TestChannelsRules)
#include "tst_channelsrules.moc"
