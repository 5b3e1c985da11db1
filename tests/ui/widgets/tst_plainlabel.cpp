// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plainlabel.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QTest>

#include <algorithm>
#include <utility>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

QString spoken(QWidget &widget)
{
    return QAccessible::queryAccessibleInterface(&widget)->text(QAccessible::Name);
}

// The columns in which something is painted, of text on a plain ground.
std::pair<int, int> painted(QWidget &widget)
{
    const QImage image = widget.grab().toImage();
    const QRgb ground = image.pixel(0, 0);
    std::pair<int, int> columns(image.width(), -1);
    for (int x = 0; x < image.width(); ++x) {
        for (int y = 0; y < image.height(); ++y) {
            if (image.pixel(x, y) != ground)
                columns = {std::min(columns.first, x), std::max(columns.second, x)};
        }
    }
    return columns;
}

} // namespace

class TestPlainLabel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesASentenceFromLeftToRightWhateverNameItBeginsWith();
    void keepsTheNameThatItWasGiven();
    void showsMarkupLetterForLetter();
    void isSelectedAndCopiedByMouse();
    void keepsItsSizeWhenItIsClickedOn_data();
    void keepsItsSizeWhenItIsClickedOn();
};

void TestPlainLabel::writesASentenceFromLeftToRightWhateverNameItBeginsWith()
{
    const QString name = u"\u05e9\u05dc\u05d5\u05dd"_s;
    const QString sentence = name + u" is not occupied"_s;
    PlainLabel label(sentence);
    label.resize(600, 30);
    const auto [first, last] = painted(label);
    QVERIFY2(first < 100 && last < 400, "it is written from the left");
    QCOMPARE(label.wholeText(), sentence);
    QCOMPARE(spoken(label), sentence);

    label.setText(u"lobby is not occupied"_s);
    QCOMPARE(label.text(), u"lobby is not occupied"_s);
    QCOMPARE(spoken(label), u"lobby is not occupied"_s);
    label.setElided(true);
    label.setText(sentence);
    QCOMPARE(spoken(label), sentence);
}

void TestPlainLabel::keepsTheNameThatItWasGiven()
{
    PlainLabel label;
    label.setAccessibleName(u"Users: 7"_s);
    label.setText(u"7"_s);
    QCOMPARE(spoken(label), u"Users: 7"_s);
}

void TestPlainLabel::showsMarkupLetterForLetter()
{
    PlainLabel label(u"<b>lobby</b>\u202e"_s);
    QCOMPARE(label.text(), u"<b>lobby</b>\\u202E"_s);
    QCOMPARE(label.textFormat(), Qt::PlainText);
}

void TestPlainLabel::isSelectedAndCopiedByMouse()
{
    PlainLabel label(u"presence-lobby"_s);
    label.resize(label.sizeHint());
    label.show();
    label.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&label));
    QTest::mouseClick(&label, Qt::LeftButton, {}, {3, 5});
    QTest::mouseDClick(&label, Qt::LeftButton, {}, {3, 5});
    QCOMPARE(label.selectedText(), u"presence"_s);
    QVERIFY(label.hasFocus());
    QGuiApplication::clipboard()->clear();
    QTest::keySequence(&label, QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"presence"_s);
}

void TestPlainLabel::keepsItsSizeWhenItIsClickedOn_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("short") << u"1,204 channels"_s;
    QTest::newRow("lines") << u"one\ntwo\n\nfour\tfive"_s;
    QTest::newRow("from right to left") << u"\u05e9\u05dc\u05d5\u05dd is here"_s;
    QTest::newRow("long") << u"There is no connection to the server. "_s.repeated(20);
    QTest::newRow("without a blank") << u"presence-"_s.repeated(60);
    QTest::newRow("beyond Latin") << u"\u65e5\u672c\u8a9e \U0001f600"_s;
}

void TestPlainLabel::keepsItsSizeWhenItIsClickedOn()
{
    QFETCH(const QString, text);
    for (const bool wraps : {false, true}) {
        for (const auto emphasis : {PlainLabel::Emphasis::Normal, PlainLabel::Emphasis::Title}) {
            PlainLabel label(text, emphasis);
            label.setWordWrap(wraps);
            label.resize(300, 200);
            const QSize wanted = label.sizeHint();
            const QSize least = label.minimumSizeHint();
            const int height = label.heightForWidth(300);
            QTest::mouseClick(&label, Qt::LeftButton);
            QVERIFY(label.textInteractionFlags() & Qt::TextSelectableByMouse);
            QCOMPARE(label.sizeHint(), wanted);
            QCOMPARE(label.minimumSizeHint(), least);
            QCOMPARE(label.heightForWidth(300), height);
        }
    }
}

QTEST_MAIN(TestPlainLabel)
#include "tst_plainlabel.moc"
