// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/validation.h"

#include <QSet>
#include <QTest>

#include <functional>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

// The columns of the table of rules, in this order.
const QList<ServerKind> servers{ServerKind::Pusher,  ServerKind::Soketi,  ServerKind::Reverb,
                                ServerKind::Sockudo, ServerKind::Sandbox, ServerKind::Unknown};

Event plainEvent()
{
    return {u"e"_s, {u"c"_s}, "{}", {}, {}};
}

char letter(const Findings &findings, const QString &rule)
{
    char found = '-';
    for (const Finding &finding : findings) {
        if (finding.rule == rule && finding.severity == Finding::Severity::Refusal)
            return 'r';
        if (finding.rule == rule)
            found = 'w';
    }
    return found;
}

QStringList rulesOf(const Findings &findings)
{
    QStringList out;
    for (const Finding &finding : findings)
        out << finding.rule;
    return out;
}

} // namespace

class TestValidation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsAnOrdinaryEventPass();
    void appliesEachRuleAsTheServerDoes_data();
    void appliesEachRuleAsTheServerDoes();
    void checksEachEventOfABatch();
    void limitsABatch_data();
    void limitsABatch();
    void checksANameAlone();
    void putsRefusalsFirst();
    void namesRuleAndPart_data();
    void namesRuleAndPart();
    void quotesAnyTextAsItIs();
    void cutsLongParts();
    void saysWhichLimitsCanBeRaised();
};

void TestValidation::letsAnOrdinaryEventPass()
{
    for (const ServerKind server : servers) {
        QCOMPARE(validate(plainEvent(), dialectOf(server)), Findings());
        Event rich{QString(200, u'e'), {}, QByteArray(5000, 'x'), u"4324676776.6621833699"_s, {}};
        for (int i = 0; i < 100; ++i)
            rich.channels << u"presence-aZ09_-=@,.;%1"_s.arg(i);
        QCOMPARE(validate(rich, dialectOf(server)), Findings());
        QCOMPARE(validate(EventBatch(10, {u"private-encrypted-x"_s, u"e"_s, "{}", {}, {}}), dialectOf(server)),
                 Findings());
    }
}

void TestValidation::appliesEachRuleAsTheServerDoes_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<std::function<void(Event &)>>("change");
    QTest::addColumn<QByteArray>("verdicts"); // Pusher, soketi, Reverb, sockudo, sandbox, unknown
    const auto row = [](const char *name, const QString &rule, const QByteArray &verdicts,
                        std::function<void(Event &)> change) {
        QTest::newRow(name) << rule << std::move(change) << verdicts;
    };
    const auto channel = [&](const char *name, const QString &rule, const QByteArray &verdicts, const QString &text) {
        row(name, rule, verdicts, [text](Event &e) { e.channels = {text}; });
    };

    row("no channel", u"channels-none"_s, "rrrrrr", [](Event &e) { e.channels.clear(); });
    row("101 channels", u"channels-per-event"_s, "rw-wrw", [](Event &e) {
        e.channels.clear();
        for (int i = 0; i < 101; ++i)
            e.channels << QString::number(i);
    });
    row("101 times the same channel", u"channels-per-event"_s, "------",
        [](Event &e) { e.channels = QStringList(101, u"c"_s); });
    row("encrypted with another", u"encrypted-with-others"_s, "rrrrrr", [](Event &e) {
        e.channels = {u"c"_s, u"private-encrypted-x"_s};
    });
    row("encrypted cache with another", u"encrypted-with-others"_s, "rrrrrr", [](Event &e) {
        e.channels = {u"private-encrypted-cache-x"_s, u"c"_s};
    });
    row("encrypted alone, named twice", u"encrypted-with-others"_s, "------", [](Event &e) {
        e.channels = {u"private-encrypted-x"_s, u"private-encrypted-x"_s};
    });

    channel("empty name", u"channel-name-empty"_s, "rrrrrr", QString());
    channel("illegal character", u"channel-name-characters"_s, "rr-rrr", u"a b"_s);
    channel("colon", u"channel-name-characters"_s, "rr--rr", u"room:7"_s);
    channel("colon, then a space", u"channel-name-characters"_s, "rr-rrr", u"room:7 b"_s);
    channel("name with an accent", u"channel-name-characters"_s, "rr-rrr", u"caf\u00e9"_s);
    channel("line end at the end", u"channel-name-characters"_s, "rr-rrr", u"c\n"_s);
    channel("hash inside", u"channel-name-characters"_s, "rr--rr", u"a#b"_s);
    channel("unknown name with a hash", u"channel-name-hash"_s, "rr--rr", u"#x"_s);
    channel("165 characters", u"channel-name-length"_s, "r---rw", QString(165, u'c'));
    channel("164 characters", u"channel-name-length"_s, "------", QString(164, u'c'));
    channel("201 characters", u"channel-name-length"_s, "rw-wrw", QString(201, u'c'));
    channel("to a user", u"server-to-user"_s, "--r---", u"#server-to-user-42"_s);
    channel("to nobody", u"server-to-user-id"_s, "rrrrrr", u"#server-to-user-"_s);
    channel("to a user with a bad id", u"channel-name-characters"_s, "rr-rrr", u"#server-to-user-4 2"_s);

    row("no event name", u"event-name-empty"_s, "rrrrrr", [](Event &e) { e.name.clear(); });
    row("pusher:", u"event-name-reserved"_s, "rrrrrr", [](Event &e) { e.name = u"pusher:ping"_s; });
    row("pusher_internal:", u"event-name-reserved"_s, "rrrrrr", [](Event &e) { e.name = u"pusher_internal:x"_s; });
    row("pusher without a colon", u"event-name-reserved"_s, "------", [](Event &e) { e.name = u"pusher"_s; });
    row("client event", u"event-name-client"_s, "wwwwww", [](Event &e) { e.name = u"client-x"_s; });
    row("long event name", u"event-name-length"_s, "rw-wrw", [](Event &e) { e.name = QString(201, u'e'); });

    row("no data", u"data-empty"_s, "-rr---", [](Event &e) { e.data.clear(); });
    row("not UTF-8", u"data-utf8"_s, "rrrrrr", [](Event &e) { e.data = "a\xff"; });
    row("10,240 bytes", u"data-size"_s, "------", [](Event &e) { e.data = QByteArray(10240, 'x'); });
    row("10,241 bytes", u"data-size"_s, "w---rw", [](Event &e) { e.data = QByteArray(10241, 'x'); });
    row("10,241 bytes in fewer characters", u"data-size"_s, "w---rw",
        [](Event &e) { e.data = "x" + QByteArray("\xf0\x9f\x98\x80").repeated(2560); });
    row("10,240 bytes that need escapes", u"data-size"_s, "------", [](Event &e) { e.data = QByteArray(10240, '"'); });
    row("102,400 bytes", u"data-size"_s, "w---rw", [](Event &e) { e.data = QByteArray(102400, 'x'); });
    row("102,401 bytes", u"data-size"_s, "ww-wrw", [](Event &e) { e.data = QByteArray(102401, 'x'); });
    row("large request", u"request-size"_s, "--w---", [](Event &e) { e.data = QByteArray(9900, 'x'); });
    row("escapes make a request large", u"request-size"_s, "--w---", [](Event &e) { e.data = QByteArray(5000, '"'); });
    row("request within the limit", u"request-size"_s, "------", [](Event &e) { e.data = QByteArray(9000, 'x'); });

    row("bad socket id", u"socket-id"_s, "rrrrrr", [](Event &e) { e.socketId = u"undefined"_s; });
    row("unknown info", u"info"_s, "rrrrrr", [](Event &e) { e.info = {u"cache"_s}; });
    row("info", u"info-ignored"_s, "-w----", [](Event &e) { e.info = {u"user_count"_s, u"subscription_count"_s}; });
}

void TestValidation::appliesEachRuleAsTheServerDoes()
{
    QFETCH(QString, rule);
    QFETCH(std::function<void(Event &)>, change);
    Event changed = plainEvent();
    change(changed);
    QByteArray verdicts;
    QByteArray inABatch;
    for (const ServerKind server : servers) {
        verdicts += letter(validate(changed, dialectOf(server)), rule);
        const QString channel = changed.channels.value(0);
        const EventBatch batch{{channel, changed.name, changed.data, changed.socketId, changed.info}};
        inABatch += letter(validate(batch, dialectOf(server)), rule);
    }
    QTEST(verdicts, "verdicts");
    // What is not about several channels holds for each event of a batch as well.
    if (!rule.startsWith("channels-"_L1) && rule != "encrypted-with-others"_L1)
        QTEST(inABatch, "verdicts");
}

void TestValidation::checksEachEventOfABatch()
{
    const BatchEvent good{u"c"_s, u"e"_s, "{}", {}, {}};
    BatchEvent bad = good;
    bad.channel = u"a b"_s;
    BatchEvent worse = good;
    worse.name.clear();
    worse.data = "\xff";
    const Findings findings = validate(EventBatch{good, bad, good, worse}, dialectOf(ServerKind::Pusher));
    QStringList found;
    for (const Finding &finding : findings)
        found << u"%1 %2"_s.arg(finding.row).arg(finding.rule);
    QCOMPARE(found, (QStringList{u"1 channel-name-characters"_s, u"3 event-name-empty"_s, u"3 data-utf8"_s}));
}

void TestValidation::limitsABatch_data()
{
    QTest::addColumn<qsizetype>("events");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QByteArray>("verdicts");
    QTest::newRow("none") << qsizetype(0) << "{}"_ba << u"batch-empty"_s << "rrrrrr"_ba;
    QTest::newRow("ten") << qsizetype(10) << "{}"_ba << u"events-per-batch"_s << "------"_ba;
    QTest::newRow("eleven") << qsizetype(11) << "{}"_ba << u"events-per-batch"_s << "ww-wrw"_ba;
    QTest::newRow("small ones that are large together")
        << qsizetype(10) << QByteArray(1000, 'x') << u"request-size"_s << "--w---"_ba;
    QTest::newRow("each within its limit") << qsizetype(10) << QByteArray(10240, 'x') << u"data-size"_s << "------"_ba;
}

void TestValidation::limitsABatch()
{
    QFETCH(qsizetype, events);
    QFETCH(QByteArray, data);
    QFETCH(QString, rule);
    QByteArray verdicts;
    for (const ServerKind server : servers) {
        const Findings findings = validate(EventBatch(events, {u"c"_s, u"e"_s, data, {}, {}}), dialectOf(server));
        verdicts += letter(findings, rule);
        for (const Finding &finding : findings)
            QCOMPARE(finding.row, -1);
    }
    QTEST(verdicts, "verdicts");
}

void TestValidation::checksANameAlone()
{
    const Dialect &pusher = dialectOf(ServerKind::Pusher);
    QCOMPARE(validateChannelName(u"presence-x"_s, pusher), Findings());
    QCOMPARE(rulesOf(validateChannelName(u"a b"_s + QString(200, u'c'), pusher)),
             (QStringList{u"channel-name-characters"_s, u"channel-name-length"_s}));
    QCOMPARE(rulesOf(validateChannelName(QString(), pusher)), QStringList{u"channel-name-empty"_s});
}

void TestValidation::putsRefusalsFirst()
{
    Event several = plainEvent();
    several.name = u"client-x"_s;            // a warning
    several.data = QByteArray(10241, 'x');   // a warning on Pusher
    several.channels = {u"a b"_s, u"c d"_s}; // two refusals
    several.socketId = u"x"_s;               // a refusal
    const Findings findings = validate(several, dialectOf(ServerKind::Pusher));
    QCOMPARE(rulesOf(findings), (QStringList{u"channel-name-characters"_s, u"channel-name-characters"_s, u"socket-id"_s,
                                             u"event-name-client"_s, u"data-size"_s}));
    QCOMPARE(firstRefusal(findings), &findings.first());
    QCOMPARE(firstRefusal(findings.mid(3)), nullptr);
    QCOMPARE(firstRefusal({}), nullptr);
}

void TestValidation::namesRuleAndPart_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QString>("words");
    QTest::newRow("space") << u"a b"_s << u"a space at position 2"_s;
    QTest::newRow("letter") << u"caf\u00e9"_s << u"the character “\u00e9” at position 4"_s;
    QTest::newRow("emoji") << u"a\U0001F600b"_s << u"the character “\U0001F600” at position 2"_s;
    QTest::newRow("line end") << u"ab\n"_s << u"U+000a at position 3"_s;
    QTest::newRow("NUL") << u"a\0"_s << u"U+0000 at position 2"_s;
    QTest::newRow("text direction") << u"a\u202e"_s << u"U+202e at position 2"_s;
    QTest::newRow("length") << QString(170, u'c') << u"has 170 characters; Pusher Channels allows 164"_s;
    QTest::newRow("hash") << u"#x"_s << u"“#x”"_s;
}

void TestValidation::namesRuleAndPart()
{
    QFETCH(QString, channel);
    QFETCH(QString, words);
    const Findings findings = validateChannelName(channel, dialectOf(ServerKind::Pusher));
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first().part, channel);
    QVERIFY2(findings.first().message.contains(words), qPrintable(findings.first().message));
}

void TestValidation::quotesAnyTextAsItIs()
{
    for (const QString &name : {u"%1 x"_s, u"a%2 x"_s, u"50%3 x"_s, u"%99 x"_s, u"<b> x"_s, u"%L1 x"_s}) {
        const Findings findings = validateChannelName(name, dialectOf(ServerKind::Pusher));
        QCOMPARE(findings.size(), 1);
        QVERIFY2(findings.first().message.contains(u"“%1”"_s.arg(name)), qPrintable(findings.first().message));
    }
    Event odd = plainEvent();
    odd.socketId = u"%1.%2"_s;
    odd.info = {u"%1"_s};
    for (const Finding &finding : validate(odd, dialectOf(ServerKind::Pusher)))
        QVERIFY2(finding.message.contains(finding.part), qPrintable(finding.message));
}

void TestValidation::cutsLongParts()
{
    const Findings findings = validateChannelName(QString(100'000, u' '), dialectOf(ServerKind::Pusher));
    for (const Finding &finding : findings) {
        QVERIFY(finding.part.size() <= 201);
        QVERIFY(finding.message.size() < 1000);
    }
    QCOMPARE(findings.size(), 2);
}

void TestValidation::saysWhichLimitsCanBeRaised()
{
    Event large = plainEvent();
    large.data = QByteArray(10241, 'x');
    QVERIFY(validate(large, dialectOf(ServerKind::Pusher)).first().message.contains("configured to allow more"_L1));
    QVERIFY(!validate(large, dialectOf(ServerKind::Sandbox)).first().message.contains("configured"_L1));
}

QTEST_GUILESS_MAIN(TestValidation)
#include "tst_validation.moc"
