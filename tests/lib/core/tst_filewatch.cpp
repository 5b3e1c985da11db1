// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filewatch.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

template <typename File>
bool write(const QString &path, const QByteArray &text)
{
    File file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return false;
    if constexpr (std::is_same_v<File, QSaveFile>)
        return file.commit();
    return true;
}

} // namespace

class TestFileWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_path = m_folder->filePath(u"apps.json"_s);
    }

    void tellsOfAFileThatIsWrittenInPlace()
    {
        QVERIFY(write<QFile>(m_path, "a"));
        const FileWatch watch(m_path);
        QSignalSpy changed(&watch, &FileWatch::changed);
        QVERIFY(write<QFile>(m_path, "ab"));
        QTRY_COMPARE(changed.size(), 1);
    }

    void tellsOfEachFileThatTakesItsPlace()
    {
        QVERIFY(write<QSaveFile>(m_path, "a"));
        const FileWatch watch(m_path);
        QSignalSpy changed(&watch, &FileWatch::changed);
        for (int i = 1; i <= 3; ++i) {
            QVERIFY(write<QSaveFile>(m_path, QByteArray(i + 1, 'b')));
            QTRY_COMPARE(changed.size(), i);
        }
        QVERIFY(write<QFile>(m_path, "in place, after it was replaced"));
        QTRY_COMPARE(changed.size(), 4);
    }

    void tellsOfAFileThatIsMadeWithItsFolders()
    {
        m_path = m_folder->filePath(u"a/b/apps.json"_s);
        const FileWatch watch(m_path);
        QSignalSpy changed(&watch, &FileWatch::changed);
        QVERIFY(QDir(m_folder->path()).mkpath(u"a/b"_s));
        QVERIFY(write<QSaveFile>(m_path, "a"));
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(write<QSaveFile>(m_path, "ab"));
        QTRY_COMPARE(changed.size(), 2);
    }

    void tellsOfAFileThatGoesAndComesBack()
    {
        QVERIFY(write<QFile>(m_path, "a"));
        const FileWatch watch(m_path);
        QSignalSpy changed(&watch, &FileWatch::changed);
        const QString aside = m_folder->filePath(u"aside"_s);
        QVERIFY(QFile::rename(m_path, aside));
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(QFile::rename(aside, m_path));
        QTRY_COMPARE(changed.size(), 2);
    }

    void isSilentAboutOtherFiles()
    {
        QVERIFY(write<QFile>(m_path, "a"));
        const FileWatch watch(m_path);
        QSignalSpy changed(&watch, &FileWatch::changed);
        QVERIFY(write<QSaveFile>(m_folder->filePath(u"another"_s), "b"));
        const FileWatch other(m_folder->filePath(u"another"_s));
        QSignalSpy otherChanged(&other, &FileWatch::changed);
        QVERIFY(write<QSaveFile>(m_folder->filePath(u"another"_s), "bc"));
        QTRY_COMPARE(otherChanged.size(), 1); // which has seen the same
        QCOMPARE(changed.size(), 0);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestFileWatch)
#include "tst_filewatch.moc"
