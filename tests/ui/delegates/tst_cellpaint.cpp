// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delegates/cellpaint.h"

#include <QFontMetrics>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize cell(160, 24);

template <typename Paint>
QImage painted(Paint paint)
{
    QImage image(cell, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setPen(Qt::black);
    paint(painter);
    painter.end();
    return image;
}

//! Where anything is drawn.
QRect inked(const QImage &image)
{
    QRect ink;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) != qRgb(255, 255, 255))
                ink |= QRect(x, y, 1, 1);
        }
    }
    return ink;
}

QImage written(CellWriter &writer, const QString &text, Qt::Alignment alignment, const QFont &font = {})
{
    return painted([&](QPainter &painter) { writer.write(painter, QRect({}, cell), alignment, text, font); });
}

} // namespace

class TestCellPaint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsStandWhereQtWouldDrawThem_data();
    void wordsStandWhereQtWouldDrawThem();
    void isTheSameWhenPaintedAgain();
    void longWordsEndInTheCell();
    void anotherFontIsNotTakenForTheOneBefore();
    void markupIsShownAsItIs();
    void aPlainCellHasNoGround();
};

void TestCellPaint::wordsStandWhereQtWouldDrawThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Qt::Alignment>("alignment");
    const QList<std::pair<const char *, QString>> texts{{"Latin", u"presence-room-1"_s},
                                                        {"right to left", u"שלום עולם"_s},
                                                        {"mixed", u"private-שלום-7"_s},
                                                        {"number", u"1,234,567"_s}};
    for (const auto &[name, text] : texts) {
        QTest::addRow("%s, left", name) << text << Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter);
        QTest::addRow("%s, right", name) << text << Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter);
    }
}

void TestCellPaint::wordsStandWhereQtWouldDrawThem()
{
    QFETCH(const QString, text);
    QFETCH(const Qt::Alignment, alignment);
    CellWriter writer;
    const QRect ours = inked(written(writer, text, alignment));
    const QRect theirs = inked(painted([&](QPainter &painter) {
        painter.drawText(QRect({}, cell), static_cast<int>(alignment) | Qt::TextSingleLine, text);
    }));
    QVERIFY(!ours.isEmpty());
    QVERIFY2(
        qAbs(ours.left() - theirs.left()) <= 1 && qAbs(ours.right() - theirs.right()) <= 1 &&
            qAbs(ours.top() - theirs.top()) <= 1 && qAbs(ours.bottom() - theirs.bottom()) <= 1,
        qPrintable(
            u"%1–%2 instead of %3–%4"_s.arg(ours.left()).arg(ours.right()).arg(theirs.left()).arg(theirs.right())));
}

void TestCellPaint::isTheSameWhenPaintedAgain()
{
    CellWriter writer;
    const QImage once = written(writer, u"orders"_s, Qt::AlignLeft);
    QCOMPARE(written(writer, u"orders"_s, Qt::AlignLeft), once);
}

void TestCellPaint::longWordsEndInTheCell()
{
    CellWriter writer;
    const QImage image = written(writer, QString(300, u'm'), Qt::AlignLeft | Qt::AlignVCenter);
    QVERIFY(inked(image).right() < cell.width());
    const QImage cut = painted([](QPainter &painter) {
        painter.drawText(QRect({}, cell), Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(QFont()).elidedText(QString(300, u'm'), Qt::ElideRight, cell.width()));
    });
    QVERIFY(qAbs(inked(image).right() - inked(cut).right()) <= 1);
}

void TestCellPaint::anotherFontIsNotTakenForTheOneBefore()
{
    CellWriter writer;
    QFont large;
    large.setPointSizeF(large.pointSizeF() * 1.5);
    const QRect small = inked(written(writer, u"orders"_s, Qt::AlignLeft));
    QVERIFY(inked(written(writer, u"orders"_s, Qt::AlignLeft, large)).width() > small.width());
    QCOMPARE(inked(written(writer, u"orders"_s, Qt::AlignLeft)), small);
}

void TestCellPaint::markupIsShownAsItIs()
{
    CellWriter writer;
    QVERIFY(inked(written(writer, u"<b>x</b>"_s, Qt::AlignLeft)).width() >
            inked(written(writer, u"x"_s, Qt::AlignLeft)).width() * 3);
}

void TestCellPaint::aPlainCellHasNoGround()
{
    QStyleOptionViewItem plain;
    plain.rect = QRect({}, cell);
    plain.state = QStyle::State_Enabled | QStyle::State_Active;
    QVERIFY(inked(painted([&](QPainter &painter) { paintCellGround(painter, plain); })).isEmpty());
    plain.backgroundBrush = QColor(Qt::red);
    QCOMPARE(inked(painted([&](QPainter &painter) { paintCellGround(painter, plain); })), QRect({}, cell));
}

QTEST_MAIN(TestCellPaint)
#include "tst_cellpaint.moc"
