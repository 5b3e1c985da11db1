// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/dotenv.h"

#include <QRandomGenerator>
#include <QStringEncoder>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString absent = u"(absent)"_s;

} // namespace

class TestDotEnv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsOneValue_data();
    void readsOneValue();
    void skipsWhatIsNoAssignment();
    void letsTheLastOneCount();
    void tellsOfReferencesThatLeadNowhere();
    void readsAnyLineEndAndByteOrderMark_data();
    void readsAnyLineEndAndByteOrderMark();
    void readsBackWhatWasQuoted();
    void survivesGarbage();
};

void TestDotEnv::readsOneValue_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("value");
    QTest::newRow("plain") << u"A=b"_s << u"b"_s;
    QTest::newRow("empty") << u"A="_s << u""_s;
    QTest::newRow("spaces around") << u"  A =  b c \t"_s << u"b c"_s;
    QTest::newRow("export") << u"export A=b"_s << u"b"_s;
    QTest::newRow("export and a tab") << u"export\tA=b"_s << u"b"_s;
    QTest::newRow("equals signs in the value") << u"A=YWJj=="_s << u"YWJj=="_s;
    QTest::newRow("comment") << u"A=b # c"_s << u"b"_s;
    QTest::newRow("comment without a space") << u"A=b#c"_s << u"b"_s;
    QTest::newRow("only a comment") << u"A=# c"_s << u""_s;
    QTest::newRow("double quotes") << u"A=\"b # c\" # d"_s << u"b # c"_s;
    QTest::newRow("single quotes") << u"A='b # c' # d"_s << u"b # c"_s;
    QTest::newRow("quotes keep spaces") << u"A=\" b \""_s << u" b "_s;
    QTest::newRow("empty quotes") << u"A=\"\""_s << u""_s;
    QTest::newRow("escapes") << u"A=\"a\\nb\\t\\\"c\\\"\\\\\\$d\""_s << u"a\nb\t\"c\"\\$d"_s;
    QTest::newRow("unknown escape") << u"A=\"a\\qb\""_s << u"a\\qb"_s;
    QTest::newRow("no escapes in single quotes") << u"A='a\\nb'"_s << u"a\\nb"_s;
    QTest::newRow("no escapes without quotes") << u"A=a\\nb"_s << u"a\\nb"_s;
    QTest::newRow("quote inside a plain value") << u"A=it's"_s << u"it's"_s;
    QTest::newRow("over two lines") << u"A=\"b\nc\""_s << u"b\nc"_s;
    QTest::newRow("reference") << u"B=x\nA=${B}"_s << u"x"_s;
    QTest::newRow("reference inside text") << u"B=x\nA=\"<${B}|${B}>\""_s << u"<x|x>"_s;
    QTest::newRow("reference in single quotes") << u"B=x\nA='${B}'"_s << u"${B}"_s;
    QTest::newRow("escaped reference") << u"B=x\nA=\"\\${B}\""_s << u"${B}"_s;
    QTest::newRow("reference to an empty value") << u"B=\nA=[${B}]"_s << u"[]"_s;
    QTest::newRow("reference with a default") << u"A=${B:-y}"_s << u"y"_s;
    QTest::newRow("reference with an unused default") << u"B=x\nA=${B:-y}"_s << u"x"_s;
    QTest::newRow("a value is not read twice") << u"B='${C}'\nC=x\nA=${B}"_s << u"${C}"_s;
    QTest::newRow("dollar without braces") << u"B=x\nA=$B"_s << u"$B"_s;
    QTest::newRow("open brace") << u"A=${B"_s << u"${B"_s;
    QTest::newRow("unicode") << u"A=\u00e9\U0001F600"_s << u"\u00e9\U0001F600"_s;
    QTest::newRow("quote never closed") << u"A=\"b\nC=d"_s << absent;
    QTest::newRow("commented out") << u"#A=b"_s << absent;
    QTest::newRow("no equals sign") << u"A"_s << absent;
    QTest::newRow("another name") << u"AA=b"_s << absent;
}

void TestDotEnv::readsOneValue()
{
    QFETCH(QString, line);
    QTEST(parseDotEnv(line.toUtf8()).values.value(u"A"_s, absent), "value");
}

void TestDotEnv::skipsWhatIsNoAssignment()
{
    const DotEnv env = parseDotEnv("# head\n\n   \nnonsense here\n=x\nA=1\n!B=2\nC D=3\nE=\"never closed\nF=4\n");
    QCOMPARE(env.values, (QHash<QString, QString>{{u"A"_s, u"1"_s}, {u"F"_s, u"4"_s}}));
}

void TestDotEnv::letsTheLastOneCount()
{
    QCOMPARE(parseDotEnv("A=1\nA=2\n").values.value(u"A"_s), u"2"_s);
    QCOMPARE(parseDotEnv("A=${X}\nA=2\n").unresolved, (QHash<QString, QString>()));
    QCOMPARE(parseDotEnv("A=1\nA=${X}\n").values.value(u"A"_s, absent), absent);
}

void TestDotEnv::tellsOfReferencesThatLeadNowhere()
{
    const DotEnv env = parseDotEnv("A=x${VAULT}y\nB=${B}\nC=${D}\nD=1\n");
    QCOMPARE(env.unresolved, (QHash<QString, QString>{{u"A"_s, u"VAULT"_s}, {u"B"_s, u"B"_s}, {u"C"_s, u"D"_s}}));
    QCOMPARE(env.values, (QHash<QString, QString>{{u"D"_s, u"1"_s}}));
}

void TestDotEnv::readsAnyLineEndAndByteOrderMark_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QString text = u"A=\u00e9\nB=2\n"_s;
    QTest::newRow("UTF-8") << text.toUtf8();
    QTest::newRow("CRLF") << QString(text).replace(u"\n"_s, u"\r\n"_s).toUtf8();
    QTest::newRow("CR") << QString(text).replace(u"\n"_s, u"\r"_s).toUtf8();
    QTest::newRow("no line end at the end") << text.trimmed().toUtf8();
    QTest::newRow("UTF-8 with a mark") << "\xef\xbb\xbf" + text.toUtf8();
    QTest::newRow("UTF-16 LE") << QByteArray("\xff\xfe", 2) +
                                      QByteArray(QStringEncoder(QStringConverter::Utf16LE)(text));
    QTest::newRow("UTF-16 BE") << QByteArray("\xfe\xff", 2) +
                                      QByteArray(QStringEncoder(QStringConverter::Utf16BE)(text));
}

void TestDotEnv::readsAnyLineEndAndByteOrderMark()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(parseDotEnv(bytes).values, (QHash<QString, QString>{{u"A"_s, u"\u00e9"_s}, {u"B"_s, u"2"_s}}));
}

void TestDotEnv::readsBackWhatWasQuoted()
{
    auto *random = QRandomGenerator::global();
    static const QString letters = u"ab =#'\"\\$}{\n\t:-\u00e9"_s;
    for (int i = 0; i < 500; ++i) {
        QString value;
        for (int n = 0; n < 10; ++n)
            value += letters[random->bounded(letters.size())];
        QString quoted = value;
        quoted.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s).replace(u'$', u"\\$"_s);
        const DotEnv env = parseDotEnv(u"X=1\nA=\"%1\" # c\nB=2\n"_s.arg(quoted).toUtf8());
        QCOMPARE(env.values.value(u"A"_s, absent), value);
        QCOMPARE(env.values.value(u"B"_s), u"2"_s);
    }
}

void TestDotEnv::survivesGarbage()
{
    auto *random = QRandomGenerator::global();
    static const QByteArray letters("A=\"'${}\\#\n\r :-\0\xff\xc3", 16);
    for (int i = 0; i < 2000; ++i) {
        QByteArray bytes;
        for (int n = random->bounded(40); n > 0; --n)
            bytes += letters[random->bounded(letters.size())];
        const DotEnv env = parseDotEnv(bytes + "\nLAST='1'\n");
        for (const QString &name : env.unresolved.keys())
            QVERIFY(!env.values.contains(name));
    }
}

QTEST_GUILESS_MAIN(TestDotEnv)
#include "tst_dotenv.moc"
