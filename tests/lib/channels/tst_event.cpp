// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/event.h"

#include <QRandomGenerator>
#include <QTest>
#include <simdjson.h>

#include <algorithm>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

//! The body as a server's own JSON reader sees it, which is another one than ours that wrote it.
class Body
{
public:
    explicit Body(const QByteArray &json)
        : m_root(m_parser.parse(json.constData(), static_cast<size_t>(json.size())))
    {}

    QByteArray text(const char *pointer) const { return bytes(m_root.at_pointer(pointer).get_string()); }
    bool has(const char *pointer) const { return m_root.at_pointer(pointer).error() == simdjson::SUCCESS; }
    QByteArrayList texts(const char *pointer) const
    {
        QByteArrayList out;
        for (const auto element : m_root.at_pointer(pointer).get_array())
            out << bytes(element.get_string());
        return out;
    }
    QByteArrayList keys(const char *pointer) const
    {
        QByteArrayList out;
        for (const auto field : m_root.at_pointer(pointer).get_object())
            out << QByteArray(field.key.data(), static_cast<qsizetype>(field.key.size()));
        std::sort(out.begin(), out.end());
        return out;
    }

private:
    static QByteArray bytes(simdjson::simdjson_result<std::string_view> text)
    {
        return {text.value().data(), static_cast<qsizetype>(text.value().size())};
    }

    simdjson::dom::parser m_parser;
    simdjson::dom::element m_root;
};

} // namespace

class TestEvent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsDataByteForByte_data();
    void sendsDataByteForByte();
    void sendsAnyTextByteForByte();
    void sendsEachChannelOnce();
    void sendsOnlyWhatIsGiven();
    void sendsNamesAsTheyAre();
    void sendsABatchInItsOrder();
    void isCompact();
};

void TestEvent::sendsDataByteForByte_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("empty") << ""_ba;
    QTest::newRow("JSON") << "{\"some\":\"data\"}"_ba;
    QTest::newRow("JSON as somebody formatted it") << "{ \"b\" : 1.0,\r\n\t\"a\":1e2, \"b\":2 }\n"_ba;
    QTest::newRow("no JSON") << "just text"_ba;
    QTest::newRow("quotes and backslashes") << R"("\"\\\/\u0041)"_ba;
    QTest::newRow("emoji and accents") << "\xf0\x9f\x98\x80 \xc3\xa9 e\xcc\x81"_ba;
    QTest::newRow("byte order mark") << "\xef\xbb\xbf{}"_ba;
    QTest::newRow("byte order mark alone") << "\xef\xbb\xbf"_ba;
    QTest::newRow("mark in the middle") << "a\xef\xbb\xbf\xef\xbb\xbf"_ba;
    QTest::newRow("NUL") << "a\0b\0"_ba;
    QTest::newRow("every control character") << [] {
        QByteArray all;
        for (char c = 1; c < 0x20; ++c)
            all += c;
        return all + '\x7f';
    }();
    QTest::newRow("line separators") << "\xe2\x80\xa8\xe2\x80\xa9\xc2\x85"_ba;
    QTest::newRow("noncharacters") << "\xef\xbf\xbf\xef\xbf\xbe\xf4\x8f\xbf\xbf"_ba;
    QTest::newRow("replacement character") << "\xef\xbf\xbd"_ba;
    QTest::newRow("HTML") << "</script>&amp;<!--"_ba;
    QTest::newRow("long") << QByteArray(100'000, 'x');
}

void TestEvent::sendsDataByteForByte()
{
    QFETCH(QByteArray, data);
    const Body single(toBody(Event{u"e"_s, {u"c"_s}, data, {}, {}}));
    QCOMPARE(single.text("/data"), data);
    const Body batch(toBody(EventBatch{{u"c"_s, u"e"_s, "first", {}, {}}, {u"c"_s, u"e"_s, data, {}, {}}}));
    QCOMPARE(batch.text("/batch/1/data"), data);
}

void TestEvent::sendsAnyTextByteForByte()
{
    auto *random = QRandomGenerator::global();
    for (int i = 0; i < 2000; ++i) {
        QString text;
        for (int n = random->bounded(12); n > 0; --n) {
            const char32_t c = random->bounded(2) == 0 ? random->bounded(0x100u) : random->bounded(0x110000u);
            if (c < 0xd800 || c > 0xdfff)
                text += QString::fromUcs4(&c, 1);
        }
        const QByteArray data = text.toUtf8();
        QVERIFY2(Body(toBody(Event{u"e"_s, {u"c"_s}, data, {}, {}})).text("/data") == data, data.toHex().constData());
    }
}

void TestEvent::sendsEachChannelOnce()
{
    const QStringList names{u"b"_s, u"a"_s, u"b"_s, u"A"_s, u"a"_s};
    QCOMPARE(uniqueChannels(names), (QStringList{u"b"_s, u"a"_s, u"A"_s}));
    QCOMPARE(Body(toBody(Event{u"e"_s, names, "x", {}, {}})).texts("/channels"), (QByteArrayList{"b", "a", "A"}));
}

void TestEvent::sendsOnlyWhatIsGiven()
{
    const Body bare(toBody(Event{u"e"_s, {u"c"_s}, "", {}, {}}));
    QCOMPARE(bare.keys(""), (QByteArrayList{"channels", "data", "name"}));
    const Body full(toBody(Event{u"e"_s, {u"c"_s}, "", u"1.2"_s, {u"user_count"_s, u"subscription_count"_s}}));
    QCOMPARE(full.keys(""), (QByteArrayList{"channels", "data", "info", "name", "socket_id"}));
    QCOMPARE(full.text("/socket_id"), "1.2"_ba);
    QCOMPARE(full.text("/info"), "user_count,subscription_count"_ba);

    const Body batch(
        toBody(EventBatch{{u"c"_s, u"e"_s, "", {}, {}}, {u"c"_s, u"e"_s, "", u"1.2"_s, {u"user_count"_s}}}));
    QCOMPARE(batch.keys(""), (QByteArrayList{"batch"}));
    QCOMPARE(batch.keys("/batch/0"), (QByteArrayList{"channel", "data", "name"}));
    QCOMPARE(batch.keys("/batch/1"), (QByteArrayList{"channel", "data", "info", "name", "socket_id"}));
}

void TestEvent::sendsNamesAsTheyAre()
{
    const Body body(toBody(Event{u"caf\u00e9 \"\U0001F600\""_s, {u"#server-to-user-42"_s, u"a b"_s}, "x", {}, {}}));
    QCOMPARE(body.text("/name"), u"caf\u00e9 \"\U0001F600\""_s.toUtf8());
    QCOMPARE(body.texts("/channels"), (QByteArrayList{"#server-to-user-42", "a b"}));
}

void TestEvent::sendsABatchInItsOrder()
{
    EventBatch batch;
    for (int i = 0; i < 10; ++i)
        batch << BatchEvent{u"c%1"_s.arg(i), u"e%1"_s.arg(9 - i), QByteArray::number(i), {}, {}};
    const Body body(toBody(batch));
    for (int i = 0; i < 10; ++i) {
        const QByteArray at = "/batch/" + QByteArray::number(i);
        QCOMPARE(body.text((at + "/channel").constData()), "c" + QByteArray::number(i));
        QCOMPARE(body.text((at + "/name").constData()), "e" + QByteArray::number(9 - i));
        QCOMPARE(body.text((at + "/data").constData()), QByteArray::number(i));
    }
    QVERIFY2(Body(toBody(EventBatch())).has("/batch"), "a batch without its array ends a soketi");
}

void TestEvent::isCompact()
{
    // soketi, Reverb and others hash the very bytes, so there is nothing to gain from spaces, and size counts on
    // Reverb.
    QCOMPARE(toBody(Event{u"e"_s, {u"c"_s}, "é"_ba, {}, {}}), R"({"channels":["c"],"data":"é","name":"e"})"_ba);
    QCOMPARE(toBody(EventBatch{{u"c"_s, u"e"_s, "{}", {}, {}}}),
             R"({"batch":[{"channel":"c","data":"{}","name":"e"}]})"_ba);
}

QTEST_GUILESS_MAIN(TestEvent)
#include "tst_event.moc"
