// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/replies.h"
#include "http/replycheck.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

using Kind = ApiError::Kind;

namespace {

// One line per channel: name, users, subscriptions, unknown fields.
QStringList lines(const ChannelSnapshot &snapshot)
{
    const auto count = [](std::optional<qint64> number) { return number ? QString::number(*number) : u"–"_s; };
    QStringList out;
    for (size_t i = 0; i < snapshot.size(); ++i) {
        out << u"%1 %2 %3 %4"_s
                   .arg(snapshot.name(i), count(snapshot.userCount(i)), count(snapshot.subscriptionCount(i)),
                        QString::fromUtf8(snapshot.unknownFields(i)))
                   .trimmed();
    }
    return out;
}

QStringList lines(const QMap<QString, Counts> &channels)
{
    const auto count = [](std::optional<qint64> number) { return number ? QString::number(*number) : u"–"_s; };
    QStringList out;
    for (auto it = channels.begin(); it != channels.end(); ++it)
        out << u"%1 %2 %3"_s.arg(it.key(), count(it->userCount), count(it->subscriptionCount));
    return out;
}

// What no decoder may accept, whatever it promises.
QList<std::pair<const char *, QByteArray>> neverAReply()
{
    return {{"empty", ""},
            {"white space", " \n"},
            {"null", "null"},
            {"a number", "1"},
            {"a text", "\"{}\""},
            {"a list", "[]"},
            {"HTML", "<!DOCTYPE html><html></html>"},
            {"plain text", "OK"},
            {"half an object", "{"},
            {"half a key", "{\"chan"},
            {"two objects", "{}{}"},
            {"rubbish after the end", "{} x"},
            {"a trailing comma", "{\"ok\":true,}"},
            {"single quotes", "{'ok':true}"},
            {"a comment", "{/* */}"},
            {"not UTF-8", "{\"a\":\"\xff\"}"},
            {"a nest of lists", QByteArray("{\"a\":") + QByteArray(5000, '[') + QByteArray(5000, ']') + '}'},
            {"an endless nest", QByteArray(100'000, '[')}};
}

} // namespace

Q_DECLARE_METATYPE(channelscope::ChannelState)

class TestReplies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWhatIsNoReply_data();
    void refusesWhatIsNoReply();
    void refusesEachPartOfAReply_data();
    void refusesEachPartOfAReply();
    void readsTriggers_data();
    void readsTriggers();
    void refusesStrangeTriggers_data();
    void refusesStrangeTriggers();
    void readsBatches_data();
    void readsBatches();
    void refusesStrangeBatches_data();
    void refusesStrangeBatches();
    void readsChannelLists_data();
    void readsChannelLists();
    void refusesStrangeChannelLists_data();
    void refusesStrangeChannelLists();
    void readsAHundredThousandChannels();
    void readsChannels_data();
    void readsChannels();
    void refusesStrangeChannels_data();
    void refusesStrangeChannels();
    void readsUsers_data();
    void readsUsers();
    void refusesStrangeUsers_data();
    void refusesStrangeUsers();
    void namesTheOffendingPart();
    void survivesMutations();
};

void TestReplies::refusesWhatIsNoReply_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const auto &[name, body] : neverAReply())
        QTest::newRow(name) << body;
}

void TestReplies::refusesWhatIsNoReply()
{
    QFETCH(QByteArray, body);
    const QList<std::optional<ApiError>> errors{
        decodeTrigger(body) ? std::nullopt : std::optional(decodeTrigger(body).error()),
        decodeBatch(body) ? std::nullopt : std::optional(decodeBatch(body).error()),
        decodeChannels(body) ? std::nullopt : std::optional(decodeChannels(body).error()),
        decodeChannel(u"a"_s, body) ? std::nullopt : std::optional(decodeChannel(u"a"_s, body).error()),
        decodeUsers(body) ? std::nullopt : std::optional(decodeUsers(body).error()),
    };
    for (const auto &error : errors) {
        QVERIFY(error);
        QCOMPARE(error->kind, Kind::BadReply);
        QVERIFY(!error->message.isEmpty());
        QCOMPARE(error->body, body.left(64 * 1024));
    }
}

void TestReplies::refusesEachPartOfAReply_data()
{
    QTest::addColumn<QByteArray>("whole");
    QTest::newRow("channels") << QByteArray(R"({"channels":{"a":{"user_count":1,"x":[1,{"y":"z"}]},"ö":{}}})");
    QTest::newRow("channel") << QByteArray(R"({"occupied":true,"user_count":42,"cache":{"data":"a\"b","ttl":60}})");
    QTest::newRow("users") << QByteArray(R"({"users":[{"id":"1"},{"id":2,"user_info":{"n":"ö"}}]})");
    QTest::newRow("batch") << QByteArray(R"({"batch":[{"user_count":1},{},{"subscription_count":2}]})");
}

void TestReplies::refusesEachPartOfAReply()
{
    QFETCH(QByteArray, whole);
    for (qsizetype length = 0; length < whole.size(); ++length) {
        const QByteArray part = whole.first(length);
        QVERIFY2(!decodeTrigger(part), part.constData());
        QVERIFY2(!decodeBatch(part), part.constData());
        QVERIFY2(!decodeChannels(part), part.constData());
        QVERIFY2(!decodeChannel(u"a"_s, part), part.constData());
        QVERIFY2(!decodeUsers(part), part.constData());
    }
}

void TestReplies::readsTriggers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QByteArray &body, const QStringList &expected) {
        QTest::newRow(name) << body << expected;
    };
    row("nothing", "{}", {});
    row("soketi", R"({"ok":true})", {});
    row("counts", R"({"channels":{"presence-a":{"user_count":42},"b":{"subscription_count":13},"c":{}}})",
        {u"b – 13"_s, u"c – –"_s, u"presence-a 42 –"_s});
    row("null counts", R"({"channels":{"a":{"user_count":null}}})", {u"a – –"_s});
    row("more keys of sockudo", R"({"ok":true,"channels":{"a":{"message_id":"x","user_count":0}}})", {u"a 0 –"_s});
    row("empty map of PHP", R"({"channels":[]})", {});
    row("empty map of PHP inside", R"({"channels":{"a":[]}})", {u"a – –"_s});
    row("channels 0 and 1 of PHP", R"({"channels":[{"user_count":1},{"user_count":2}]})", {u"0 1 –"_s, u"1 2 –"_s});
    row("null", R"({"channels":null})", {});
}

void TestReplies::readsTriggers()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, expected);
    const auto reply = decodeTrigger(body);
    QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
    QCOMPARE(lines(reply->channels), expected);
    QCOMPARE(reply->raw, body);
}

void TestReplies::refusesStrangeTriggers_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body : {R"({"channels":"x"})", R"({"channels":1})", R"({"channels":{"a":1}})",
                             R"({"channels":{"a":null}})", R"({"channels":{"a":[1]}})", R"({"channels":[1]})",
                             R"({"channels":{"a":{"user_count":"42"}}})", R"({"channels":{"a":{"user_count":-1}}})",
                             R"({"channels":{"a":{"user_count":1.5}}})", R"({"channels":{"a":{"user_count":true}}})",
                             R"({"channels":{"a":{"user_count":123456789012345678901234567890}}})"})
        QTest::newRow(body) << QByteArray(body);
}

void TestReplies::refusesStrangeTriggers()
{
    QFETCH(QByteArray, body);
    const auto reply = decodeTrigger(body);
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::BadReply);
}

void TestReplies::readsBatches_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QByteArray &body, const QStringList &expected) {
        QTest::newRow(name) << body << expected;
    };
    row("nothing", "{}", {});
    row("soketi", R"({"ok":true})", {});
    row("reverb", R"({"batch":{}})", {});
    row("empty", R"({"batch":[]})", {});
    row("null", R"({"batch":null})", {});
    row("counts", R"({"batch":[{"user_count":1},{},{"subscription_count":2},[]]})",
        {u"1 –"_s, u"– –"_s, u"– 2"_s, u"– –"_s});
}

void TestReplies::readsBatches()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, expected);
    const auto reply = decodeBatch(body);
    QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
    QStringList got;
    const auto count = [](std::optional<qint64> number) { return number ? QString::number(*number) : u"–"_s; };
    for (const Counts &counts : reply->events)
        got << count(counts.userCount) + u' ' + count(counts.subscriptionCount);
    QCOMPARE(got, expected);
    QCOMPARE(reply->raw, body);
}

void TestReplies::refusesStrangeBatches_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body : {R"({"batch":"x"})", R"({"batch":{"0":{}}})", R"({"batch":[1]})", R"({"batch":[null]})",
                             R"({"batch":[{"user_count":"1"}]})", R"({"batch":true})"})
        QTest::newRow(body) << QByteArray(body);
}

void TestReplies::refusesStrangeBatches()
{
    QFETCH(QByteArray, body);
    const auto reply = decodeBatch(body);
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::BadReply);
}

void TestReplies::readsChannelLists_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QByteArray &body, const QStringList &expected) {
        QTest::newRow(name) << body << expected;
    };
    row("none", R"({"channels":{}})", {});
    row("none of PHP", R"({"channels":[]})", {});
    row("pusher", R"({"channels":{"presence-b":{"user_count":3},"presence-a":{"user_count":0}}})",
        {u"presence-a 0 –"_s, u"presence-b 3 –"_s});
    row("pusher without counts", R"({"channels":{"b":{},"a":{}}})", {u"a – –"_s, u"b – –"_s});
    row("soketi",
        R"({"channels":{"pub":{"subscription_count":2,"occupied":true},"presence-x":{"subscription_count":2,"occupied":true}}})",
        {u"presence-x – 2"_s, u"pub – 2"_s});
    row("reverb with empty attributes", R"({"channels":{"a":[],"b":{"user_count":1,"subscription_count":2}}})",
        {u"a – –"_s, u"b 1 2"_s});
    row("channels 0 and 1 of PHP", R"({"channels":[{"user_count":5},[]]})", {u"0 5 –"_s, u"1 – –"_s});
    row("null counts", R"({"channels":{"a":{"user_count":null,"subscription_count":null}}})", {u"a – –"_s});
    row("unknown fields", R"({"channels":{"a":{"new":[1,2.50,"x"],"user_count":1,"q\"":null}}})",
        {u"a 1 – {\"new\":[1,2.5,\"x\"],\"q\\\"\":null}"_s});
    row("unknown beside", R"({"more":true,"channels":{"a":{}},"x":{"channels":1}})", {u"a – –"_s});
    row("a name twice: the last counts", R"({"channels":{"a":{"user_count":1},"a":{"user_count":2}}})", {u"a 2 –"_s});
    row("large counts", R"({"channels":{"a":{"user_count":9223372036854775807}}})", {u"a 9223372036854775807 –"_s});
    row("names of all kinds", R"({"channels":{"":{},"#server-to-user-1":{},"ö😀":{},"a\u0000b":{},"a\nb":{}}})",
        {u"– –"_s, u"#server-to-user-1 – –"_s, QString(u"a"_s + QChar(0) + u"b – –"_s), u"a\nb – –"_s, u"ö😀 – –"_s});
    row("white space", " {\n\"channels\" :\t{ \"a\" : { \"user_count\" : 7 } } } \r\n", {u"a 7 –"_s});
}

void TestReplies::readsChannelLists()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, expected);
    const auto reply = decodeChannels(body);
    QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
    QCOMPARE(lines(**reply), expected);
}

void TestReplies::refusesStrangeChannelLists_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body :
         {"{}", R"({"channel":{}})", R"({"channels":null})", R"({"channels":"x"})", R"({"channels":3})",
          R"({"channels":{"a":null}})", R"({"channels":{"a":1}})", R"({"channels":{"a":"x"}})",
          R"({"channels":{"a":[1]}})", R"({"channels":["a","b"]})", R"({"channels":{"a":{"user_count":"1"}}})",
          R"({"channels":{"a":{"user_count":1.5}}})", R"({"channels":{"a":{"user_count":-1}}})",
          R"({"channels":{"a":{"user_count":9223372036854775808}}})", R"({"channels":{"a":{"user_count":[]}}})",
          R"({"channels":{"a":{"subscription_count":true}}})", R"({"channels":{"a":{"user_count":1e3}}})"})
        QTest::newRow(body) << QByteArray(body);
}

void TestReplies::refusesStrangeChannelLists()
{
    QFETCH(QByteArray, body);
    const auto reply = decodeChannels(body);
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::BadReply);
    QVERIFY(!reply.error().message.isEmpty());
}

void TestReplies::readsAHundredThousandChannels()
{
    QByteArray body = R"({"channels":{)";
    for (int i = 99'999; i >= 0; --i)
        body += "\"room-" + QByteArray::number(i).rightJustified(6, '0') +
                "\":{\"subscription_count\":" + QByteArray::number(i) + "}" + (i > 0 ? "," : "");
    body += "}}";
    const auto reply = decodeChannels(body);
    QVERIFY(reply);
    QCOMPARE((*reply)->size(), size_t(100'000));
    QCOMPARE((*reply)->name(4711), u"room-004711"_s);
    QCOMPARE((*reply)->subscriptionCount(4711), std::optional<qint64>(4711));

    const auto longName = decodeChannels("{\"channels\":{\"" + QByteArray(10'000, 'n') + "\":{}}}");
    QVERIFY(longName);
    QCOMPARE((*longName)->name(0).size(), 10'000);
}

void TestReplies::readsChannels_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ChannelState>("expected");
    const auto row = [](const char *name, const QByteArray &body, const std::function<void(ChannelState &)> &expect) {
        ChannelState state;
        state.name = u"a"_s;
        expect(state);
        QTest::newRow(name) << body << state;
    };
    row("nothing told", "{}", [](ChannelState &) {});
    row("pusher with all",
        R"({"occupied":true,"user_count":42,"subscription_count":43,"cache":{"data":"{\"a\":1}","ttl":60}})",
        [](ChannelState &state) {
            state.occupied = true;
            state.counts = {42, 43};
            state.cacheTold = true;
            state.cache = CachedValue{R"({"a":1})", 60};
        });
    row("pusher with an empty cache", R"({"occupied":false,"cache":null})", [](ChannelState &state) {
        state.occupied = false;
        state.cacheTold = true;
    });
    row("soketi", R"({"subscription_count":0,"occupied":false,"user_count":0})", [](ChannelState &state) {
        state.occupied = false;
        state.counts = {0, 0};
    });
    row("reverb's cache is the event, digit for digit",
        R"({"occupied":true,"cache":{"event":"e","data":{"id":123456789012345678901234567890,"price":1.10},"channel":"a"}})",
        [](ChannelState &state) {
            state.occupied = true;
            state.cacheTold = true;
            state.cache = CachedValue{
                R"({"event":"e","data":{"id":123456789012345678901234567890,"price":1.10},"channel":"a"})", {}};
        });
    row("a cache of data that is no text", R"({"cache":{"ttl":1,"data":{"price":1.10}}})", [](ChannelState &state) {
        state.cacheTold = true;
        state.cache = CachedValue{R"({"price":1.10})", 1};
    });
    row("a cache without a time", R"({"cache":{"data":"x"}})", [](ChannelState &state) {
        state.cacheTold = true;
        state.cache = CachedValue{"x", {}};
    });
    row("a cache that is a text", R"({"cache":"x"})", [](ChannelState &state) {
        state.cacheTold = true;
        state.cache = CachedValue{"x", {}};
    });
    row("sockudo, complete", R"({"occupied":true,"subscription_count":3,"subscription_count_complete":true})",
        [](ChannelState &state) {
            state.occupied = true;
            state.counts.subscriptionCount = 3;
        });
    row("sockudo, a node missing", R"({"occupied":true,"subscription_count":3,"subscription_count_complete":false})",
        [](ChannelState &state) {
            state.occupied = true;
            state.counts.subscriptionCount = 3;
            state.countIsPartial = true;
        });
    row("null counts", R"({"occupied":true,"user_count":null})", [](ChannelState &state) { state.occupied = true; });
    row("unknown fields, digit for digit",
        R"({"occupied":true,"next":{"id": 123456789012345678901234567890},"pi":3.10,"subscription_count_complete":"?"})",
        [](ChannelState &state) {
            state.occupied = true;
            state.unknownFields =
                R"({"next":{"id": 123456789012345678901234567890},"pi":3.10,"subscription_count_complete":"?"})";
        });
}

void TestReplies::readsChannels()
{
    QFETCH(QByteArray, body);
    QFETCH(ChannelState, expected);
    const auto reply = decodeChannel(u"a"_s, body);
    QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
    QCOMPARE(reply->name, expected.name);
    QCOMPARE(reply->occupied, expected.occupied);
    QCOMPARE(reply->counts, expected.counts);
    QCOMPARE(reply->cacheTold, expected.cacheTold);
    QCOMPARE(reply->cache.has_value(), expected.cache.has_value());
    if (expected.cache) {
        QCOMPARE(reply->cache->data, expected.cache->data);
        QCOMPARE(reply->cache->ttl, expected.cache->ttl);
    }
    QCOMPARE(reply->countIsPartial, expected.countIsPartial);
    QCOMPARE(reply->unknownFields, expected.unknownFields);
}

void TestReplies::refusesStrangeChannels_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body : {R"({"occupied":"yes"})", R"({"occupied":1})", R"({"occupied":null})",
                             R"({"user_count":"1"})", R"({"user_count":-1})", R"({"user_count":0.5})",
                             R"({"subscription_count":{}})", R"({"subscription_count":99999999999999999999})",
                             R"({"cache":{"data":"x","ttl":"60"}})", R"({"cache":{"data":"x","ttl":-1}})"})
        QTest::newRow(body) << QByteArray(body);
}

void TestReplies::refusesStrangeChannels()
{
    QFETCH(QByteArray, body);
    const auto reply = decodeChannel(u"a"_s, body);
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::BadReply);
    QVERIFY(!reply.error().message.isEmpty());
}

void TestReplies::readsUsers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<PresenceUsers>("expected");
    const auto row = [](const char *name, const QByteArray &body, const PresenceUsers &expected) {
        QTest::newRow(name) << body << expected;
    };
    row("nobody", R"({"users":[]})", {});
    row("texts", R"({"users":[{"id":"1"},{"id":"u-17"}]})", {{u"1"_s, {}}, {u"u-17"_s, {}}});
    row("numbers stay as they are written", R"({"users":[{"id":1},{"id": -0 },{"id":1.50},{"id":1E3}]})",
        {{u"1"_s, {}}, {u"-0"_s, {}}, {u"1.50"_s, {}}, {u"1E3"_s, {}}});
    row("a number of thirty digits", R"({"users":[{"id":123456789012345678901234567890}]})",
        {{u"123456789012345678901234567890"_s, {}}});
    row("soketi's user_info", R"({"users":[{"id":1,"user_info":{"n":"ö","x":1.10}},{"user_info":null,"id":"2"}]})",
        {{u"1"_s, R"({"n":"ö","x":1.10})"}, {u"2"_s, "null"}});
    row("unknown fields", R"({"x":[{"id":9}],"users":[{"y":{"id":8},"id":"1"}],"z":{"users":[]}})", {{u"1"_s, {}}});
    row("hostile texts",
        R"({"users":[{"id":""},{"id":"a\u0000b"},{"id":"\u202Eabc"},{"id":"<b>x</b>"},{"id":"a\r\nb"}]})",
        {{u""_s, {}}, {u"a"_s + QChar(0) + u"b"_s, {}}, {u"\u202eabc"_s, {}}, {u"<b>x</b>"_s, {}}, {u"a\r\nb"_s, {}}});
    row("half a surrogate pair", R"({"users":[{"id":"a\ud83d"},{"id":"b"}]})",
        {{u"a"_s + QChar(0xd83d), {}}, {u"b"_s, {}}});
    row("a name twice: the last counts", R"({"users":[{"id":"1"}],"users":[{"id":"2","id":"3"}]})", {{u"3"_s, {}}});
}

void TestReplies::readsUsers()
{
    QFETCH(QByteArray, body);
    QFETCH(PresenceUsers, expected);
    const auto reply = decodeUsers(body);
    QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
    QCOMPARE(*reply, expected);
}

void TestReplies::refusesStrangeUsers_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body :
         {"{}", R"({"user":[]})", R"({"users":null})", R"({"users":{}})", R"({"users":"x"})", R"({"users":[1]})",
          R"({"users":["1"]})", R"({"users":[null]})", R"({"users":[{}]})", R"({"users":[{"id":null}]})",
          R"({"users":[{"id":true}]})", R"({"users":[{"id":[1]}]})", R"({"users":[{"id":{}}]})",
          R"({"users":[{"id":01}]})", R"({"users":[{"id":"1"}],"x":tru})", R"({"users":[{"id":"1"}]]})"})
        QTest::newRow(body) << QByteArray(body);
}

void TestReplies::refusesStrangeUsers()
{
    QFETCH(QByteArray, body);
    const auto reply = decodeUsers(body);
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::BadReply);
    QVERIFY(!reply.error().message.isEmpty());
}

void TestReplies::namesTheOffendingPart()
{
    const QString list = decodeChannels(R"({"channels":{"room-7":{"user_count":"x"}}})").error().message;
    QVERIFY(list.contains(u"room-7"_s) && list.contains(u"user_count"_s));
    const QString one = decodeChannel(u"room-7"_s, R"({"subscription_count":"x"})").error().message;
    QVERIFY(one.contains(u"room-7"_s) && one.contains(u"subscription_count"_s));
    QVERIFY(decodeBatch(R"({"batch":[{},{"user_count":"x"}]})").error().message.contains(u"event 2"_s));
    QVERIFY(decodeTrigger(R"({"channels":{"room-7":{"user_count":"x"}}})").error().message.contains(u"room-7"_s));
}

void TestReplies::survivesMutations()
{
    // Broken replies of all kinds: nothing may crash (this runs under AddressSanitizer too), and what is no JSON is
    // never taken for a reply.
    const QList<QByteArray> seeds{
        R"({"channels":{"presence-a":{"user_count":42,"x":[1,{"y":"z\u00e9\n"}]},"b":{"subscription_count":13},"c":[]}})",
        R"({"occupied":true,"user_count":42,"cache":{"data":"{\"a\":1}","ttl":60},"subscription_count_complete":false})",
        R"({"users":[{"id":"1"},{"id":2,"user_info":{"n":"ö"}},{"id":123456789012345678901234567890}]})",
        R"({"batch":[{"user_count":1},{},{"subscription_count":2}]})",
        R"({"error":"The secret authentication failed","code":401,"status":401,"message":"x"})",
        R"({"data":["The data field is required."]})"};
    const QList<QByteArray> scraps{"{",
                                   "}",
                                   "[",
                                   "]",
                                   "\"",
                                   "\\",
                                   ":",
                                   ",",
                                   "null",
                                   "true",
                                   "1e999",
                                   "-",
                                   "\\ud800",
                                   "\\u0000",
                                   QByteArray(1, '\0'),
                                   "\xff",
                                   "\xe2\x80\xae",
                                   "\"error\":",
                                   "\"id\":",
                                   "0"};
    QRandomGenerator random(42);
    QElapsedTimer timer;
    timer.start();
    int rounds = 0;
    while (timer.elapsed() < 1000 || rounds < 2000) {
        ++rounds;
        QByteArray body = seeds[random.bounded(static_cast<int>(seeds.size()))];
        for (int i = random.bounded(1, 5); i > 0; --i) {
            const auto at = random.bounded(static_cast<int>(body.size()) + 1);
            switch (random.bounded(5)) {
            case 0: body.insert(at, scraps[random.bounded(static_cast<int>(scraps.size()))]); break;
            case 1: body.remove(at, random.bounded(4)); break;
            case 2: body.truncate(at); break;
            case 3:
                body.insert(at, body.mid(random.bounded(static_cast<int>(body.size()) + 1), random.bounded(20)));
                break;
            default:
                if (at < body.size())
                    body[at] = static_cast<char>(random.bounded(256));
            }
        }
        const bool accepted = decodeTrigger(body).has_value() || decodeBatch(body).has_value() ||
                              decodeChannels(body).has_value() || decodeChannel(u"a"_s, body).has_value() ||
                              decodeUsers(body).has_value();
        if (accepted)
            QVERIFY2(QJsonDocument::fromJson(body).isObject(), body.constData());
        for (const int status : {200, 422, 500}) {
            const auto error = errorOf(status, {{"Content-Type", "application/json"}}, body);
            QVERIFY(error || status == 200);
            if (error)
                QCOMPARE(error->wireStatus, status);
        }
    }
}

QTEST_GUILESS_MAIN(TestReplies)
#include "tst_replies.moc"
