// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/exportfile.h"
#include "support/fullness.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

class TestExportFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replacesTheFileAsAWhole();
    void aFolderThatIsNotThereIsNamed();
    void aFullDiskLeavesTheOldFile();
};

void TestExportFile::replacesTheFileAsAWhole()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"out.csv"_s);
    QByteArray expected;
    for (const int pieces : {100'000, 3}) {
        expected.clear();
        const auto written = writeExport(path, [&](const ExportSink &sink) {
            for (int i = 0; i < pieces; ++i) {
                const QByteArray piece = QByteArray::number(i) + '\n';
                expected += piece;
                sink(piece);
            }
        });
        QVERIFY(written);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), expected);
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"out.csv"_s});
}

void TestExportFile::aFolderThatIsNotThereIsNamed()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"missing/out.csv"_s);
    const auto written = writeExport(path, [](const ExportSink &sink) { sink("x"); });
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ApiError::Kind::Invalid);
    QVERIFY2(written.error().message.contains(path), qPrintable(written.error().message));
}

void TestExportFile::aFullDiskLeavesTheOldFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"out.csv"_s);
    QVERIFY(writeExport(path, [](const ExportSink &sink) { sink("the old one"); }));

    const auto writeMuch = [&] {
        const Fullness full(10'000);
        return writeExport(path, [](const ExportSink &sink) { sink(QByteArray(1'000'000, 'x')); });
    };
    const auto written = writeMuch();
    QVERIFY(!written);
    QVERIFY2(written.error().message.contains(path), qPrintable(written.error().message));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("the old one"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"out.csv"_s});
}

QTEST_GUILESS_MAIN(TestExportFile)
#include "tst_exportfile.moc"
