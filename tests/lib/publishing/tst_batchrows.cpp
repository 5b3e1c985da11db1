// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "batchrowsfixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

class BatchRowsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheFormatFromTheText_data();
    void tellsTheFormatFromTheText();
    void keepsARowThatCannotBeRead_data();
    void keepsARowThatCannotBeRead();
    void givesTheSourceOfABrokenRow();
    void readsTheDataOfAnArrayAsOfALine();
    void readsQuotedCells();
    void findsTheSeparator_data();
    void findsTheSeparator();
    void namesTheColumnsItPassedOver();
    void knowsTheTitlesOfTheTable_data();
    void knowsTheTitlesOfTheTable();
    void takesBodiesOfTheApi_data();
    void takesBodiesOfTheApi();
    void takesBlanksOutsideOfQuotes();
    void keepsAnApostropheThatIsNotOurs();
    void takesTheSeparatorThatExcelNames_data();
    void takesTheSeparatorThatExcelNames();
    void refusesATextThatIsNoneOfThem_data();
    void refusesATextThatIsNoneOfThem();
    void writesNoCellThatIsAFormula();
    void readsAFileElsewhere();
    void readsAHundredThousandRowsAtOnce_data();
    void readsAHundredThousandRowsAtOnce();
};

void BatchRowsTest::tellsTheFormatFromTheText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<BatchFormat>("format");
    QTest::newRow("lines") << "\n" + object + "\n" << BatchFormat::JsonLines;
    QTest::newRow("lines with a byte order mark") << "\xef\xbb\xbf" + object << BatchFormat::JsonLines;
    QTest::newRow("array") << " [\r\n" + object + "\n]\n" << BatchFormat::JsonArray;
    QTest::newRow("CSV") << QByteArray("channel,event,data\nc,n,d") << BatchFormat::Csv;
    QTest::newRow("CSV with a byte order mark")
        << QByteArray("\xef\xbb\xbf\"Channel\",Name,DATA\r\nc,n,d\r\n") << BatchFormat::Csv;
    QTest::newRow("UTF-16") << QByteArray("\xff\xfe", 2) + [] {
        const QString text = u"channel\tname\tdata\nc\tn\td\n"_s;
        return QByteArray(reinterpret_cast<const char *>(text.utf16()), 2 * text.size());
    }() << BatchFormat::Csv;
}

void BatchRowsTest::tellsTheFormatFromTheText()
{
    QFETCH(QByteArray, text);
    QFETCH(BatchFormat, format);
    const auto read = readBatchRows(text);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(read->format, format);
    QCOMPARE(problemsOf(*read), QStringList{QString()});
    QCOMPARE(eventsOf(*read), EventBatch{plain});
}

void BatchRowsTest::keepsARowThatCannotBeRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("problems");
    const QString fine;
    QTest::newRow("lines") << object + "\n\n{\"channel\":\n" + object
                           << QStringList{fine, u"3: it is not JSON: "_s, fine};
    QTest::newRow("the first line") << "channel: c\n" + object << QStringList{u"1: it is not JSON: "_s, fine};
    QTest::newRow("array, broken object")
        << "[" + object + ",\n{\"channel\":},\n" + object + "]" << QStringList{fine, u"2: it is not JSON: "_s, fine};
    QTest::newRow("array, not an object")
        << "[1,\n" + object + "]" << QStringList{u"1: it is not a JSON object"_s, fine};
    QTest::newRow("array, comma twice") << "[" + object + ",,\n" + object + ",]"
                                        << QStringList{fine, u"1: nothing stands"_s, fine, u"2: nothing stands"_s};
    QTest::newRow("array, no end") << "[" + object + ",\n" << QStringList{fine, u"2: the list has no end"_s};
    QTest::newRow("array, more after it") << "[" + object + "]\n7" << QStringList{fine, u"2: it stands after"_s};
    QTest::newRow("array, brackets in a text")
        << QByteArray("[{\"channel\":\"]},\\\"{\",\"name\":\"n\"}\n,") + object + "]"
        << QStringList{u"1: “data” is missing"_s, fine};
    QTest::newRow("CSV, too few and too many cells")
        << QByteArray("channel,name,data\nc,n\nc,n,d,e\nc,n,d\n")
        << QStringList{u"2: it has only 2 cells"_s, u"3: it has 4 cells, the header has 3"_s, fine};
    QTest::newRow("CSV, after a cell of three lines")
        << QByteArray("channel,name,data\nc,n,\"1\n2\n3\"\nc,n\n") << QStringList{fine, u"5: it has only 2 cells"_s};
    QTest::newRow("CSV, open quote") << QByteArray("channel,name,data\nc,n,\"d\nc,n,d\nc,n,d")
                                     << QStringList{u"2: a quote"_s, fine, fine};
    QTest::newRow("CSV, text after a quote")
        << QByteArray("channel,name,data\nc,n,\"d\"x\nc,n,d") << QStringList{u"2: a quote"_s, fine};
    QTest::newRow("CSV, not UTF-8") << QByteArray("channel,name,data\nc,n,ab\xff\nc,\xff,d\nc,n,d")
                                    << QStringList{u"2: “data” is not valid UTF-8 (byte 3)"_s,
                                                   u"3: “name” is not valid UTF-8"_s, fine};
}

void BatchRowsTest::keepsARowThatCannotBeRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, problems);
    const auto read = readBatchRows(text);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    const QStringList found = problemsOf(*read);
    QCOMPARE(found.size(), problems.size());
    for (qsizetype i = 0; i < found.size(); ++i) {
        QVERIFY2(problems[i].isEmpty() ? found[i].isEmpty() : found[i].startsWith(problems[i]), qPrintable(found[i]));
        if (problems[i].isEmpty())
            QCOMPARE(read->rows[i].event.channel, u"c"_s);
    }
}

void BatchRowsTest::givesTheSourceOfABrokenRow()
{
    const auto lines = readBatchRows(R"({"channel":"c","data":1,"surprise":2} )");
    QVERIFY(lines);
    QCOMPARE(lines->rows.first().source, QByteArray(R"({"channel":"c","data":1,"surprise":2})"));
    QCOMPARE(lines->rows.first().event.channel, u"c"_s);
    QCOMPARE(lines->rows.first().event.data, QByteArray("1"));

    const auto csv = readBatchRows("data;channel;name\n\"d\n\";c\n");
    QVERIFY(csv);
    QCOMPARE(csv->rows.first().source, QByteArray("\"d\n\";c"));
    QCOMPARE(csv->rows.first().event.data, QByteArray("d\n"));
}

void BatchRowsTest::readsTheDataOfAnArrayAsOfALine()
{
    const auto read = readBatchRows(
        "[\n  {\n    \"channel\": \"c\",\n    \"name\": \"n\",\n    \"data\": {\n      \"b\": 1.50,\n      \"a\": [ ]\n"
        "    }\n  },\n  {\"channel\":\"c\",\"name\":\"n\",\"data\":\"x\\u0000\\r\"}\n]");
    QVERIFY(read);
    QCOMPARE(problemsOf(*read), (QStringList{QString(), QString()}));
    QCOMPARE(read->rows[0].event.data, QByteArray(R"({"b":1.50,"a":[]})"));
    QCOMPARE(read->rows[0].line, 2);
    QCOMPARE(read->rows[1].event.data, QByteArray("x\0\r", 3));
    QCOMPARE(read->rows[1].line, 10);
}

void BatchRowsTest::readsQuotedCells()
{
    const auto read = readBatchRows("channel,name,data,info,socket_id\r\n"
                                    "c,n,\"{\"\"a\"\": \"\"b,\r\nc\"\"}\",\"user_count, subscription_count\",1.2\r\n"
                                    "\r\nc,n, d ,,\n");
    QVERIFY(read);
    QCOMPARE(problemsOf(*read), (QStringList{QString(), QString()}));
    QCOMPARE(eventsOf(*read),
             (EventBatch{{u"c"_s, u"n"_s, "{\"a\": \"b,\r\nc\"}", u"1.2"_s, {u"user_count"_s, u"subscription_count"_s}},
                         {u"c"_s, u"n"_s, " d ", {}, {}}}));
    QCOMPARE(read->rows[1].line, 5);
}

void BatchRowsTest::findsTheSeparator_data()
{
    QTest::addColumn<char>("separator");
    QTest::newRow("comma") << ',';
    QTest::newRow("semicolon") << ';';
    QTest::newRow("tab") << '\t';
}

void BatchRowsTest::findsTheSeparator()
{
    QFETCH(char, separator);
    QByteArray text("name|channel|data\nn|c|\"a,b;c\td\"\n");
    const auto read = readBatchRows(text.replace('|', separator));
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(eventsOf(*read), (EventBatch{{u"c"_s, u"n"_s, "a,b;c\td", {}, {}}}));
}

void BatchRowsTest::namesTheColumnsItPassedOver()
{
    const auto read = readBatchRows("comment,channel,name,data,Größe\nx,c,n,d,7\n");
    QVERIFY(read);
    QCOMPARE(read->ignoredColumns, (QStringList{u"comment"_s, u"Größe"_s}));
    QCOMPARE(eventsOf(*read), EventBatch{plain});
}

void BatchRowsTest::knowsTheTitlesOfTheTable_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("CSV") << QByteArray("Channel;Event;Data;Exclude;Ask for\nc;n;d;1.2;user_count , \n");
    QTest::newRow("CSV, as the API says") << QByteArray("info,SOCKET ID,data,name,channel\nuser_count,1.2,d,n,c\n");
    QTest::newRow("lines") << QByteArray(
        R"({"Channel":"c","Event":"n","Data":"d","Exclude":"1.2","Ask for":"user_count"})");
    QTest::newRow("array") << QByteArray(
        R"([{"channel":"c","event":"n","data":"d","exclude":"1.2","ask_for":["user_count"]}])");
}

void BatchRowsTest::knowsTheTitlesOfTheTable()
{
    QFETCH(QByteArray, text);
    const auto read = readBatchRows(text);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(problemsOf(*read), QStringList{QString()});
    QCOMPARE(read->ignoredColumns, QStringList());
    QCOMPARE(eventsOf(*read), (EventBatch{{u"c"_s, u"n"_s, "d", u"1.2"_s, {u"user_count"_s}}}));
}

void BatchRowsTest::takesBodiesOfTheApi_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("rows"); // line, channel, problem
    const QByteArray event = R"({"name":"n","channels":["a","b"],"data":"d"})";
    QTest::newRow("events in lines") << event + '\n' + object + '\n' << QStringList{u"1 a "_s, u"1 b "_s, u"2 c "_s};
    QTest::newRow("one event over many lines")
        << QByteArray("\n{\n  \"name\": \"n\",\n  \"channels\": [\"a\",\n \"b\"],\n  \"data\": {\n}\n}\n")
        << QStringList{u"2 a "_s, u"2 b "_s};
    QTest::newRow("events in an array") << "[" + event + ",\n" + object + "]"
                                        << QStringList{u"1 a "_s, u"1 b "_s, u"2 c "_s};
    QTest::newRow("a batch") << "{\"batch\":[" + object + "," + object + "]}" << QStringList{u"1 c "_s, u"1 c "_s};
    QTest::newRow("batches in lines") << "{\"batch\":[" + object + "]}\n\n{\"batch\":[]}\n" + object
                                      << QStringList{u"1 c "_s, u"4 c "_s};
    QTest::newRow("a batch over many lines") << " \n{ \"batch\" :\n[\n" + object + ",\n" + event + "\n]\n}\n"
                                             << QStringList{u"4 c "_s, u"5 a "_s, u"5 b "_s};
    QTest::newRow("a batch with a broken event")
        << "{\"batch\":[\n{\"channel\":},\n" + object + "]}" << QStringList{u"2  it is not JSON"_s, u"3 c "_s};
    QTest::newRow("a batch that is none") << QByteArray(R"({"batch":"x"})") << QStringList{u"1  “batch” is not"_s};
    QTest::newRow("more in a batch") << "{\"batch\":[" + object + "],\"x\":1}"
                                     << QStringList{u"1 c "_s, u"1  it stands after"_s};
}

void BatchRowsTest::takesBodiesOfTheApi()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, rows);
    const auto read = readBatchRows(text);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(read->rows.size(), rows.size());
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const BatchRow &row = read->rows[i];
        const QString told = u"%1 %2 %3"_s.arg(row.line).arg(row.event.channel, row.problem);
        QVERIFY2(rows[i].endsWith(u' ') ? told == rows[i] : told.startsWith(rows[i]), qPrintable(told));
    }
}

void BatchRowsTest::takesBlanksOutsideOfQuotes()
{
    const auto read = readBatchRows("\"channel\", \"name\", \"data\"\n"
                                    "\"c\", \"n\" , \"x, \"\"y\"\"\nz\" \r\n"
                                    " c ,n, plain \"z\"\n"
                                    "c,n, \"x\" y\n");
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(read->rows.size(), 3);
    QCOMPARE(read->rows[0].problem, QString());
    QCOMPARE(read->rows[0].event, (BatchEvent{u"c"_s, u"n"_s, "x, \"y\"\nz", {}, {}}));
    QCOMPARE(read->rows[1].problem, QString());
    QCOMPARE(read->rows[1].event, (BatchEvent{u" c "_s, u"n"_s, " plain \"z\"", {}, {}}));
    QVERIFY(!read->rows[2].isReadable());
}

void BatchRowsTest::keepsAnApostropheThatIsNotOurs()
{
    const auto foreign = readBatchRows("channel,event,data\nc,n,'-5\n");
    QVERIFY(foreign);
    QCOMPARE(foreign->rows.first().event.data, QByteArray("'-5"));
    // What a spreadsheet makes of our own table.
    const auto ours = readBatchRows("channel;name;data;socket_id;info\nc;n;'-5;;\nc;n;-5;;\nc;n;'5;;\n");
    QVERIFY(ours);
    QCOMPARE(ours->rows[0].event.data, QByteArray("-5"));
    QCOMPARE(ours->rows[1].event.data, QByteArray("-5"));
    QCOMPARE(ours->rows[2].event.data, QByteArray("'5"));
}

void BatchRowsTest::takesTheSeparatorThatExcelNames_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<char>("separator");
    QTest::newRow("semicolon") << QByteArray("sep=;\r\n") << ';';
    QTest::newRow("comma") << QByteArray("SEP=,\n") << ',';
    QTest::newRow("tab") << QByteArray("sep=\t\n") << '\t';
    QTest::newRow("another") << QByteArray("\xef\xbb\xbfsep=|\r\n") << '|';
    QTest::newRow("in quotes") << QByteArray("\"sep=;\"\r\n") << ';';
}

void BatchRowsTest::takesTheSeparatorThatExcelNames()
{
    QFETCH(QByteArray, first);
    QFETCH(char, separator);
    QByteArray table("name~channel~data,x\nn~c~\"a\"\n");
    const auto read = readBatchRows(first + table.replace(",x", "").replace('~', separator));
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(problemsOf(*read), QStringList{QString()});
    QCOMPARE(eventsOf(*read), (EventBatch{{u"c"_s, u"n"_s, "a", {}, {}}}));
    QCOMPARE(read->rows.first().line, 3);
}

void BatchRowsTest::refusesATextThatIsNoneOfThem_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("prose") << QByteArray("Dear all,\nhello") << u"it names no column “data”"_s;
    QTest::newRow("no channel") << QByteArray("name,data\nn,d") << u"it names no column “channel”"_s;
    QTest::newRow("a name twice") << QByteArray("channel,event,name,data\nc,e,n,d")
                                  << u"it names the column “name” twice"_s;
}

void BatchRowsTest::refusesATextThatIsNoneOfThem()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const auto read = readBatchRows(text);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ApiError::Kind::Invalid);
    QVERIFY2(read.error().message.contains(reason), qPrintable(read.error().message));
}

void BatchRowsTest::writesNoCellThatIsAFormula()
{
    for (const char *formula : {"=1+1", "+1", "-1", "@A1", "\tx", "\rx"}) {
        const QByteArray text = toCsv({{QString::fromUtf8(formula), u"n"_s, formula, {}, {}}});
        const QByteArray row = text.sliced(text.indexOf("\r\n") + 2);
        const bool isQuoted = row.startsWith('"');
        QVERIFY2(row.startsWith(isQuoted ? "\"'" : "'"), row.constData());
    }
}

void BatchRowsTest::readsAFileElsewhere()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"events.jsonl"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(object);
    file.close();
    auto future = readBatchFile(path);
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result());
    QCOMPARE(eventsOf(*future.result()), EventBatch{plain});

    auto missing = readBatchFile(folder.filePath(u"none"_s));
    QTRY_VERIFY(missing.isFinished());
    QVERIFY(!missing.result());
    QVERIFY(missing.result().error().message.contains(u"none"_s));
}

void BatchRowsTest::readsAHundredThousandRowsAtOnce_data()
{
    QTest::addColumn<QByteArray>("text");
    EventBatch events;
    for (int i = 0; i < 100'000; ++i) {
        events.append({u"private-orders-%1"_s.arg(i % 500),
                       u"updated"_s,
                       R"({"id":)" + QByteArray::number(i) + R"(,"state":"paid","note":"some, words \"here\""})",
                       {},
                       {}});
    }
    const QByteArray lines = toJsonLines(events);
    QByteArray array = lines;
    array.replace('\n', ",\n").chop(2);
    QTest::newRow("lines") << lines;
    QTest::newRow("array") << '[' + array + ']';
    QTest::newRow("CSV") << toCsv(events);
}

void BatchRowsTest::readsAHundredThousandRowsAtOnce()
{
    QFETCH(QByteArray, text);
    const auto read = readBatchRows(text);
    QVERIFY(read);
    QCOMPARE(read->rows.size(), 100'000);
    QVERIFY(read->rows.last().isReadable());
}

QTEST_GUILESS_MAIN(BatchRowsTest)
#include "tst_batchrows.moc"
