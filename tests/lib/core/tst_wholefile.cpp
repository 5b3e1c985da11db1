// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/appstore.h"
#include "core/jsonfile.h"
#include "core/wholefile.h"
#include "exports/exportfile.h"
#include "publishing/reportjournal.h"
#include "support/fullness.h"

#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

class TestWholeFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"file"_s);
        write(m_path, "as it was");
    }

    void aFileThatDoesNotFitLeavesTheOldOne_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("room");
        QTest::newRow("no room at all, and all in the buffer") << 100 << 0;
        QTest::newRow("room for a part, and all in the buffer") << 100 << 40;
        QTest::newRow("no room, and larger than the buffer") << 100'000 << 0;
        QTest::newRow("room for a part, and larger than the buffer") << 100'000 << 50'000;
    }

    void aFileThatDoesNotFitLeavesTheOldOne()
    {
        QFETCH(const int, size);
        QFETCH(const int, room);
        {
            QSaveFile file(m_path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            const Fullness full(static_cast<rlim_t>(room));
            QVERIFY(!(writeAll(file, QByteArray(size, 'x')) && commitWhole(file)));
            QVERIFY2(file.errorString() != u"Unknown error"_s, qPrintable(file.errorString()));
        }
        QCOMPARE(read(m_path), "as it was"_ba);
        QSaveFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(writeAll(file, QByteArray(size, 'x')) && commitWhole(file));
        QCOMPARE(read(m_path), QByteArray(size, 'x'));
    }

    void noAppIsLostOnAFullDisk()
    {
        const AppStore store(m_folder->filePath(u"apps.json"_s));
        AppProfile profile;
        profile.id = QUuid::createUuid();
        profile.name = u"shop"_s;
        profile.key = u"key"_s;
        profile.appId = u"1"_s;
        profile.host = u"127.0.0.1"_s;
        AppStore writing(store.filePath());
        QVERIFY(writing.save(profile));
        const QByteArray before = read(store.filePath());
        profile.name = u"shop-eu"_s;
        for (const int room : {60, 200}) { // for the lock, and for a part of the file
            const Fullness full(static_cast<rlim_t>(room));
            QVERIFY(!writing.save(profile));
        }
        QCOMPARE(read(store.filePath()), before);
    }

    void noReportIsLostOnAFullDisk()
    {
        const PublishReport report(5);
        {
            const Fullness full(20);
            const auto written = ReportJournal::writeWhole(m_path, report);
            QVERIFY(!written);
            QVERIFY2(!written.error().message.contains("Unknown error"_L1), qPrintable(written.error().message));
        }
        QCOMPARE(read(m_path), "as it was"_ba);
    }

    void noOtherFileIsLostOnAFullDisk()
    {
        const Fullness full(5);
        QVERIFY(!writeJsonFile(m_path, QJsonObject{{u"a"_s, u"longer than that"_s}}));
        QVERIFY(!writeExport(m_path, [](const ExportSink &sink) { sink("longer than that"); }));
        QCOMPARE(read(m_path), "as it was"_ba);
    }

    void aPipeIsNotReplaced_data()
    {
        QTest::addColumn<bool>("behindALink");
        QTest::newRow("itself") << false;
        QTest::newRow("behind a link") << true;
    }

    void aPipeIsNotReplaced()
    {
        QFETCH(const bool, behindALink);
        const QString pipe = m_folder->filePath(u"pipe"_s);
        QCOMPARE(mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        const QString path = behindALink ? m_folder->filePath(u"link"_s) : pipe;
        QVERIFY(!behindALink || QFile::link(pipe, path));
        const auto written = writeExport(path, [](const ExportSink &sink) { sink("x"); });
        QVERIFY(!written);
        QVERIFY2(written.error().message.endsWith("it is a device or a pipe, not a file."_L1),
                 qPrintable(written.error().message));
        QVERIFY(!ReportJournal::writeWhole(path, PublishReport(1)));
        QVERIFY(!writeJsonFile(path, {}));
        QSaveFile other(path); // whoever opens it without asking
        QVERIFY(other.open(QIODevice::WriteOnly) && writeAll(other, "x") && !commitWhole(other));
        struct stat now = {};
        QCOMPARE(stat(QFile::encodeName(pipe).constData(), &now), 0);
        QVERIFY(S_ISFIFO(now.st_mode));
    }

    void aLinkToAFileIsFollowed()
    {
        const QString link = m_folder->filePath(u"link"_s);
        QVERIFY(QFile::link(m_path, link));
        QVERIFY(writeExport(link, [](const ExportSink &sink) { sink("new"); }));
        QCOMPARE(read(m_path), "new"_ba);
        QVERIFY(QFileInfo(link).isSymLink());
    }

private:
    static void write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("The file cannot be written");
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestWholeFile)
#include "tst_wholefile.moc"
