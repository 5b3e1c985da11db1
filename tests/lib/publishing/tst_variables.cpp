// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/variables.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QUuid>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

//! 2026-11-23 12:34:56.789 UTC.
Clock stoppedClock()
{
    return [] { return std::chrono::system_clock::time_point(std::chrono::milliseconds(1'795'437'296'789)); };
}

VariableExpander expander(const VariableExpander::Values &values = {}, quint64 seq = 1, quint32 seed = 1)
{
    return VariableExpander(values, seq, stoppedClock(), QRandomGenerator(seed));
}

Event withData(const QByteArray &data)
{
    return {u"n"_s, {u"c"_s}, data, {}, {}};
}

} // namespace

class VariablesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesOtherBracesAlone_data();
    void leavesOtherBracesAlone();
    void putsValuesWhereTheyBelong_data();
    void putsValuesWhereTheyBelong();
    void expandsChannelsAndName();
    void knowsTheTime();
    void countsWhatWasExpanded();
    void drawsEveryOccurrenceAnew();
    void drawsNumbersBetweenTheBounds();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
    void listsTheVariablesUsed();
    void keepsTheRestOfABatchEvent();
};

void VariablesTest::leavesOtherBracesAlone_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("JSON that ends in braces") << QByteArray(R"({"a":{"b":{"c":1}}})");
    QTest::newRow("section of a template") << QByteArray(R"({"t":"{{#each x}} {{/each}} {{> part}} {{! no }}"})");
    QTest::newRow("field of a Go template") << QByteArray("{{ .Name }} {{- 1 -}}");
    QTest::newRow("three braces") << QByteArray("{{{name}}} {{{{name}}}}");
    QTest::newRow("nothing in it") << QByteArray("{{}} {{ }} {{1}} {{");
    QTest::newRow("odd bytes") << QByteArray("\xef\xbb\xbf a\0\r\n \xff }}", 12);
}

void VariablesTest::leavesOtherBracesAlone()
{
    QFETCH(QByteArray, data);
    const auto out = expander({{u"name"_s, u"x"_s}}).expand(withData(data));
    QVERIFY2(out, out ? "" : qPrintable(out.error().message));
    QCOMPARE(out->data, data);
}

void VariablesTest::putsValuesWhereTheyBelong_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("a text of JSON") << QByteArray(R"({"a":"<{{q}}>"})") << QByteArray(R"({"a":"<say \"hi\"\\\n>"})");
    QTest::newRow("after an escaped quote")
        << QByteArray(R"({"a":"\"{{q}}"})") << QByteArray(R"({"a":"\"say \"hi\"\\\n"})");
    QTest::newRow("after an escaped backslash") << QByteArray(R"({"a":"\\","b":{{n}},"c":"\\{{q}}"})")
                                                << QByteArray(R"({"a":"\\","b":[1, 2],"c":"\\say \"hi\"\\\n"})");
    QTest::newRow("a key") << QByteArray(R"({"{{q}}":1})") << QByteArray(R"({"say \"hi\"\\\n":1})");
    QTest::newRow("a value") << QByteArray(R"({"a":{{n}}})") << QByteArray(R"({"a":[1, 2]})");
    QTest::newRow("JSON that is not finished") << QByteArray(R"( ["{{q}})") << QByteArray(R"( ["say \"hi\"\\\n)");
    QTest::newRow("a bare text of JSON") << QByteArray(R"("{{q}}")") << QByteArray(R"("say \"hi\"\\\n")");
    QTest::newRow("not JSON") << QByteArray(R"(he said "{{q}}")") << QByteArray("he said \"say \"hi\"\\\n\"");
    QTest::newRow("nothing but a variable") << QByteArray("{{n}}") << QByteArray("[1, 2]");
    QTest::newRow("begins with a variable")
        << QByteArray(R"({{n}} "{{q}}")") << QByteArray("[1, 2] \"say \"hi\"\\\n\"");
    QTest::newRow("blanks") << QByteArray("x{{  n }}y") << QByteArray("x[1, 2]y");
    QTest::newRow("no value within a value") << QByteArray("{{nested}}") << QByteArray("{{n}}");
    QTest::newRow("other letters") << QByteArray("{{größe-1.b_c}}") << QByteArray("é");
    QTest::newRow("the braces themselves")
        << QByteArray(R"({"a":"{{$raw user}} {{$raw $raw x}}{{$raw if eq \"a\" }}"})")
        << QByteArray(R"({"a":"{{user}} {{$raw x}}{{if eq \"a\" }}"})");
    QTest::newRow("text after quotes in braces")
        << QByteArray(R"({"a":"{{$raw x}}","b":"{{q}}"})") << QByteArray(R"({"a":"{{x}}","b":"say \"hi\"\\\n"})");
}

void VariablesTest::putsValuesWhereTheyBelong()
{
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, expected);
    const auto out = expander({{u"q"_s, u"say \"hi\"\\\n"_s},
                               {u"n"_s, u"[1, 2]"_s},
                               {u"nested"_s, u"{{n}}"_s},
                               {u"größe-1.b_c"_s, u"é"_s}})
                         .expand(withData(data));
    QVERIFY2(out, out ? "" : qPrintable(out.error().message));
    QCOMPARE(out->data, expected);
}

void VariablesTest::expandsChannelsAndName()
{
    const Event event{u"order \"{{x}}\""_s, {u"private-{{x}}"_s, u"{{$seq}}"_s}, "{}", u"1.2"_s, {u"user_count"_s}};
    const auto out = expander({{u"x"_s, u"a\"é"_s}}, 7).expand(event);
    QVERIFY(out);
    QCOMPARE(*out, (Event{u"order \"a\"é\""_s, {u"private-a\"é"_s, u"7"_s}, "{}", u"1.2"_s, {u"user_count"_s}}));
}

void VariablesTest::knowsTheTime()
{
    const auto out = expander().expand(withData("{{$now}} {{$timestamp}}"));
    QVERIFY(out);
    QCOMPARE(out->data, QByteArray("2026-11-23T12:34:56.789Z 1795437296"));
}

void VariablesTest::countsWhatWasExpanded()
{
    auto counting = expander({}, 41);
    QCOMPARE(counting.expand(withData("{{$seq}} {{$seq}}"))->data, QByteArray("41 41"));
    QVERIFY(!counting.expand(withData("{{$seq}} {{nobody}}")));
    auto preview = counting;
    QCOMPARE(preview.expand(withData("{{$seq}}"))->data, QByteArray("42"));
    QCOMPARE(counting.nextSeq(), 42U);
    QCOMPARE(counting.expand(withData("{{$seq}}"))->data, QByteArray("42"));
}

void VariablesTest::drawsEveryOccurrenceAnew()
{
    auto drawing = expander();
    QSet<QString> uuids;
    QSet<QString> names;
    for (int i = 0; i < 50; ++i) {
        const auto out = drawing.expand(withData(R"(["{{$uuid}}","{{$uuid}}","{{$name}}"])"));
        QVERIFY(out);
        const QJsonArray list = QJsonDocument::fromJson(out->data).array();
        QCOMPARE(list.size(), 3);
        uuids << list[0].toString() << list[1].toString();
        names << list[2].toString();
    }
    QCOMPARE(uuids.size(), 100);
    static const QRegularExpression version4(
        u"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"_s);
    for (const QString &uuid : std::as_const(uuids))
        QVERIFY2(version4.match(uuid).hasMatch(), qPrintable(uuid));
    QVERIFY(names.size() > 30);
    QVERIFY(names.begin()->contains(u' '));

    QCOMPARE(expander({}, 1, 5).expand(withData("{{$uuid}}"))->data,
             expander({}, 1, 5).expand(withData("{{$uuid}}"))->data);
}

void VariablesTest::drawsNumbersBetweenTheBounds()
{
    auto drawing = expander();
    QSet<QByteArray> drawn;
    for (int i = 0; i < 200; ++i)
        drawn << drawing.expand(withData("{{$random -1 2}}"))->data;
    QCOMPARE(drawn, (QSet<QByteArray>{"-1", "0", "1", "2"}));
    QCOMPARE(drawing.expand(withData("{{ $random  7   7 }}"))->data, QByteArray("7"));
}

void VariablesTest::saysWhatIsWrongAndWhere_data()
{
    using Part = VariableProblem::Part;
    QTest::addColumn<Event>("event");
    QTest::addColumn<Part>("part");
    QTest::addColumn<QList<qsizetype>>("place"); // channel, position, length
    QTest::addColumn<QString>("message");
    const auto row = [](const char *title, const Event &event, Part part, const QList<qsizetype> &place,
                        const QString &message) { QTest::newRow(title) << event << part << place << message; };
    row("unknown, in the data", withData("é {{nobody}}"), Part::Data, {0, 3, 10}, u"no variable “nobody”"_s);
    row("unknown, in the second channel", {u"n"_s, {u"a"_s, u"é {{ b }}"_s}, {}, {}, {}}, Part::Channel, {1, 2, 7},
        u"no variable “b”"_s);
    row("unknown, in the name", {u"{{b}}"_s, {}, {}, {}, {}}, Part::Name, {0, 0, 5}, u"no variable “b”"_s);
    row("unknown built-in", withData("{{$guid}}"), Part::Data, {0, 0, 9}, u"There are $uuid, "_s);
    row("one closing brace", withData(R"({"a":"{{x}","b":{}})"), Part::Data, {0, 6, 2}, u"begins like a variable"_s);
    row("no closing brace", withData("{{x"), Part::Data, {0, 0, 2}, u"begins like a variable"_s);
    row("closed in another line", withData("{{x\n}}"), Part::Data, {0, 0, 2}, u"begins like a variable"_s);
    row("more than a name", withData("{{if x}}"), Part::Data, {0, 0, 8}, u"“{{if x}}” begins like a variable"_s);
    row("a dollar alone", withData("{{$}}"), Part::Data, {0, 0, 5}, u"begins like a variable"_s);
    row("argument too many", withData("{{$uuid 4}}"), Part::Data, {0, 0, 11}, u"“$uuid” stands alone"_s);
    row("random without bounds", withData("{{$random}}"), Part::Data, {0, 0, 11}, u"needs two whole numbers"_s);
    row("random with a word", withData("{{$random 1 x}}"), Part::Data, {0, 0, 15}, u"needs two whole numbers"_s);
    row("random the wrong way round", withData("{{$random 2 1}}"), Part::Data, {0, 0, 15}, u"the smaller one first"_s);
    row("random out of range", withData("{{$random 0 9007199254740992}}"), Part::Data, {0, 0, 30}, u"whole numbers"_s);
}

void VariablesTest::saysWhatIsWrongAndWhere()
{
    QFETCH(Event, event);
    QFETCH(VariableProblem::Part, part);
    QFETCH(QList<qsizetype>, place);
    QFETCH(QString, message);
    const auto out = expander({{u"x"_s, u"1"_s}}).expand(event);
    QVERIFY(!out);
    QCOMPARE(out.error().part, part);
    QCOMPARE((QList<qsizetype>{out.error().channel, out.error().position, out.error().length}), place);
    QVERIFY2(out.error().message.contains(message), qPrintable(out.error().message));
}

void VariablesTest::listsTheVariablesUsed()
{
    const Event event{u"{{b}}"_s,
                      {u"{{a}}-{{b}}"_s, u"{{$uuid}}"_s},
                      R"({"x":"{{$random 1 2}}{{$random 3 4}}{{$raw c}}{{d}}","y":{{e"} {{#f}})",
                      {},
                      {}};
    QCOMPARE(variablesUsed(event), (QStringList{u"a"_s, u"b"_s, u"$uuid"_s, u"$random"_s, u"d"_s}));
    QVERIFY(variablesUsed(withData(R"({"a":{"b":1}})")).isEmpty());
}

void VariablesTest::keepsTheRestOfABatchEvent()
{
    const auto out = expander({{u"x"_s, u"1"_s}})
                         .expand(BatchEvent{u"c-{{x}}"_s, u"n-{{x}}"_s, "{{x}}", u"1.2"_s, {u"user_count"_s}});
    QVERIFY(out);
    QCOMPARE(*out, (BatchEvent{u"c-1"_s, u"n-1"_s, "1", u"1.2"_s, {u"user_count"_s}}));
}

QTEST_GUILESS_MAIN(VariablesTest)
#include "tst_variables.moc"
