// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jsonfault.h"
#include "http/replies.h"
#include "http/replycheck.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

using Kind = ApiError::Kind;

namespace {

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
    void readsBatches_data();
    void readsBatches();
    void takesAnythingElseForSuccess_data();
    void takesAnythingElseForSuccess();
    void whatIsGivenTwiceIsSpokenOf();
    void namesTheOffendingPart();
    void aNumberBeyondAnyTypeCostsThatNumberOnly();
    void anOddPartOfAChannelCostsThatPartOnly_data();
    void anOddPartOfAChannelCostsThatPartOnly();
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
    QList<std::optional<ApiError>> errors{
        decodeChannels(body) ? std::nullopt : std::optional(decodeChannels(body).error()),
        decodeChannel(u"a"_s, body) ? std::nullopt : std::optional(decodeChannel(u"a"_s, body).error()),
        decodeUsers(body) ? std::nullopt : std::optional(decodeUsers(body).error()),
    };
    // Publishes are answered with anything, see takesAnythingElseForSuccess().
    if (body.startsWith('{') || body.startsWith('<')) {
        errors << (decodeTrigger(body) ? std::nullopt : std::optional(decodeTrigger(body).error()))
               << (decodeBatch(body) ? std::nullopt : std::optional(decodeBatch(body).error()));
    }
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
        QVERIFY2(part.isEmpty() || !decodeTrigger(part), part.constData());
        QVERIFY2(part.isEmpty() || !decodeBatch(part), part.constData());
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
    for (const char *body : {R"({"channels":"x"})", R"({"channels":1})"})
        row(body, body, {});
    for (const char *body : {R"({"channels":{"a":1}})", R"({"channels":{"a":null}})", R"({"channels":{"a":[1]}})",
                             R"({"channels":{"a":{"user_count":"42"}}})", R"({"channels":{"a":{"user_count":-1}}})",
                             R"({"channels":{"a":{"user_count":1.5}}})", R"({"channels":{"a":{"user_count":true}}})",
                             R"({"channels":{"a":{"user_count":123456789012345678901234567890}}})"})
        row(body, body, {u"a – –"_s});
    row("one count of two", R"({"channels":{"a":{"user_count":"5","subscription_count":7}}})", {u"a – 7"_s});
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
    for (const char *body : {R"({"batch":"x"})", R"({"batch":{"0":{}}})", R"({"batch":true})"})
        row(body, body, {});
    row("strange counts", R"({"batch":[1,null,{"user_count":"1"},{"user_count":3}]})",
        {u"– –"_s, u"– –"_s, u"– –"_s, u"3 –"_s});
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

void TestReplies::takesAnythingElseForSuccess_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body : {"", " \n", "null", "1", "\"{}\"", "[]", "OK", "ok\n", "true", "[1", "caf\xe9"})
        QTest::newRow(body) << QByteArray(body);
}

void TestReplies::takesAnythingElseForSuccess()
{
    QFETCH(QByteArray, body);
    const auto trigger = decodeTrigger(body);
    QVERIFY(trigger);
    QCOMPARE(lines(trigger->channels), QStringList());
    QCOMPARE(trigger->raw, body);
    const auto batch = decodeBatch(body);
    QVERIFY(batch);
    QVERIFY(batch->events.isEmpty());
    QCOMPARE(batch->raw, body);
}

void TestReplies::whatIsGivenTwiceIsSpokenOf()
{
    const auto names = *decodeChannels(R"({"channels":{"b":{"user_count":1},"a":{},"b":{"user_count":2}}})");
    QCOMPARE(names->size(), size_t(2));
    QCOMPARE(names->userCount(1), std::optional<qint64>(2));
    QVERIFY(!names->note().isEmpty());
    const auto lists = *decodeChannels(R"({"channels":{"a":{}},"channels":{"b":{}}})");
    QCOMPARE(lists->size(), size_t(1));
    QCOMPARE(lists->name(0), u"b"_s);
    QVERIFY(lists->note().contains(u"channels"_s));
    QVERIFY((*decodeChannels(R"({"channels":{"b":{},"a":{}}})"))->note().isEmpty());
}

void TestReplies::namesTheOffendingPart()
{
    const QString list = (*decodeChannels(R"({"channels":{"room-7":{"user_count":"x"}}})"))->note();
    QVERIFY(list.contains(u"room-7"_s) && list.contains(u"user_count"_s));
    const QString one = decodeChannel(u"room-7"_s, R"({"subscription_count":"x"})")->note;
    QVERIFY(one.contains(u"room-7"_s) && one.contains(u"subscription_count"_s));
}

void TestReplies::aNumberBeyondAnyTypeCostsThatNumberOnly()
{
    const auto list =
        decodeChannels(R"({"x":1e400,"channels":{"a":{"user_count":1e400},"b":{"user_count":2,"y":1e400}}})");
    QVERIFY2(list, qPrintable(list ? QString() : list.error().message));
    QCOMPARE((*list)->size(), size_t{2});
    QCOMPARE((*list)->userCount(0), std::nullopt);
    QCOMPARE((*list)->userCount(1), 2);
    QVERIFY((*list)->note().contains(u"user_count"_s));
    const auto channel = decodeChannel(u"a"_s, R"({"occupied":true,"user_count":-1e400,"subscription_count":3})");
    QVERIFY2(channel, qPrintable(channel ? QString() : channel.error().message));
    QCOMPARE(channel->counts.userCount, std::nullopt);
    QCOMPARE(channel->counts.subscriptionCount, 3);
    const auto users = decodeUsers(R"({"users":[{"id":"1","user_info":{"n":1e400}},{"id":2}]})");
    QVERIFY2(users, qPrintable(users ? QString() : users.error().message));
    QCOMPARE(users->size(), 2);
}

void TestReplies::anOddPartOfAChannelCostsThatPartOnly_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("named");
    QTest::newRow("occupied in quotes") << QByteArray(
                                               R"({"occupied":"true","user_count":7,"cache":{"data":"x","ttl":60}})")
                                        << u"occupied"_s;
    QTest::newRow("occupied as a number")
        << QByteArray(R"({"user_count":7,"occupied":1,"cache":{"data":"x","ttl":60}})") << u"occupied"_s;
    QTest::newRow("occupied as an object")
        << QByteArray(R"({"occupied":{"a":[1]},"user_count":7,"cache":{"data":"x","ttl":60}})") << u"occupied"_s;
    QTest::newRow("ttl in quotes") << QByteArray(R"({"occupied":true,"user_count":7,"cache":{"data":"x","ttl":"60"}})")
                                   << u"ttl"_s;
    QTest::newRow("ttl below zero") << QByteArray(R"({"occupied":true,"user_count":7,"cache":{"ttl":-1,"data":"x"}})")
                                    << u"ttl"_s;
}

void TestReplies::anOddPartOfAChannelCostsThatPartOnly()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, named);
    const auto state = decodeChannel(u"cache-a"_s, body);
    QVERIFY2(state, qPrintable(state ? QString() : state.error().message));
    QCOMPARE(state->counts.userCount, 7);
    QVERIFY(state->cache);
    QCOMPARE(state->cache->data, QByteArray("x"));
    QVERIFY2(state->note.contains(named), qPrintable(state->note));
    const bool occupiedIsOdd = named == u"occupied"_s;
    QCOMPARE(state->occupied, occupiedIsOdd ? std::nullopt : std::optional(true));
    QCOMPARE(state->cache->ttl, occupiedIsOdd ? std::optional<qint64>(60) : std::nullopt);
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
        if (decodeTrigger(body) || decodeBatch(body))
            QVERIFY2(!body.trimmed().startsWith('{') || QJsonDocument::fromJson(body).isObject(), body.constData());
        const bool accepted = decodeChannels(body).has_value() || decodeChannel(u"a"_s, body).has_value() ||
                              decodeUsers(body).has_value();
        if (accepted)
            QVERIFY2(QJsonDocument::fromJson(body).isObject() || !jsonFault(body), body.constData());
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
