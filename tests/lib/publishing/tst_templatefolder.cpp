// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lib/publishing/templatefixture.h"
#include "publishing/safefilename.h"
#include "publishing/templatefolder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

class TemplateFolderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void createsFilesInFolders();
    void makesSafeFileNames_data();
    void makesSafeFileNames();
    void neverWritesOverAnotherFile();
    void savesWithoutLosingUnknownFields();
    void doesNotWriteOverWhatOthersChanged();
    void doesNotWriteOverABrokenFile();
    void reportsBrokenFiles();
    void renamesAndMoves();
    void duplicatesAndRemoves();
    void staysInItsFolder();
    void findsATextAnywhere();
    void exportsAndImports();
    void importsWhatCanBeAndTellsOfTheRest();
    void importsNothingOfABrokenFile();

private:
    void writeFile(const QString &path, const QByteArray &text);
    QByteArray readFile(const QString &path);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TemplateFolder> m_templates;
};

void TemplateFolderTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_templates = std::make_unique<TemplateFolder>(m_folder->filePath(u"templates"_s));
}

void TemplateFolderTest::writeFile(const QString &path, const QByteArray &text)
{
    const QString whole = m_folder->filePath(u"templates/"_s + path);
    QDir().mkpath(QFileInfo(whole).path());
    QFile file(whole);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QByteArray TemplateFolderTest::readFile(const QString &path)
{
    QFile file(m_folder->filePath(u"templates/"_s + path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

void TemplateFolderTest::createsFilesInFolders()
{
    QVERIFY(m_templates->readAll().templates.isEmpty());
    const auto folder = m_templates->createFolder({}, u"Orders"_s);
    QVERIFY(folder);
    const auto inner = m_templates->createFolder(*folder, u"EU/US"_s);
    QVERIFY(inner);
    QCOMPARE(*inner, u"Orders/EU%2FUS"_s);
    const auto first = m_templates->create({}, called(u"Top"_s));
    QVERIFY2(first, first ? "" : qPrintable(first.error().message));
    QVERIFY(m_templates->create(*inner, called(u"Shipped"_s)));

    const TemplateLibrary library = m_templates->readAll();
    QCOMPARE(pathsOf(library), (QStringList{u"Orders/EU%2FUS/Shipped.json"_s, u"Top.json"_s}));
    QCOMPARE(library.folders, (QStringList{u"Orders"_s, u"Orders/EU%2FUS"_s}));
    QCOMPARE(library.templates[0].content, called(u"Shipped"_s));
    QCOMPARE(library.templates[0].folder(), *inner);
    QCOMPARE(library.templates[1].revision, first->revision);
    QVERIFY(!m_templates->removeFolder(*inner));
    QVERIFY(m_templates->remove(library.templates[0].path));
    QVERIFY(m_templates->removeFolder(*inner));
    QCOMPARE(m_templates->readAll().folders, QStringList{u"Orders"_s});
}

void TemplateFolderTest::makesSafeFileNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("fileName");
    QTest::newRow("plain") << u"Order shipped"_s << u"Order shipped"_s;
    QTest::newRow("letters of the world") << u"Größe 注文 😀"_s << u"Größe 注文 😀"_s;
    QTest::newRow("decomposed") << u"e\u0301"_s << u"é"_s;
    QTest::newRow("separators") << u"a/b\\c:d"_s << u"a%2Fb%5Cc%3Ad"_s;
    QTest::newRow("the rest of Windows") << u"*?\"<>|%\n"_s << u"%2A%3F%22%3C%3E%7C%25%0A"_s;
    QTest::newRow("out of the folder") << u".."_s << u"%2E%2E"_s;
    QTest::newRow("hidden") << u".git"_s << u"%2Egit"_s;
    QTest::newRow("blanks at the ends") << u" a. "_s << u"%20a.%20"_s;
    QTest::newRow("device") << u"con"_s << u"%63on"_s;
    QTest::newRow("device with more") << u"NUL.x"_s << u"%4EUL.x"_s;
    QTest::newRow("no device") << u"console"_s << u"console"_s;
    QTest::newRow("empty") << QString() << u"unnamed"_s;
}

void TemplateFolderTest::makesSafeFileNames()
{
    QFETCH(QString, name);
    QFETCH(QString, fileName);
    QCOMPARE(safeFileName(name), fileName);
    if (!name.isEmpty())
        QCOMPARE(nameOfFile(fileName), name.normalized(QString::NormalizationForm_C));

    const QString lengthy = QString(500, u'é') + name;
    QVERIFY(safeFileName(lengthy).toUtf8().size() <= 120);
    QVERIFY(safeFileName(lengthy) != safeFileName(lengthy + u'x'));
    const auto file = m_templates->create({}, called(lengthy));
    QVERIFY2(file, file ? "" : qPrintable(file.error().message));
    const auto other = m_templates->create({}, called(name));
    QVERIFY2(other, other ? "" : qPrintable(other.error().message));
    QVERIFY(pathsOf(m_templates->readAll()).contains(other->path));
}

void TemplateFolderTest::neverWritesOverAnotherFile()
{
    writeFile(u"a.json"_s, "not a template");
    const auto first = m_templates->create({}, called(u"a"_s));
    QVERIFY(first);
    QCOMPARE(first->path, u"a 2.json"_s);
    const auto second = m_templates->create({}, called(u"a"_s));
    QVERIFY(second);
    QCOMPARE(second->path, u"a 3.json"_s);
    QCOMPARE(readFile(u"a.json"_s), QByteArray("not a template"));
}

void TemplateFolderTest::savesWithoutLosingUnknownFields()
{
    writeFile(u"a.json"_s, R"({"version":1,"name":"a","event":"e","reviewed":"yes"})");
    TemplateFile file = m_templates->readAll().templates.first();
    file.content.event.name = u"changed"_s;
    file.content.unknown = {};
    const auto saved = m_templates->save(file);
    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message));
    const TemplateFile again = m_templates->readAll().templates.first();
    QCOMPARE(again.content.event.name, u"changed"_s);
    QCOMPARE(again.content.unknown[u"reviewed"_s].toString(), u"yes"_s);
    QCOMPARE(again.revision, saved->revision);
    QVERIFY(m_templates->save(*saved));
}

void TemplateFolderTest::doesNotWriteOverWhatOthersChanged()
{
    const auto file = m_templates->create({}, called(u"a"_s));
    QVERIFY(file);
    const QByteArray theirs = toText(EventTemplate{u"a"_s, Event{u"theirs"_s, {}, {}, {}, {}}, {}});
    writeFile(u"a.json"_s, theirs);
    const auto saved = m_templates->save(*file);
    QVERIFY(!saved);
    QVERIFY2(saved.error().message.contains(u"changed by somebody else"_s), qPrintable(saved.error().message));
    QCOMPARE(readFile(u"a.json"_s), theirs);
}

void TemplateFolderTest::doesNotWriteOverABrokenFile()
{
    const auto file = m_templates->create({}, called(u"a"_s));
    QVERIFY(file);
    writeFile(u"a.json"_s, "<<<<<<< HEAD");
    QVERIFY(!m_templates->save(*file));
    QVERIFY(!m_templates->rename(u"a.json"_s, u"b"_s));
    QVERIFY(!m_templates->move(u"a.json"_s, u"f"_s));
    QVERIFY(!m_templates->duplicate(u"a.json"_s));
    QCOMPARE(readFile(u"a.json"_s), QByteArray("<<<<<<< HEAD"));
}

void TemplateFolderTest::reportsBrokenFiles()
{
    writeFile(u"f/bad.json"_s, "{");
    writeFile(u"f/good.json"_s, toText(called(u"good"_s)));
    writeFile(u"README.md"_s, "hello");
    writeFile(u".git/config.json"_s, "{");
    const TemplateLibrary library = m_templates->readAll();
    QCOMPARE(pathsOf(library), QStringList{u"f/good.json"_s});
    QCOMPARE(library.broken.size(), 1);
    QCOMPARE(library.broken.first().path, u"f/bad.json"_s);
    QVERIFY2(library.broken.first().reason.contains(u"not JSON"_s), qPrintable(library.broken.first().reason));
    QCOMPARE(library.folders, QStringList{u"f"_s});
}

void TemplateFolderTest::renamesAndMoves()
{
    const auto file = m_templates->create({}, called(u"a"_s));
    QVERIFY(file);
    const auto renamed = m_templates->rename(file->path, u"b/c"_s);
    QVERIFY(renamed);
    QCOMPARE(renamed->path, u"b%2Fc.json"_s);
    QVERIFY(m_templates->createFolder({}, u"f"_s));
    const auto moved = m_templates->move(renamed->path, u"f"_s);
    QVERIFY(moved);
    QCOMPARE(pathsOf(m_templates->readAll()), QStringList{u"f/b%2Fc.json"_s});
    QCOMPARE(m_templates->readAll().templates.first().content, called(u"b/c"_s));

    const auto same = m_templates->move(moved->path, u"f"_s);
    QVERIFY(same);
    QCOMPARE(same->path, moved->path);
    QVERIFY(m_templates->create({}, called(u"x"_s)));
    const auto clash = m_templates->rename(u"x.json"_s, u"X2"_s);
    QVERIFY(clash);
    QVERIFY(m_templates->create(u"f"_s, called(u"X2"_s)));
    QCOMPARE(m_templates->move(clash->path, u"f"_s)->path, u"f/X2 2.json"_s);
    QCOMPARE(m_templates->readAll().templates.size(), 3);
}

void TemplateFolderTest::duplicatesAndRemoves()
{
    const auto file = m_templates->create(u"f"_s, called(u"a"_s));
    QVERIFY(file);
    const auto copy = m_templates->duplicate(file->path);
    QVERIFY(copy);
    QCOMPARE(copy->path, u"f/a 2.json"_s);
    QCOMPARE(copy->content, called(u"a 2"_s));
    QCOMPARE(m_templates->duplicate(file->path)->content.name, u"a 3"_s);
    QVERIFY(m_templates->remove(file->path));
    QVERIFY(m_templates->remove(file->path));
    QCOMPARE(pathsOf(m_templates->readAll()), (QStringList{u"f/a 2.json"_s, u"f/a 3.json"_s}));
}

void TemplateFolderTest::staysInItsFolder()
{
    QFile outside(m_folder->filePath(u"outside.json"_s));
    QVERIFY(outside.open(QIODevice::WriteOnly));
    outside.write(toText(called(u"outside"_s)));
    outside.close();
    QVERIFY(!m_templates->remove(u"../outside.json"_s));
    QVERIFY(!m_templates->rename(u"../outside.json"_s, u"x"_s));
    QVERIFY(!m_templates->create(u"../elsewhere"_s, called(u"x"_s)));
    QVERIFY(!m_templates->removeFolder({}));
    QVERIFY(QFile::exists(outside.fileName()));
}

void TemplateFolderTest::findsATextAnywhere()
{
    const TemplateFile file{u"Orders/EU%2FUS/x.json"_s,
                            {u"Shipped"_s, Event{u"evt"_s, {u"private-a"_s}, R"({"Total":7})", {}, {}}, {}},
                            {}};
    for (const QString &text : {u"ship"_s, u"eu/us"_s, u"PRIVATE-A"_s, u"evt"_s, u"total\":7"_s, QString()})
        QVERIFY2(matches(file, text), qPrintable(text));
    QVERIFY(!matches(file, u"elsewhere"_s));
}

void TemplateFolderTest::exportsAndImports()
{
    const auto folder = m_templates->createFolder({}, u"EU/US"_s);
    QVERIFY(folder);
    QVERIFY(m_templates->create({}, called(u"top"_s)));
    QVERIFY(m_templates->create(*folder, called(u"inner"_s)));
    const QStringList all = pathsOf(m_templates->readAll());
    const QString many = m_folder->filePath(u"many.json"_s);
    const QString one = m_folder->filePath(u"one.json"_s);
    QVERIFY(m_templates->exportTo(many, all));
    QVERIFY(m_templates->exportTo(one, {all.last()}));

    const TemplateFolder other(m_folder->filePath(u"other"_s));
    QVERIFY(other.importFrom(many, {}));
    const auto again = other.importFrom(one, u"sub"_s);
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    const TemplateLibrary library = other.readAll();
    QCOMPARE(pathsOf(library), (QStringList{u"EU%2FUS/inner.json"_s, u"sub/top.json"_s, u"top.json"_s}));
    QCOMPARE(library.templates[0].content, called(u"inner"_s));
    QCOMPARE(library.templates[1].content, called(u"top"_s));
    QCOMPARE(library.templates[2].content, called(u"top"_s));
}

void TemplateFolderTest::importsWhatCanBeAndTellsOfTheRest()
{
    const QString file = m_folder->filePath(u"bundle.json"_s);
    const auto write = [&](const QByteArray &text) {
        QFile bundle(file);
        QVERIFY(bundle.open(QIODevice::WriteOnly));
        bundle.write(text);
    };
    writeFile(u"taken"_s, "a file where a folder would have to be");
    write(R"({"templates":[{"version":1,"name":"a"},{"version":7},{"version":1,"name":"b","folder":"taken"},)"
          R"({"version":1,"name":"c"}]})");
    const auto imported = m_templates->importFrom(file, {});
    QVERIFY2(imported, imported ? "" : qPrintable(imported.error().message));
    QCOMPARE(pathsOf(m_templates->readAll()), (QStringList{u"a.json"_s, u"c.json"_s}));
    QCOMPARE(imported->files.size(), 2);
    QCOMPARE(imported->problems.size(), 2);
    QVERIFY2(imported->problems[0].startsWith(u"Template 2: A newer version"_s), qPrintable(imported->problems[0]));
    QVERIFY2(imported->problems[1].contains(u"taken"_s), qPrintable(imported->problems[1]));
}

void TemplateFolderTest::importsNothingOfABrokenFile()
{
    const QString file = m_folder->filePath(u"bundle.json"_s);
    for (const QByteArray &text : {QByteArray(R"({"templates":[{"version":7}]})"), QByteArray("{\"templates\":["),
                                   QByteArray(R"({"version":7})")}) {
        QFile bundle(file);
        QVERIFY(bundle.open(QIODevice::WriteOnly));
        bundle.write(text);
        bundle.close();
        const auto imported = m_templates->importFrom(file, {});
        QVERIFY(!imported);
        QVERIFY2(imported.error().message.contains(u"bundle.json"_s), qPrintable(imported.error().message));
        QVERIFY(m_templates->readAll().templates.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TemplateFolderTest)
#include "tst_templatefolder.moc"
