// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme.h"
#include "ui/fixture.h"
#include "widgets/banner.h"
#include "widgets/countchart.h"
#include "widgets/countplot.h"

#include <QAbstractButton>
#include <QFile>
#include <QFileDialog>
#include <QImage>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QWheelEvent>
#include <QtCharts/QLineSeries>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Moment start = 1'700'000'000s;

//! Ten minutes of two lines, one sample every ten seconds; the first line is not known for a minute in the middle.
QList<CountLine> tenMinutes()
{
    CountSeries subscriptions;
    CountSeries users;
    for (int i = 0; i <= 60; ++i) {
        subscriptions.add(start + i * 10s, i >= 30 && i < 36 ? std::nullopt : std::optional<qint64>(100 + i));
        users.add(start + i * 10s, 50 - i / 2);
    }
    return {{u"subscriptions"_s, subscriptions}, {u"users"_s, users}};
}

QList<QLineSeries *> drawnLines(const CountPlot &plot)
{
    QList<QLineSeries *> lines;
    for (QAbstractSeries *series : plot.chart()->series()) {
        auto *line = qobject_cast<QLineSeries *>(series);
        if (line && line->count() > 0)
            lines << line;
    }
    return lines;
}

void roll(QWidget &plot, const QPointF &at, int delta)
{
    QWheelEvent event(at, plot.mapToGlobal(at), {}, {0, delta}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&plot, &event);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class CountChartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_chart = std::make_unique<CountChart>();
        m_chart->resize(420, 300);
        QVERIFY(shown(*m_chart));
    }
    void cleanup() { m_chart.reset(); }

    void withoutCountsItSaysSoAndMakesNoPlot()
    {
        m_chart->setLines(u"orders"_s, {{u"subscriptions"_s, CountSeries()}}, start);
        QVERIFY(isSeen(*m_chart, u"chartNothing"_s));
        QVERIFY(!m_chart->plot());
        QVERIFY(!in<QAbstractButton>(*m_chart, u"chartExport"_s).isEnabled());
    }

    void aHiddenChartCostsNothing()
    {
        m_chart->hide();
        m_chart->setLines(u"orders"_s, tenMinutes(), start + 10min);
        QVERIFY(!m_chart->plot());
        m_chart->show();
        QVERIFY(m_chart->plot());
    }

    void unknownTimeIsAGapInTheLine()
    {
        CountPlot &plot = drawn();
        const auto lines = drawnLines(plot);
        QCOMPARE(lines.size(), 3); // subscriptions in two pieces, users in one
        QCOMPARE(lines[0]->at(lines[0]->count() - 1).y(), 129);
        QCOMPARE(lines[1]->at(0).y(), 136);
        QVERIFY(!lines[0]->pointsVisible());
    }

    void aSingleCountIsSeenAsADot()
    {
        CountSeries series;
        series.add(start, 5);
        m_chart->setLines(u"orders"_s, {{u"subscriptions"_s, series}}, start + 1min);
        QVERIFY(drawnLines(*m_chart->plot()).first()->pointsVisible());
    }

    void linesAreToldApartByTheirDashesToo()
    {
        const auto lines = drawnLines(drawn());
        QVERIFY(lines[0]->pen().style() != lines[2]->pen().style());
        QVERIFY(lines[0]->pen().color() != lines[2]->pen().color());
        QCOMPARE(lines[0]->pen().style(), lines[1]->pen().style());
        QCOMPARE(m_chart->plot()->titles(), QStringList({u"subscriptions"_s, u"users"_s}));
    }

    void theColoursFollowThePalette()
    {
        const auto lines = drawnLines(drawn());
        applyTheme(Theme::Dark);
        const QColor dark = lines[0]->pen().color();
        QCOMPARE(m_chart->plot()->chart()->backgroundBrush().color(), QGuiApplication::palette().color(QPalette::Base));
        applyTheme(Theme::Light);
        QVERIFY(lines[0]->pen().color() != dark);
    }

    void theRangeIsChosen()
    {
        CountPlot &plot = drawn();
        QCOMPARE(plot.to() - plot.from(), 10min);
        in<QAbstractButton>(*m_chart, u"chartRange60"_s).click();
        QCOMPARE(plot.to() - plot.from(), 1h);
        in<QAbstractButton>(*m_chart, u"chartRange1440"_s).click();
        QCOMPARE(plot.to() - plot.from(), 24h);
        QCOMPARE(plot.to(), start + 10min);
    }

    void theWheelZoomsAroundTheMouse()
    {
        CountPlot &plot = drawn();
        const QPointF right(plot.width() - 12, 100);
        roll(*plot.viewport(), right, 240);
        QVERIFY(plot.to() - plot.from() < 7min);
        QVERIFY(plot.to() > start + 9min);
        roll(*plot.viewport(), right, -2400);
        QCOMPARE(plot.to() - plot.from(), 10min); // never beyond the range
    }

    void draggingMovesAlongTheTime()
    {
        CountPlot &plot = drawn();
        QTest::keyClick(&plot, Qt::Key_Plus);
        QTest::keyClick(&plot, Qt::Key_Plus);
        const Moment from = plot.from();
        const QPoint middle(plot.width() / 2, 100);
        QTest::mousePress(plot.viewport(), Qt::LeftButton, {}, middle);
        QTest::mouseMove(plot.viewport(), middle + QPoint(60, 0));
        QTest::mouseRelease(plot.viewport(), Qt::LeftButton, {}, middle + QPoint(60, 0));
        QVERIFY(plot.from() < from);
    }

    void theKeyboardZoomsAndMovesAndGoesBack()
    {
        CountPlot &plot = drawn();
        QTest::keyClick(&plot, Qt::Key_Plus);
        QCOMPARE(plot.to() - plot.from(), 8min);
        QTest::keyClick(&plot, Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(plot.to() < start + 10min);
        QTest::keyClick(&plot, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&plot, Qt::Key_Minus);
        QTest::keyClick(&plot, Qt::Key_0);
        QCOMPARE(plot.from(), start);
        QCOMPARE(plot.to(), start + 10min);
    }

    void theKeyboardReadsValuesSampleBySample()
    {
        CountPlot &plot = drawn();
        QSignalSpy read(&plot, &CountPlot::readingChanged);
        QTest::keyClick(&plot, Qt::Key_Left);
        QVERIFY2(plot.reading().endsWith(u"subscriptions: 160 · users: 20"_s), qPrintable(plot.reading()));
        QCOMPARE(in<PlainLabel>(*m_chart, u"chartReading"_s).wholeText(), plot.reading());
        QCOMPARE(plot.accessibleDescription(), plot.reading());
        QTest::keyClick(&plot, Qt::Key_Left);
        QVERIFY2(plot.reading().endsWith(u"subscriptions: 159 · users: 21"_s), qPrintable(plot.reading()));
        QTest::keyClick(&plot, Qt::Key_Home);
        QVERIFY2(plot.reading().endsWith(u"subscriptions: 100 · users: 50"_s), qPrintable(plot.reading()));
        for (int i = 0; i < 31; ++i)
            QTest::keyClick(&plot, Qt::Key_Right);
        QVERIFY2(plot.reading().endsWith(u"subscriptions: unknown · users: 35"_s), qPrintable(plot.reading()));
        QTest::keyClick(&plot, Qt::Key_Escape);
        QVERIFY(plot.reading().isEmpty());
        QVERIFY(read.size() > 30);
    }

    void theMouseReadsTheNearestSample()
    {
        CountPlot &plot = drawn();
        QTest::mouseMove(plot.viewport(), QPoint(plot.width() - 16, 120));
        QVERIFY2(plot.reading().contains("subscriptions: 160"_L1) || plot.reading().contains("subscriptions: 159"_L1),
                 qPrintable(plot.reading()));
    }

    void itFollowsTheTimeUntilTheUserLooksElsewhere()
    {
        CountPlot &plot = drawn();
        m_chart->setLines(u"orders"_s, tenMinutes(), start + 11min);
        QCOMPARE(plot.to(), start + 11min);
        QTest::keyClick(&plot, Qt::Key_Plus);
        QTest::keyClick(&plot, Qt::Key_Left, Qt::ShiftModifier);
        const Moment to = plot.to();
        m_chart->setLines(u"orders"_s, tenMinutes(), start + 11min + 5s);
        QCOMPARE(plot.to(), to);
    }

    void anotherSubjectIsSeenWholeAndUnread()
    {
        CountPlot &plot = drawn();
        const Moment whole = plot.to() - plot.from();
        QTest::keyClick(&plot, Qt::Key_Plus);
        QTest::keyClick(&plot, Qt::Key_Left);
        QVERIFY(!plot.reading().isEmpty());
        m_chart->setLines(u"chat"_s, tenMinutes(), start + 11min);
        QCOMPARE(plot.to() - plot.from(), whole);
        QCOMPARE(plot.to(), start + 11min);
        QCOMPARE(plot.reading(), QString());
    }

    void itIsZoomedWithButtons()
    {
        CountPlot &plot = drawn();
        const auto width = [&] { return plot.to() - plot.from(); };
        const Moment whole = width();
        in<QToolButton>(*m_chart, u"chartZoomIn"_s).click();
        const Moment closer = width();
        QVERIFY(closer < whole);
        in<QToolButton>(*m_chart, u"chartZoomIn"_s).click();
        in<QToolButton>(*m_chart, u"chartZoomOut"_s).click();
        QVERIFY(width() > closer - 1s && width() < whole);
        in<QToolButton>(*m_chart, u"chartShowAll"_s).click();
        QCOMPARE(width(), whole);
        for (const auto *button : {"chartZoomIn", "chartZoomOut", "chartShowAll"})
            QVERIFY(!in<QToolButton>(*m_chart, QLatin1String(button)).accessibleName().isEmpty());
    }

    void itIsExportedAsPictureAndAsFigures()
    {
        drawn();
        QTemporaryDir folder;
        const auto &banner = in<Banner>(*m_chart, u"chartExportBanner"_s);
        for (const char *suffix : {"png", "svg", "csv", "json"}) {
            const QString path = folder.filePath(u"chart."_s + QLatin1String(suffix));
            m_chart->exportTo(path, QLatin1String(suffix));
            QTRY_COMPARE(banner.sentence(), u"Saved as %1."_s.arg(path)); // written elsewhere
        }
        const QImage image(folder.filePath(u"chart.png"_s));
        QCOMPARE(image.width(), m_chart->plot()->width() * 2);
        QVERIFY(image.pixelColor(5, 5) == QGuiApplication::palette().color(QPalette::Base));
        QSvgRenderer svg(folder.filePath(u"chart.svg"_s));
        QVERIFY(svg.isValid());
        QVERIFY(contentOf(folder.filePath(u"chart.csv"_s)).startsWith("time,subscriptions,users\r\n"));
        QCOMPARE(contentOf(folder.filePath(u"chart.csv"_s)).count('\n'), 62);
        QVERIFY(QJsonDocument::fromJson(contentOf(folder.filePath(u"chart.json"_s))).isObject());
    }

    void aFileThatCannotBeWrittenIsToldAbout()
    {
        drawn();
        const auto &banner = in<Banner>(*m_chart, u"chartExportBanner"_s);
        m_chart->exportTo(u"/nowhere/at/all.csv"_s, u"csv"_s);
        QTRY_VERIFY(banner.sentence().contains("cannot be written"_L1));
        drawn(); // the next count
        QVERIFY(banner.isVisible());
        QVERIFY(in<PlainLabel>(*m_chart, u"chartReading"_s).wholeText().startsWith("Now "_L1));
        m_chart->setLines(u"another"_s, tenMinutes(), start + 10min);
        QVERIFY(!banner.isVisible());
    }

    void theChosenFormatIsWrittenUnlessTheNameHasTheSuffixOfAnother()
    {
        drawn();
        QTemporaryDir folder;
        const auto save = [&](const QString &name, const QString &filter) {
            in<QAbstractButton>(*m_chart, u"chartExport"_s).click();
            auto *dialog = m_chart->findChild<QFileDialog *>();
            if (!dialog)
                return QByteArray();
            dialog->selectNameFilter(filter);
            Q_EMIT dialog->fileSelected(folder.filePath(name));
            delete dialog;
            const auto &banner = in<Banner>(*m_chart, u"chartExportBanner"_s);
            return QTest::qWaitFor([&] { return banner.isVisible(); }) ? contentOf(folder.filePath(name))
                                                                       : QByteArray();
        };
        QVERIFY(save(u"orders v1.2"_s, u"CSV (*.csv)"_s).startsWith("time,"));
        QVERIFY(save(u"orders v1.3"_s, u"SVG picture (*.svg)"_s).contains("<svg"));
        QVERIFY(save(u"orders.json"_s, u"CSV (*.csv)"_s).startsWith('{'));
        QVERIFY(save(u"orders.CSV"_s, u"PNG picture (*.png)"_s).startsWith("time,"));
        QVERIFY(save(u"orders.txt"_s, u"PNG picture (*.png)"_s).startsWith("\x89PNG"));
    }

private:
    CountPlot &drawn()
    {
        m_chart->setLines(u"orders"_s, tenMinutes(), start + 10min);
        return *m_chart->plot();
    }

    std::unique_ptr<CountChart> m_chart;
};

QTEST_MAIN(CountChartTest)
#include "tst_countchart.moc"
