// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/templatestore.h"

#include "lib/publishing/templatefixture.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! The answer, which another thread or the event loop gives.
template <typename T>
T awaited(const QFuture<T> &future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }))
        qFatal("no answer of the template store");
    return future.result();
}

} // namespace

class TemplateStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void doesWhatIsAskedInARowInThatOrder();
    void answersLoadsInTheirOrder();
    void goesOnWhileTheDiskIsSlow();
    void keepsWhatWasAskedWhenItGoes();
    void tellsWhatWentWrong();
    void noticesItsOwnChanges();
    void noticesChangesFromOutside();
    void noticesChangesInAFolderItMade();

private:
    void writeFile(const QString &path, const QByteArray &text);
    TemplateLibrary loaded() { return awaited(m_store->load()); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<TemplateStore> m_store;
};

void TemplateStoreTest::init()
{
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"templates"_s);
    m_store = std::make_unique<TemplateStore>(m_path);
}

void TemplateStoreTest::writeFile(const QString &path, const QByteArray &text)
{
    const QString whole = m_path + u'/' + path;
    QDir().mkpath(QFileInfo(whole).path());
    QFile file(whole);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

void TemplateStoreTest::doesWhatIsAskedInARowInThatOrder()
{
    const QString bundle = m_folder->filePath(u"bundle.json"_s);
    m_store->createFolder({}, u"f"_s);
    const auto created = m_store->create({}, called(u"a"_s));
    const auto renamed = m_store->rename(u"a.json"_s, u"b"_s);
    const auto moved = m_store->move(u"b.json"_s, u"f"_s);
    const auto copied = m_store->duplicate(u"f/b.json"_s);
    const auto exported = m_store->exportTo(bundle, {u"f/b.json"_s, u"f/b 2.json"_s});
    m_store->remove(u"f/b.json"_s);
    const auto kept = m_store->removeFolder(u"f"_s); // not empty
    m_store->remove(u"f/b 2.json"_s);
    const auto removed = m_store->removeFolder(u"f"_s);
    const auto between = m_store->load();
    const auto imported = m_store->importFrom(bundle, u"g"_s);
    const TemplateLibrary atLast = loaded();

    QCOMPARE(created.result()->path, u"a.json"_s);
    QCOMPARE(renamed.result()->path, u"b.json"_s);
    QCOMPARE(moved.result()->path, u"f/b.json"_s);
    QCOMPARE(copied.result()->path, u"f/b 2.json"_s);
    QVERIFY(exported.result());
    QVERIFY(!kept.result());
    QVERIFY(removed.result());
    QCOMPARE(pathsOf(between.result()), QStringList());
    QCOMPARE(imported.result()->files.size(), 2);
    QCOMPARE(pathsOf(atLast), (QStringList{u"g/f/b 2.json"_s, u"g/f/b.json"_s}));
}

void TemplateStoreTest::answersLoadsInTheirOrder()
{
    QStringList answers;
    const auto note = [&](const TemplateLibrary &library) { answers << QString::number(library.templates.size()); };
    m_store->load().then(this, note);
    m_store->create({}, called(u"a"_s));
    m_store->load().then(this, note);
    m_store->create({}, called(u"b"_s));
    m_store->load().then(this, note);
    QTRY_COMPARE(answers, (QStringList{u"0"_s, u"1"_s, u"2"_s}));
}

// The other end of a pipe is as slow as can be: nothing comes before it is written to.
void TemplateStoreTest::goesOnWhileTheDiskIsSlow()
{
#ifdef Q_OS_UNIX
    const QString pipe = m_folder->filePath(u"slow.json"_s);
    QCOMPARE(mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    const auto imported = m_store->importFrom(pipe, {});
    const auto created = m_store->create({}, called(u"a"_s));
    const auto library = m_store->load();
    QVERIFY(!imported.isFinished());
    QVERIFY(!created.isFinished());

    QFile slow(pipe);
    QVERIFY(slow.open(QIODevice::WriteOnly));
    QVERIFY(!created.isFinished());
    slow.write(toText(called(u"a"_s)));
    slow.close();
    QCOMPARE(pathsOf(awaited(library)), (QStringList{u"a 2.json"_s, u"a.json"_s}));
    QCOMPARE(imported.result()->files.first().path, u"a.json"_s);
    QCOMPARE(created.result()->path, u"a 2.json"_s);
#else
    QSKIP("There are no pipes in folders here.");
#endif
}

void TemplateStoreTest::keepsWhatWasAskedWhenItGoes()
{
    QList<QFuture<Result<TemplateFile>>> created;
    for (int i = 0; i < 20; ++i)
        created << m_store->create(u"f"_s, called(QString::number(i)));
    const auto renamed = m_store->rename(u"f/7.json"_s, u"seven"_s);
    m_store.reset();
    for (const auto &each : created)
        QVERIFY(each.isFinished() && each.result());
    QVERIFY(renamed.result());
    const QStringList paths = pathsOf(TemplateFolder(m_path).readAll());
    QCOMPARE(paths.size(), 20);
    QVERIFY(paths.contains(u"f/seven.json"_s));
}

void TemplateStoreTest::tellsWhatWentWrong()
{
    const auto renamed = awaited(m_store->rename(u"none.json"_s, u"x"_s));
    QVERIFY(!renamed);
    QVERIFY2(renamed.error().message.contains(u"none.json"_s), qPrintable(renamed.error().message));
    QVERIFY(!awaited(m_store->importFrom(m_folder->filePath(u"none.json"_s), {})));
}

void TemplateStoreTest::noticesItsOwnChanges()
{
    loaded();
    QSignalSpy changed(m_store.get(), &TemplateStore::changed);
    m_store->create(u"f"_s, called(u"a"_s));
    QTRY_VERIFY(!changed.isEmpty());
    QTRY_COMPARE(pathsOf(loaded()), QStringList{u"f/a.json"_s});
}

void TemplateStoreTest::noticesChangesFromOutside()
{
    writeFile(u"f/a.json"_s, toText(called(u"a"_s)));
    QVERIFY(!loaded().templates.isEmpty());
    QSignalSpy changed(m_store.get(), &TemplateStore::changed);
    const auto isNoticed = [&] {
        const bool noticed = changed.wait();
        loaded();
        changed.clear();
        return noticed;
    };
    writeFile(u"f/a.json"_s, toText(called(u"another name"_s)));
    QVERIFY2(isNoticed(), "another content");
    writeFile(u"f/b.json"_s, toText(called(u"b"_s)));
    QVERIFY2(isNoticed(), "a new file in a folder");
    QVERIFY(QFile::remove(m_path + u"/f/a.json"_s));
    QVERIFY2(isNoticed(), "a file that is gone");
    writeFile(u"g/c.json"_s, toText(called(u"c"_s)));
    QVERIFY2(isNoticed(), "a new folder");
    QCOMPARE(pathsOf(loaded()), (QStringList{u"f/b.json"_s, u"g/c.json"_s}));
}

void TemplateStoreTest::noticesChangesInAFolderItMade()
{
    QSignalSpy changed(m_store.get(), &TemplateStore::changed);
    QVERIFY(loaded().templates.isEmpty());
    QTRY_VERIFY(!changed.isEmpty()); // whoever was faster than the watcher is not missed
    changed.clear();
    QVERIFY(loaded().templates.isEmpty());
    writeFile(u"a.json"_s, toText(called(u"a"_s)));
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(pathsOf(loaded()), QStringList{u"a.json"_s});
}

QTEST_GUILESS_MAIN(TemplateStoreTest)
#include "tst_templatestore.moc"
