// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fixture.h"
#include "widgets/banner.h"
#include "widgets/jsonview.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QSignalSpy>
#include <QVBoxLayout>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! Texts that editors, clipboards and encoders like to change on the way.
void awkwardTexts()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("CR LF") << QByteArray("{\r\n  \"a\": 1\r\n}\r\n");
    QTest::newRow("CR") << QByteArray("{\r\"a\":\r1}");
    QTest::newRow("mixed ends of lines") << QByteArray("[1,\n2,\r\n3,\r4]");
    QTest::newRow("U+FEFF first") << QByteArray("\xEF\xBB\xBF{\"a\":1}");
    QTest::newRow("U+FEFF inside") << QByteArray("\"a\xEF\xBB\xBF\xEF\xBB\xBF\"");
    QTest::newRow("NUL") << QByteArray("\"a\0b\"", 5);
    QTest::newRow("control characters") << QByteArray("\"\x01\x08\x0b\x0c\x1b\x7f\"");
    QTest::newRow("tabs and blanks") << QByteArray("\t {\t}  \t\n\n ");
    QTest::newRow("beyond the BMP") << QByteArray("\"\xF0\x9F\x98\x80\xF3\xA0\x80\x81\"");
    QTest::newRow("direction and joiners") << QByteArray("\"\xE2\x80\xAE\xE2\x80\x8D\xE2\x80\xA8\xC2\x85\"");
    QTest::newRow("decomposed") << QByteArray("\"e\xCC\x81\"");
}

} // namespace

class JsonEditorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSetIsWhatIsSent_data() { awkwardTexts(); }

    void whatIsSetIsWhatIsSent()
    {
        QFETCH(const QByteArray, text);
        JsonEditor editor;
        editor.setBytes(text);
        QCOMPARE(editor.bytes(), text);
    }

    void whatIsPastedIsWhatIsSent_data() { awkwardTexts(); }

    void whatIsPastedIsWhatIsSent()
    {
        QFETCH(const QByteArray, text);
        JsonEditor editor;
        QVERIFY(shown(editor));
        // fromUtf8() would take the first U+FEFF for a mark of the encoding.
        QString copied = QString::fromUtf8("x" + text).mid(1);
        QApplication::clipboard()->setText(copied);
        QSignalSpy changed(&editor, &JsonEditor::changed);
        paste(editor);
        QCOMPARE(editor.bytes(), text);
        QVERIFY(!changed.isEmpty());
        paste(editor); // where the cursor is now: at the end
        QCOMPARE(editor.bytes(), text + text);
    }

    void pastingReplacesWhatIsSelectedAndIsUndoneAtOnce()
    {
        JsonEditor editor;
        QVERIFY(shown(editor));
        editor.setBytes("[1]");
        QTest::keyClick(&in(editor, u"dataEditor"_s), Qt::Key_A, Qt::ControlModifier);
        QApplication::clipboard()->setText(u"{\r\n}"_s);
        paste(editor);
        QCOMPARE(editor.bytes(), "{\r\n}");
        QTest::keyClick(&in(editor, u"dataEditor"_s), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(editor.bytes(), "[1]");
    }

    void whatIsNoUnicodeTextIsRefusedAndSaidSo()
    {
        JsonEditor editor;
        QVERIFY(shown(editor));
        editor.setBytes("[1]");
        QApplication::clipboard()->setText(u"\"a"_s + QChar(0xd800) + u"b\""_s);
        paste(editor);
        QCOMPARE(editor.bytes(), "[1]");
        QVERIFY(isSeen(editor, u"banner"_s));
        QVERIFY2(in<PlainLabel>(editor, u"bannerHint"_s).wholeText().contains("surrogate"_L1), "it does not say why");
        QTest::keyClicks(&in(editor, u"dataEditor"_s), u"2"_s);
        QVERIFY(!isSeen(editor, u"banner"_s));
    }

    void whatIsTypedIsWhatIsSent()
    {
        JsonEditor editor;
        QVERIFY(shown(editor));
        auto &area = in(editor, u"dataEditor"_s);
        QTest::keyClicks(&area, u"{\"a\":"_s);
        QTest::keyClick(&area, Qt::Key_Return);
        QTest::keyClicks(&area, u"1}"_s);
        QCOMPARE(editor.bytes(), "{\"a\":\n1}");
    }

    void whatIsOnlyToLookAtCannotBeChanged()
    {
        JsonEditor editor;
        editor.setViewOnly();
        editor.setName(u"Payload"_s);
        editor.setBytes("[1]");
        QVERIFY(shown(editor));
        auto &area = in(editor, u"dataView"_s);
        QCOMPARE(area.accessibleName(), u"Payload"_s);
        QApplication::clipboard()->setText(u"pasted"_s);
        QTest::keyClick(&area, Qt::Key_V, Qt::ControlModifier);
        QTest::keyClicks(&area, u"typed"_s);
        QTest::keyClick(&area, Qt::Key_Delete);
        QCOMPARE(editor.bytes(), "[1]");
        editor.setBytes("[2]");
        QCOMPARE(editor.bytes(), "[2]");
    }

    void tabLeavesWhatIsOnlyToLookAtAndIndentsElse()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *before = new QPushButton(&window);
        auto *editor = new JsonEditor(&window);
        auto *after = new QPushButton(&window);
        for (QWidget *widget :
             {static_cast<QWidget *>(before), static_cast<QWidget *>(editor), static_cast<QWidget *>(after)})
            column->addWidget(widget);
        QVERIFY(shown(window));
        editor->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(editor->bytes(), "  ");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(after->hasFocus());
        editor->setViewOnly();
        editor->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(after->hasFocus());
        editor->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(before->hasFocus());
    }

    void aViewIndentsJsonAndCutsWhatIsLong()
    {
        JsonView view(u"Payload"_s);
        view.show("{\"a\":1}", 1000);
        QVERIFY(view.isJson() && !view.isCut());
        QCOMPARE(view.bytes(), "{\n  \"a\": 1\n}");
        view.show("caf\xC3\xA9", 4); // within a character
        QVERIFY(!view.isJson() && view.isCut());
        QCOMPARE(view.bytes(), "caf");
    }

    void theProblemIsWhereItIs_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::newRow("comma before the end of a list") << QByteArray("[1,]") << 1 << 4;
        QTest::newRow("comma before the end of an object") << QByteArray("{\"a\":1,}") << 1 << 8;
        QTest::newRow("the same in the second line") << QByteArray("{\n \"a\":1,}") << 2 << 8;
        QTest::newRow("after characters of several bytes") << QByteArray("[\"\xC3\xA9\",]") << 1 << 6;
        QTest::newRow("no value") << QByteArray("{\"a\":}") << 1 << 6;
        QTest::newRow("no comma") << QByteArray("[1 2]") << 1 << 4;
        QTest::newRow("not a word of JSON") << QByteArray("[nil]") << 1 << 2;
        QTest::newRow("bare word") << QByteArray("hello") << 1 << 1;
        QTest::newRow("more than one value") << QByteArray("{} x") << 1 << 4;
        QTest::newRow("nothing") << QByteArray() << 1 << 1;
        QTest::newRow("a line feed within a text") << QByteArray("[\n\"a\nb\"]") << 2 << 3;
        QTest::newRow("a control character") << QByteArray("[\"\xC3\xA9\x01\"]") << 1 << 4;
        QTest::newRow("NUL") << QByteArray("[\"\0\"]", 5) << 1 << 3;
        QTest::newRow("half a number") << QByteArray("[1.]") << 1 << 4;
        QTest::newRow("the other half") << QByteArray("[.5]") << 1 << 2;
        QTest::newRow("no escape") << QByteArray("\"\\x\"") << 1 << 2;
    }

    void aNumberBeyondAnyTypeIsJson()
    {
        QVERIFY(!jsonProblem("[1e400]"));
        QVERIFY(!jsonProblem(" -0.0e-999 "));
    }

    void theProblemIsWhereItIs()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const int, line);
        QFETCH(const int, column);
        const auto problem = jsonProblem(text);
        QVERIFY(problem);
        QVERIFY(!problem->message.isEmpty());
        QCOMPARE(std::pair(problem->line, problem->column), std::pair(line, column));
    }

    void variablesAreFormattedAsTheyStand()
    {
        JsonEditor editor;
        const QByteArray typed(R"({"n":{{$random 1 100}},"s":"a {{b}} , c","list":[{{x}},{"y":{{z}}}]})");
        editor.setBytes(typed);
        QVERIFY(!editor.problem()); // no line is marked as faulty
        editor.format();
        QCOMPARE(editor.bytes(), QByteArray("{\n  \"n\": {{$random 1 100}},\n  \"s\": \"a {{b}} , c\",\n  \"list\": [\n"
                                            "    {{x}},\n    {\n      \"y\": {{z}}\n    }\n  ]\n}"));
        editor.minify();
        QCOMPARE(editor.bytes(), typed);
        editor.setBytes("{\"n\":{{x}");
        QVERIFY(editor.problem());
    }

private:
    static void paste(JsonEditor &editor)
    {
        QTest::keyClick(&in(editor, u"dataEditor"_s), Qt::Key_V, Qt::ControlModifier);
    }
};

QTEST_MAIN(JsonEditorTest)
#include "tst_jsoneditor.moc"
