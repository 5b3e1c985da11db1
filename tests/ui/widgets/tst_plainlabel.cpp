// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plainlabel.h"

#include <QAccessible>
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

QTEST_MAIN(TestPlainLabel)
#include "tst_plainlabel.moc"
