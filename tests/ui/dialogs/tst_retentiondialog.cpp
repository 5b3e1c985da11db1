// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/retentiondialog.h"
#include "ui/pages/publishhistoryfixture.h"

#include <QSignalSpy>
#include <QSpinBox>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! The dialog as it is opened from the page of the history.
RetentionDialog &openedFrom(Page &page)
{
    QTest::keyClick(&in<QPushButton>(page.page, u"historyRetention"_s), Qt::Key_Space);
    auto &dialog = in<RetentionDialog>(page.page, u"retentionDialog"_s);
    if (!QTest::qWaitForWindowActive(&dialog))
        qFatal("The dialog does not come up");
    return dialog;
}

QString told(const RetentionDialog &dialog)
{
    return in<PlainLabel>(dialog, u"retentionConsequence"_s).wholeText();
}

} // namespace

class RetentionDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void thePageSaysHowMuchIsKept()
    {
        Page page;
        page.open();
        const auto &button = in<QPushButton>(page.page, u"historyRetention"_s);
        QCOMPARE(button.text(), u"Keep 100,000 for 90 days…"_s);
        page.history.setRetention({500, std::chrono::days(7)});
        QCOMPARE(button.text(), u"Keep 500 for 7 days…"_s);
    }

    void itTellsHowManyGoBeforeAnythingIsDeleted()
    {
        Page page;
        page.add(12);
        page.openWith(12);
        RetentionDialog &dialog = openedFrom(page);
        const auto &save = in<QPushButton>(dialog, u"saveRetention"_s);
        QTRY_COMPARE(told(dialog), u"Nothing is deleted now."_s);
        QVERIFY(save.isEnabled());
        in<QSpinBox>(dialog, u"retentionCount"_s).setValue(5);
        QVERIFY(!save.isEnabled()); // not before it is counted
        QTRY_COMPARE(told(dialog), u"Saving deletes 7 publishes now. They cannot be brought back."_s);
        QCOMPARE(save.text(), u"Save and delete 7"_s);
        QCOMPARE(page.all()->entries.size(), 12);
    }

    void whatIsTooMuchGoesWhenItIsSaved()
    {
        Page page;
        page.add(12);
        page.openWith(12);
        RetentionDialog &dialog = openedFrom(page);
        in<QSpinBox>(dialog, u"retentionCount"_s).setValue(5);
        auto &save = in<QPushButton>(dialog, u"saveRetention"_s);
        QTRY_VERIFY(save.isEnabled());
        QTest::keyClick(&dialog, Qt::Key_Return);
        QTRY_COMPARE(page.table.model()->rowCount(), 5);
        QCOMPARE(page.events().first(), u"event-12"_s);
        QCOMPARE(page.history.retention(), (HistoryRetention{5, std::chrono::days(90)}));
        QTRY_COMPARE(page.label(u"bannerSentence"_s), u"7 publishes were deleted."_s);
    }

    void cancelLeavesEverythingAsItWas()
    {
        Page page;
        page.add(3);
        page.openWith(3);
        QSignalSpy changed(&page.history, &History::retentionChanged);
        RetentionDialog &dialog = openedFrom(page);
        in<QSpinBox>(dialog, u"retentionCount"_s).setValue(1);
        in<QSpinBox>(dialog, u"retentionDays"_s).setValue(1);
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTRY_VERIFY(!page.page.findChild<RetentionDialog *>());
        QCOMPARE(page.all()->entries.size(), 3);
        QVERIFY(changed.isEmpty());
        QCOMPARE(page.history.retention(), HistoryRetention());
    }

    void theDefaultsComeBack()
    {
        Page page;
        page.history.setRetention({5, std::chrono::days(3)});
        page.open();
        RetentionDialog &dialog = openedFrom(page);
        QCOMPARE(dialog.retention(), (HistoryRetention{5, std::chrono::days(3)}));
        QTest::mouseClick(&in<QPushButton>(dialog, u"usualRetention"_s), Qt::LeftButton);
        QCOMPARE(dialog.retention(), HistoryRetention());
    }
};

QTEST_MAIN(RetentionDialogTest)
#include "tst_retentiondialog.moc"
