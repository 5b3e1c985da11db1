// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pagetabs.h"

#include "ui/fixture.h"
#include "widgets/plainlabel.h"

#include <QPushButton>
#include <QTabBar>
#include <QVBoxLayout>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! Counts what is painted of a widget.
class Paints : public QObject
{
public:
    explicit Paints(QWidget &widget) { widget.installEventFilter(this); }

    int count = 0;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Paint;
        return false;
    }
};

//! Two pages; the first has a text that comes and goes beneath a button.
struct Tabs
{
    Tabs()
        : window(std::make_unique<QWidget>())
        , tabs(*new PageTabs(window.get()))
    {
        auto *page = new QWidget;
        auto *column = new QVBoxLayout(page);
        button = new QPushButton(u"Send"_s, page);
        label = new PlainLabel(u"1 of 100"_s, PlainLabel::Emphasis::Normal, page);
        column->addWidget(button);
        column->addWidget(label);
        tabs.addTab(page, u"Publish"_s);
        tabs.addTab(new QWidget, u"Activity"_s);
        auto *whole = new QVBoxLayout(window.get());
        whole->addWidget(&tabs);
        window->resize(400, 300);
        if (!shown(*window))
            qFatal("the tabs do not come up");
        settle();
    }

    static void settle()
    {
        for (int turn = 0; turn < 5; ++turn) {
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
        }
    }

    std::unique_ptr<QWidget> window;
    PageTabs &tabs;
    QPushButton *button;
    PlainLabel *label;
};

} // namespace

class TestPageTabs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewTextOfTheSameSizePaintsNothingElse();
    void aLargerTextGetsItsRoom();
    void aLongerTabNameGetsItsRoom();
    void aCornerWidgetThatGrowsGetsItsRoom();
};

void TestPageTabs::aNewTextOfTheSameSizePaintsNothingElse()
{
    Tabs tabs;
    Paints button(*tabs.button);
    Paints label(*tabs.label);
    tabs.label->setText(u"2 of 100"_s);
    tabs.settle();
    QVERIFY(label.count > 0);
    QCOMPARE(button.count, 0);
}

void TestPageTabs::aLargerTextGetsItsRoom()
{
    Tabs tabs;
    const int before = tabs.window->minimumSizeHint().width();
    tabs.label->setText(QString(200, u'x'));
    tabs.settle();
    QVERIFY(tabs.window->minimumSizeHint().width() > before);
    QVERIFY(tabs.label->width() >= tabs.label->sizeHint().width());
}

void TestPageTabs::aLongerTabNameGetsItsRoom()
{
    Tabs tabs;
    tabs.tabs.setTabText(1, u"Activity of the last hour"_s);
    tabs.settle();
    QVERIFY(tabs.tabs.tabBar()->width() >= tabs.tabs.tabBar()->sizeHint().width());
}

void TestPageTabs::aCornerWidgetThatGrowsGetsItsRoom()
{
    Tabs tabs;
    auto *stop = new QPushButton(u"Stop"_s);
    tabs.tabs.setCornerWidget(stop);
    stop->show();
    tabs.settle();
    stop->setText(u"Stop repeating"_s);
    tabs.settle();
    QVERIFY(stop->width() >= stop->sizeHint().width());
}

QTEST_MAIN(TestPageTabs)
#include "tst_pagetabs.moc"
