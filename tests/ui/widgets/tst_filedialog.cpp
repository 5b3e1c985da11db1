// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/filedialog.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QMessageBox>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Asked
{
    explicit Asked(FileDialog::For purpose)
        : dialog(new FileDialog(purpose, &window, u"Files"_s))
        , chosen(dialog, &QFileDialog::fileSelected)
    {
        QFile file(there);
        if (!file.open(QIODevice::WriteOnly))
            QTest::qFail("the file cannot be written", __FILE__, __LINE__);
        window.show();
        dialog->setDirectory(folder.path());
        dialog->open();
    }

    void choose(const QString &path) const
    {
        dialog->selectFile(path);
        static_cast<QDialog *>(dialog)->accept();
    }
    [[nodiscard]] QMessageBox *question() const { return dialog->findChild<QMessageBox *>(); }
    void answer(const QString &button) const
    {
        const auto buttons = question()->buttons();
        for (QAbstractButton *each : buttons) {
            if (each->text().remove(u'&') == button)
                each->click();
        }
    }

    QTemporaryDir folder;
    const QString there = folder.filePath(u"<b>list.csv"_s);
    const QString fresh = folder.filePath(u"fresh.csv"_s);
    QWidget window;
    const QPointer<FileDialog> dialog;
    QSignalSpy chosen;
};

} // namespace

class FileDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewNameIsTakenAtOnce()
    {
        const Asked asked(FileDialog::For::Writing);
        asked.choose(asked.fresh);
        QCOMPARE(asked.chosen.size(), 1);
        QCOMPARE(asked.chosen[0][0].toString(), asked.fresh);
        QTRY_VERIFY(!asked.dialog);
    }

    void whetherAFileMayBeReplacedIsAskedWithoutAnEventLoop()
    {
        const Asked asked(FileDialog::For::Writing);
        asked.choose(asked.there); // and we are back here already
        QVERIFY(asked.question());
        QCOMPARE(asked.question()->text(), u"<b>list.csv exists already. Replace it?"_s);
        QCOMPARE(asked.question()->textFormat(), Qt::PlainText);
        QVERIFY(asked.chosen.isEmpty());

        asked.answer(u"Cancel"_s);
        QTRY_VERIFY(!asked.question());
        QVERIFY(asked.dialog->isVisible()); // for another name
        QVERIFY(asked.chosen.isEmpty());

        asked.choose(asked.there);
        asked.answer(u"Replace"_s);
        QCOMPARE(asked.chosen.size(), 1);
        QCOMPARE(asked.chosen[0][0].toString(), asked.there);
        QTRY_VERIFY(!asked.dialog);
    }

    void aFileThatIsMissingIsToldOf()
    {
        const Asked asked(FileDialog::For::Reading);
        asked.choose(asked.fresh);
        QVERIFY(asked.question());
        QCOMPARE(asked.question()->text(), u"There is no file fresh.csv. Choose one that exists."_s);
        asked.answer(u"OK"_s);
        QTRY_VERIFY(!asked.question());
        asked.choose(asked.there);
        QCOMPARE(asked.chosen.size(), 1);
        QTRY_VERIFY(!asked.dialog);
    }

    void noFileIsDeletedOrRenamed()
    {
        const Asked asked(FileDialog::For::Writing);
        asked.dialog->selectFile(asked.there);
        const auto views = asked.dialog->findChildren<QAbstractItemView *>();
        QVERIFY(!views.isEmpty());
        for (QAbstractItemView *view : views) {
            if (!view->isVisible())
                continue;
            QTest::keyClick(view, Qt::Key_Delete);
            QCOMPARE(view->contextMenuPolicy(), Qt::NoContextMenu);
        }
        QVERIFY(!asked.question());
        QVERIFY(QFile::exists(asked.there));
    }
};

QTEST_MAIN(FileDialogTest)
#include "tst_filedialog.moc"
