// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/replies.h"

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

} // namespace

class TestChannelReplies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsChannelLists_data();
    void readsChannelLists();
    void refusesStrangeChannelLists_data();
    void refusesStrangeChannelLists();
    void losesOnlyTheCountThatIsNone_data();
    void losesOnlyTheCountThatIsNone();
    void losesOnlyWhatIsToldOfTheChannelThatIsNoObject_data();
    void losesOnlyWhatIsToldOfTheChannelThatIsNoObject();
    void losesOnlyTheCountThatIsANumberInQuotes();
    void saysWhichNamesCannotBeToldApart();
    void saysWhatElseAListHas();
    void aNoteOfTheListStaysShort();
    void aByteOrderMarkBeginsANameLikeAnyOtherCharacter();
    void readsAHundredThousandChannels();
    void leavesTheReplyOfOthersAlone();
    void readsChannels_data();
    void readsChannels();
    void refusesStrangeChannels_data();
    void refusesStrangeChannels();
    void readsUsers_data();
    void readsUsers();
    void refusesStrangeUsers_data();
    void refusesStrangeUsers();
};

void TestChannelReplies::readsChannelLists_data()
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
    row("unknown fields, digit for digit", R"({"channels":{"a":{"new":[1,2.50,"x"],"user_count":1,"q\"":null}}})",
        {u"a 1 – {\"new\":[1,2.50,\"x\"],\"q\\\"\":null}"_s});
    row("unknown beside", R"({"more":true,"channels":{"a":{}},"x":{"channels":1}})", {u"a – –"_s});
    row("a name twice: the last counts", R"({"channels":{"a":{"user_count":1},"a":{"user_count":2}}})", {u"a 2 –"_s});
    row("all twice: the last counts", R"({"channels":{"a":{"user_count":1},"b":{}},"channels":{"a":{}}})",
        {u"a – –"_s});
    row("half a surrogate pair, which has no UTF-8", R"({"channels":{"a\ud83d":{"user_count":1},"\udc00b\n":{}}})",
        {u"a\ufffd 1 –"_s, u"\ufffdb\n – –"_s});
    row("half a surrogate pair after a byte order mark", R"({"channels":{"\ufeffa\ud83d":{}}})",
        {u"\ufeffa\ufffd – –"_s});
    row("escaped attributes", R"({"channels":{"a":{"user\u005fcount":3}}})", {u"a 3 –"_s});
    row("large counts", R"({"channels":{"a":{"user_count":9223372036854775807}}})", {u"a 9223372036854775807 –"_s});
    row("names of all kinds", R"({"channels":{"":{},"#server-to-user-1":{},"ö😀":{},"a\u0000b":{},"a\nb":{}}})",
        {u"– –"_s, u"#server-to-user-1 – –"_s, QString(u"a"_s + QChar(0) + u"b – –"_s), u"a\nb – –"_s, u"ö😀 – –"_s});
    row("white space", " {\n\"channels\" :\t{ \"a\" : { \"user_count\" : 7 } } } \r\n", {u"a 7 –"_s});
}

void TestChannelReplies::readsChannelLists()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, expected);
    const auto reply = decodeChannels(body);
    QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
    QCOMPARE(lines(**reply), expected);
}

void TestChannelReplies::refusesStrangeChannelLists_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body : {"{}",
                             R"({"channel":{}})",
                             R"({"channels":null})",
                             R"({"channels":"x"})",
                             R"({"channels":3})",
                             R"({"channels":["a","b"]})",
                             R"({"channels":[null]})",
                             R"({"channels":{"a":nul}})",
                             R"({"channels":{"a":"b":1}})",
                             R"({"channels":{"a":{"user_count":"b":1}}})",
                             R"({"channels":{"a":{"x":"b":1}}})",
                             R"({"channels":{"a":1:1}})",
                             R"({"channels":{"a":[1}})",
                             R"({"channels":{"a":{"user_count":01}}})",
                             R"({"channels":{"a":{"user_count":1x}}})",
                             R"({"channels":{"a":{"user_count":"x}}})",
                             R"({"channels":{"a":{"user_count":[1,}}})",
                             R"({"channels":{"a":{"x":tru}}})",
                             R"({"channels":{"a":{"occupied":tru}}})",
                             R"({"x":[1},"channels":{}})",
                             R"({"channels":{"a\u00":{}}})",
                             R"({"channels":{"a\ud83d\u00":{}}})",
                             R"({"channels":{}}{})"})
        QTest::newRow(body) << QByteArray(body);
}

void TestChannelReplies::refusesStrangeChannelLists()
{
    QFETCH(QByteArray, body);
    const auto reply = decodeChannels(body);
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::BadReply);
    QVERIFY(!reply.error().message.isEmpty());
}

void TestChannelReplies::losesOnlyTheCountThatIsNone_data()
{
    QTest::addColumn<QByteArray>("count");
    for (const char *count : {R"("x")", R"("")", R"("5")", R"("1 ")", "1.5", "5.0", "-1", "9223372036854775808",
                              "12345678901234567890123", "[]", "[5]", "{}", "true", "1e3"})
        QTest::newRow(count) << QByteArray(count);
}

void TestChannelReplies::losesOnlyTheCountThatIsNone()
{
    QFETCH(const QByteArray, count);
    const auto list = decodeChannels(R"({"channels":{"a":{"user_count":)" + count +
                                     R"(,"subscription_count":6,"x":1},"b":{"user_count":2}}})");
    QVERIFY2(list, qPrintable(list ? QString() : list.error().message));
    QCOMPARE(lines(**list), (QStringList{u"a – 6 {\"x\":1}"_s, u"b 2 –"_s}));
    const QString note = u"The reply gives “user_count” of channel “a” as something that is not a count."_s;
    QCOMPARE((*list)->note(), note);

    const auto one = decodeChannel(u"a"_s, R"({"user_count":)" + count + R"(,"subscription_count":6,"occupied":true})");
    QVERIFY2(one, qPrintable(one ? QString() : one.error().message));
    QCOMPARE(one->counts, (Counts{std::nullopt, 6}));
    QCOMPARE(one->occupied, true);
    QCOMPARE(one->note, note);
    QCOMPARE(decodeChannel(u"a"_s, R"({"user_count":null})")->note, QString());
}

void TestChannelReplies::losesOnlyWhatIsToldOfTheChannelThatIsNoObject_data()
{
    QTest::addColumn<QByteArray>("entry");
    for (const char *entry : {"null", "1", R"("x")", "[1]", R"([{"user_count":1}])", "false"})
        QTest::newRow(entry) << QByteArray(entry);
}

void TestChannelReplies::losesOnlyWhatIsToldOfTheChannelThatIsNoObject()
{
    QFETCH(const QByteArray, entry);
    const auto list = decodeChannels(R"({"channels":{"a":)" + entry + R"(,"b":{"user_count":2}}})");
    QVERIFY2(list, qPrintable(list ? QString() : list.error().message));
    QCOMPARE(lines(**list), (QStringList{u"a – –"_s, u"b 2 –"_s}));
    QCOMPARE((*list)->note(), u"The reply's entry for channel “a” is not an object."_s);
}

void TestChannelReplies::aByteOrderMarkBeginsANameLikeAnyOtherCharacter()
{
    const QString marked = QChar(0xfeff) + u"room"_s;
    for (const QByteArray &mark : {"\xef\xbb\xbf"_ba, R"(\ufeff)"_ba}) {
        const auto list = decodeChannels("{\"channels\":{\"" + mark + "room\":{},\"room\":{}}}");
        QVERIFY(list);
        QCOMPARE((*list)->size(), size_t(2));
        QCOMPARE((*list)->name(0), u"room"_s);
        QCOMPARE((*list)->name(1), marked);
        const auto users = decodeUsers("{\"users\":[{\"id\":\"" + mark + "room\"},{\"id\":\"room\"}]}");
        QVERIFY(users);
        QCOMPARE(*users, (PresenceUsers{{marked, {}}, {u"room"_s, {}}}));
        const auto cached = decodeChannel(u"a"_s, "{\"cache\":{\"data\":\"" + mark + "room\",\"ttl\":1}}");
        QVERIFY(cached);
        QCOMPARE(cached->cache->data, marked.toUtf8());
    }
}

void TestChannelReplies::losesOnlyTheCountThatIsANumberInQuotes()
{
    const auto reply = decodeChannels(
        R"({"channels":{"a":{"user_count":1},"<b>":{"user_count":"5" ,"subscription_count":6},"c":{"user_count":"7"}}})");
    QVERIFY(reply);
    QCOMPARE(lines(**reply), (QStringList{u"<b> – 6"_s, u"a 1 –"_s, u"c – –"_s}));
    QCOMPARE((*reply)->note(), u"The reply gives “user_count” of channel “<b>” as something that is not a count."_s);
    QCOMPARE((*decodeChannels(R"({"channels":{"a":{"user_count":1}}})"))->note(), QString());
    const auto longName = decodeChannels("{\"channels\":{\"" + QByteArray(10'000, 'n') + "\":{\"user_count\":\"5\"}}}");
    QVERIFY((*longName)->note().size() < 300);
}

void TestChannelReplies::saysWhichNamesCannotBeToldApart()
{
    const auto halves = decodeChannels(R"({"channels":{"x\ud800":{},"x\udc00":{"user_count":1}}})");
    QVERIFY(halves);
    QCOMPARE(lines(**halves), QStringList{u"x\ufffd 1 –"_s});
    QCOMPARE(
        (*halves)->note(),
        u"Some channels have the same name, or names that differ only in halves of surrogate pairs, which nobody can ask for: the last entry of each is shown."_s);
    QCOMPARE((*decodeChannels(R"({"channels":{"x\ud800":{},"y\udc00":{}}})"))->note(), QString());
    QCOMPARE((*decodeChannels(R"({"channels":{"x":{},"x":{}}})"))->note(),
             u"The list has some channels more than once: the last entry of each is shown."_s);
}

void TestChannelReplies::saysWhatElseAListHas()
{
    const auto more = decodeChannels(R"({"next":"/page2","channels":{"a":{"user_count":-1}},"has_more":true})");
    QVERIFY(more);
    QCOMPARE((*more)->note(), u"The reply gives “user_count” of channel “a” as something that is not a count. "
                              "The reply has more than the protocol says: next, has_more."_s);
    const auto odd = decodeChannels(R"({"q\ud800":1,"channels":{}})");
    QCOMPARE((*odd)->note(), u"The reply has more than the protocol says: q\ufffd."_s);
}

void TestChannelReplies::aNoteOfTheListStaysShort()
{
    QByteArray body = "{";
    for (int i = 0; i < 1000; ++i)
        body += '"' + QByteArray(500, 'm') + QByteArray::number(i) + "\":1,";
    body += R"("channels":{"z":{},"z":{})";
    for (int i = 0; i < 1000; ++i)
        body += ",\"" + QByteArray(500, 'n') + QByteArray::number(i) + R"(":{"user_count":-1})";
    const auto reply = decodeChannels(body + "}}");
    QVERIFY(reply);
    QVERIFY((*reply)->note().size() < 1000);
    QVERIFY((*reply)->note().contains(u", and others. The list has some channels more than once"_s));
}

void TestChannelReplies::leavesTheReplyOfOthersAlone()
{
    const QByteArray body = R"({"channels":{"a":{}}})";
    QVERIFY(decodeChannels(body));
    QCOMPARE(body, R"({"channels":{"a":{}}})"_ba);
    const char json[] = R"({"channels":{"b":{}}} of a longer text)";
    QCOMPARE(lines(**decodeChannels(QByteArray::fromRawData(json, 21))), QStringList{u"b – –"_s});
}

void TestChannelReplies::readsAHundredThousandChannels()
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

void TestChannelReplies::readsChannels_data()
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
    row("half a surrogate pair in a name", R"({"q\ud800":1,"occupied":true})", [](ChannelState &state) {
        state.occupied = true;
        state.unknownFields = "{\"q\ufffd\":1}";
    });
    row("unknown fields beside a cached event", R"({"x":1,"cache":{"data":"z","ttl":5,"extra":1.10,"\ud800":[]}})",
        [](ChannelState &state) {
            state.cacheTold = true;
            state.cache = CachedValue{"z", 5};
            state.unknownFields = "{\"x\":1,\"cache\":{\"extra\":1.10,\"\ufffd\":[]}}";
        });
    row("unknown fields, digit for digit",
        R"({"occupied":true,"next":{"id": 123456789012345678901234567890},"pi":3.10,"subscription_count_complete":"?"})",
        [](ChannelState &state) {
            state.occupied = true;
            state.unknownFields =
                R"({"next":{"id": 123456789012345678901234567890},"pi":3.10,"subscription_count_complete":"?"})";
        });
}

void TestChannelReplies::readsChannels()
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

void TestChannelReplies::refusesStrangeChannels_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body :
         {R"({"occupied":tru})", R"({"occupied":01})", R"({"user_count":01})", R"({"user_count":1x})",
          R"({"subscription_count":{})", R"({"cache":{"data":"x","ttl":6x}})"})
        QTest::newRow(body) << QByteArray(body);
}

void TestChannelReplies::refusesStrangeChannels()
{
    QFETCH(QByteArray, body);
    const auto reply = decodeChannel(u"a"_s, body);
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::BadReply);
    QVERIFY(!reply.error().message.isEmpty());
}

void TestChannelReplies::readsUsers_data()
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
    row("unknown fields, digit for digit",
        R"({"x":[{"id":9}],"users":[{"y":{"id":8.10},"id":"1","q\ud800":null}],"z":{"users":[]}})",
        {{u"1"_s, {}, "{\"y\":{\"id\":8.10},\"q\ufffd\":null}"}});
    row("hostile texts",
        R"({"users":[{"id":""},{"id":"a\u0000b"},{"id":"\u202Eabc"},{"id":"<b>x</b>"},{"id":"a\r\nb"}]})",
        {{u""_s, {}}, {u"a"_s + QChar(0) + u"b"_s, {}}, {u"\u202eabc"_s, {}}, {u"<b>x</b>"_s, {}}, {u"a\r\nb"_s, {}}});
    row("half a surrogate pair", R"({"users":[{"id":"a\ud83d"},{"id":"b"}]})",
        {{u"a"_s + QChar(0xd83d), {}}, {u"b"_s, {}}});
    row("odd ids", R"({"users":[{"id":null},{"id":true},{"id":[1]},{"id":"a"}]})",
        {{u"null"_s, {}}, {u"true"_s, {}}, {u"[1]"_s, {}}, {u"a"_s, {}}});
    row("a name twice: the last counts", R"({"users":[{"id":"1"}],"users":[{"id":"2","id":"3"}]})", {{u"3"_s, {}}});
}

void TestChannelReplies::readsUsers()
{
    QFETCH(QByteArray, body);
    QFETCH(PresenceUsers, expected);
    const auto reply = decodeUsers(body);
    QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().message));
    QCOMPARE(*reply, expected);
}

void TestChannelReplies::refusesStrangeUsers_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body :
         {"{}", R"({"user":[]})", R"({"users":null})", R"({"users":{}})", R"({"users":"x"})", R"({"users":[1]})",
          R"({"users":["1"]})", R"({"users":[null]})", R"({"users":[{}]})", R"({"users":[{"id":tru}]})",
          R"({"users":[{"id":01}]})", R"({"users":[{"id":"1"}],"x":tru})", R"({"users":[{"id":"1"}]]})"})
        QTest::newRow(body) << QByteArray(body);
}

void TestChannelReplies::refusesStrangeUsers()
{
    QFETCH(QByteArray, body);
    const auto reply = decodeUsers(body);
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, Kind::BadReply);
    QVERIFY(!reply.error().message.isEmpty());
}

QTEST_GUILESS_MAIN(TestChannelReplies)
#include "tst_channelreplies.moc"
