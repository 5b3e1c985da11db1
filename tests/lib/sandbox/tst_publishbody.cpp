// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/publishbody.h"

#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

QString answer(const SandboxReply &reply)
{
    return QString::number(reply.status) + u' ' + QString::fromUtf8(reply.body).trimmed();
}

template <typename T>
QString verdict(const Accepted<T> &accepted)
{
    return accepted ? u"accepted"_s : answer(accepted.error());
}

QByteArray eventWith(const QByteArray &fields)
{
    return R"({"name":"n","data":"d","channel":"c")" + fields + '}';
}

} // namespace

class PublishBodyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAnEvent()
    {
        const auto read = readEvent("{\"name\":\"näme\",\"data\":\"{\\\"a\\\": 1}\","
                                    "\"channels\":[\"a\",\"private-encrypted-b\",\"#server-to-user-7\"],"
                                    "\"socket_id\":\"1.2\",\"info\":\"user_count, subscription_count,user_count\","
                                    "\"other\":[1,{}]}");
        QVERIFY(read);
        QCOMPARE(read->name, u"näme"_s);
        QCOMPARE(read->data, R"({"a": 1})"_ba);
        QCOMPARE(read->channels, (QStringList{u"a"_s, u"private-encrypted-b"_s, u"#server-to-user-7"_s}));
        QCOMPARE(read->socketId, u"1.2"_s);
        QCOMPARE(read->info, (QStringList{u"user_count"_s, u"subscription_count"_s}));
    }

    void readsDataByteForByte_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("empty") << "\"\""_ba
                               << ""_ba;
        QTest::newRow("escapes") << "\"a\\\"\\\\\\/\\n\\u00e9\\ud83d\\ude00\""_ba
                                 << "a\"\\/\n\xc3\xa9\xf0\x9f\x98\x80"_ba;
        QTest::newRow("nul") << "\"a\\u0000b\""_ba << QByteArray("a\0b", 3);
        QTest::newRow("byte order mark") << "\"\xef\xbb\xbfx\""_ba
                                         << "\xef\xbb\xbfx"_ba;
    }

    void readsDataByteForByte()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, data);
        const auto read = readEvent(R"({"name":"n","channel":"c","data":)" + json + '}');
        QVERIFY(read);
        QCOMPARE(read->data, data);
    }

    void refusesWhatPusherRefuses_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QByteArray &body, const QString &expected) {
            QTest::newRow(name) << body << expected;
        };
        row("nothing", "", u"400 The request body is not a JSON object"_s);
        row("not JSON", "{", u"400 The request body is not a JSON object"_s);
        row("two documents", "{}{}", u"400 The request body is not a JSON object"_s);
        row("an array", "[]", u"400 The request body is not a JSON object"_s);
        row("not UTF-8", "{\"name\":\"\xff\"}", u"400 The request body is not a JSON object"_s);
        row("deeply nested", eventWith(",\"x\":" + QByteArray(100'000, '[')),
            u"400 The request body is not a JSON object"_s);
        row("no name", R"({"data":"d","channel":"c"})", u"400 Expected name parameter to be a string"_s);
        row("name is a number", R"({"name":1,"data":"d","channel":"c"})",
            u"400 Expected name parameter to be a string"_s);
        row("empty name", R"({"name":"","data":"d","channel":"c"})", u"400 Event name must not be empty"_s);
        row("no data", R"({"name":"n","channel":"c"})", u"400 Expected data parameter to be a string"_s);
        row("data is an object", R"({"name":"n","data":{},"channel":"c"})",
            u"400 Expected data parameter to be a string"_s);
        row("data is null", R"({"name":"n","data":null,"channel":"c"})",
            u"400 Expected data parameter to be a string"_s);
        row("no channel", R"({"name":"n","data":"d"})", u"400 Expected channel parameter to be a string"_s);
        row("channels is a string", eventWith(R"(,"channels":"c")"),
            u"400 Expected channels parameter to be an array of strings"_s);
        row("channels holds a number", eventWith(R"(,"channels":["c",1])"),
            u"400 Expected channels parameter to be an array of strings"_s);
        row("no channels", eventWith(R"(,"channels":[])"), u"400 Missing parameter: channels"_s);
        row("socket_id is empty", eventWith(R"(,"socket_id":"")"), u"400 Invalid socket id: ''"_s);
        row("socket_id is a word", eventWith(R"(,"socket_id":"undefined")"), u"400 Invalid socket id: 'undefined'"_s);
        row("socket_id is a number", eventWith(R"(,"socket_id":1.2)"),
            u"400 Expected socket_id parameter to be a string"_s);
        row("unknown info", eventWith(R"(,"info":"user_count,cache")"), u"400 Unknown info attribute: cache"_s);
        row("one bad channel", eventWith(R"(,"channels":["c","a b"])"), u"400 Invalid channel name: a b"_s);
    }

    void refusesWhatPusherRefuses()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, expected);
        QCOMPARE(verdict(readEvent(body)), expected);
    }

    void takesAnAbsentOptionalFieldAsNull()
    {
        QCOMPARE(verdict(readEvent(eventWith(R"(,"socket_id":null,"info":null,"channels":null)"))), u"accepted"_s);
    }

    void takesAnyLegalJson()
    {
        QCOMPARE(verdict(readEvent(eventWith(R"(,"x":"\ud800","y":[1e999,100000000000000000000])"))), u"accepted"_s);
        const auto read = readEvent(R"({"name":"n","channel":"c","data":"half \ud83d"})");
        QVERIFY(read);
        QCOMPARE(read->data, "half \xef\xbf\xbd"_ba);
        const auto marked = readEvent("{\"name\":\"n\",\"channel\":\"c\",\"data\":\"\xef\xbb\xbf\\u0001\"}");
        QVERIFY(marked);
        QCOMPARE(marked->data, "\xef\xbb\xbf\x01"_ba);
    }

    void theFirstOfDuplicateKeysCounts()
    {
        const auto read = readEvent(eventWith(R"(,"name":"second","data":1)"));
        QVERIFY(read);
        QCOMPARE(read->name, u"n"_s);
    }

    void measuresNamesInCharacters()
    {
        const auto named = [](qsizetype length) {
            return readEvent("{\"data\":\"d\",\"channel\":\"c\",\"name\":\"" + "é"_ba.repeated(length) + "\"}");
        };
        QCOMPARE(verdict(named(200)), u"accepted"_s);
        QVERIFY(verdict(named(201)).endsWith(u"is longer than 200 characters"));
    }

    void measuresDataInDecodedBytes()
    {
        const auto with = [](const QByteArray &jsonText) {
            return readEvent("{\"name\":\"n\",\"channel\":\"c\",\"data\":\"" + jsonText + "\"}");
        };
        QCOMPARE(verdict(with(QByteArray(10'240, 'a'))), u"accepted"_s);
        QCOMPARE(verdict(with("\\u00e9"_ba.repeated(5'120))), u"accepted"_s);
        const QString tooMuch =
            u"413 The data content of this event exceeds the allowed maximum (10240 bytes). See "
            "https://pusher.com/docs/channels/server_api/http-api#publishing-events for more info"_s;
        QCOMPARE(verdict(with(QByteArray(10'241, 'a'))), tooMuch);
        QCOMPARE(verdict(with("é"_ba.repeated(5'120) + 'a')), tooMuch);
    }

    void takesOneHundredChannels()
    {
        const auto channels = [](int count) {
            QByteArrayList names;
            for (int i = 0; i < count; ++i)
                names.append("\"c" + QByteArray::number(i) + '"');
            return readEvent(R"({"name":"n","data":"d","channels":[)" + names.join(',') + "]}");
        };
        QCOMPARE(verdict(channels(100)), u"accepted"_s);
        QCOMPARE(verdict(channels(101)), u"400 An event cannot go to more than 100 channels at once"_s);
    }

    void checksChannelNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isValid");
        QTest::newRow("every legal character") << u"aZ09_-=@,.;"_s << true;
        QTest::newRow("164 characters") << QString(164, u'a') << true;
        QTest::newRow("165 characters") << QString(165, u'a') << false;
        QTest::newRow("empty") << u""_s << false;
        QTest::newRow("line feed at its end") << u"a\n"_s << false;
        QTest::newRow("colon") << u"a:b"_s << false;
        QTest::newRow("beyond ASCII") << u"é"_s << false;
        QTest::newRow("reserved") << u"#a"_s << false;
        QTest::newRow("a user") << u"#server-to-user-7"_s << true;
        QTest::newRow("no user") << u"#server-to-user-"_s << false;
    }

    void checksChannelNames()
    {
        QFETCH(QString, name);
        QFETCH(bool, isValid);
        const auto refusal = channelNameRefusal(name);
        QCOMPARE(!refusal, isValid);
        if (refusal)
            QVERIFY(answer(*refusal).startsWith(u"400 Invalid channel name"));
    }

    void readsABatch()
    {
        const auto read = readBatch(R"({"batch":[{"channel":"a","name":"x","data":"1","socket_id":"1.2"},
                                                 {"channel":"b","name":"y","data":"2","info":"user_count"}]})");
        QVERIFY(read);
        QCOMPARE(*read,
                 (EventBatch{{u"a"_s, u"x"_s, "1", u"1.2"_s, {}}, {u"b"_s, u"y"_s, "2", {}, {u"user_count"_s}}}));
    }

    void refusesABadBatch_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("expected");
        const QByteArray good = R"({"channel":"a","name":"x","data":"1"})";
        const auto batch = [](const QByteArrayList &events) { return R"({"batch":[)" + events.join(',') + "]}"; };
        QTest::newRow("no array") << "{}"_ba << u"400 Expected batch parameter to be an array of events"_s;
        QTest::newRow("an object") << R"({"batch":{}})"_ba
                                   << u"400 Expected batch parameter to be an array of events"_s;
        QTest::newRow("holds a number") << batch({good, "1"})
                                        << u"400 Expected batch parameter to be an array of events"_s;
        QTest::newRow("eleven events") << batch(QByteArrayList(11, good))
                                       << u"400 A batch cannot have more than 10 events"_s;
        QTest::newRow("last without data")
            << batch({good, R"({"channel":"a","name":"x"})"}) << u"400 Expected data parameter to be a string"_s;
        QTest::newRow("channels instead of channel") << batch({R"({"channels":["a"],"name":"x","data":"1"})"})
                                                     << u"400 Expected channel parameter to be a string"_s;
        QTest::newRow("bad channel") << batch({R"({"channel":"a b","name":"x","data":"1"})"})
                                     << u"400 Invalid channel name: a b"_s;
    }

    void refusesABadBatch()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, expected);
        QCOMPARE(verdict(readBatch(body)), expected);
    }
};

QTEST_GUILESS_MAIN(PublishBodyTest)
#include "tst_publishbody.moc"
