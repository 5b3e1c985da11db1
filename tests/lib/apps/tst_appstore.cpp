// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/appstore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

namespace {

AppProfile profileCalled(const QString &name)
{
    AppProfile profile;
    profile.name = name;
    profile.appId = u"1"_s;
    profile.key = u"key"_s;
    profile.host = u"127.0.0.1"_s;
    return profile;
}

} // namespace

class TestAppStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void livesInTheConfigurationFolder();
    void readsAMissingFileAsAnEmptyList();
    void givesBackWhatWasSaved();
    void replacesByIdAndKeepsTheOrder();
    void removesOnlyWhatWasMeant();
    void refusesASecondAppOfTheSameName();
    void letsOnlyTheOwnerRead();
    void neverTouchesAFileItCannotRead_data();
    void neverTouchesAFileItCannotRead();
    void saysWhereAFileIsBroken();
    void keepsWhatItDoesNotUnderstand();
    void reportsEntriesItCannotRead();
    void leavesNothingHalfWritten();
    void losesNothingWhenTwoSaveAtOnce();
    void doesNotWaitForALockThatStays();
    void takesOverTheLockOfADeadProcess();
    void findsAnAppByNameOrId();
    void offersAFreeName();

private:
    QString path() const { return m_dir->path() + u"/conf/channelscope/apps.json"_s; }
    QByteArray content() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
    }
    void write(const QByteArray &text)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path()).path()));
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    QStringList names() const
    {
        QStringList out;
        const auto loaded = AppStore(path()).load();
        if (!loaded)
            return {loaded.error().message};
        for (const AppProfile &app : loaded->apps)
            out << app.name;
        return out;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestAppStore::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

void TestAppStore::livesInTheConfigurationFolder()
{
    QCOMPARE(AppStore::defaultPath(), qEnvironmentVariable("XDG_CONFIG_HOME") + u"/channelscope/apps.json"_s);
}

void TestAppStore::readsAMissingFileAsAnEmptyList()
{
    const auto loaded = AppStore(path()).load();
    QVERIFY(loaded);
    QVERIFY(loaded->apps.isEmpty() && loaded->problems.isEmpty());
    QVERIFY2(!QFileInfo::exists(path()), "reading creates nothing");
    QVERIFY(AppStore(path()).remove(QUuid::createUuid()));
}

void TestAppStore::givesBackWhatWasSaved()
{
    AppStore store(path());
    AppProfile profile = profileCalled(u"caf\u00e9 \"\U0001F600\""_s);
    profile.environment = Environment::Production;
    profile.guard = GuardLevel::ReadOnly;
    QVERIFY(store.save(profile));
    const auto loaded = AppStore(path()).load();
    QVERIFY(loaded);
    QCOMPARE(loaded->apps, QList<AppProfile>{profile});
    QCOMPARE(loaded->problems, QStringList());
    QCOMPARE(QJsonDocument::fromJson(content())[u"version"_s].toInt(), 1);
}

void TestAppStore::replacesByIdAndKeepsTheOrder()
{
    AppStore store(path());
    AppProfile a = profileCalled(u"a"_s);
    QVERIFY(store.save(a));
    QVERIFY(store.save(profileCalled(u"b"_s)));
    a.name = u"a2"_s;
    QVERIFY(store.save(a));
    QCOMPARE(names(), (QStringList{u"a2"_s, u"b"_s}));
}

void TestAppStore::removesOnlyWhatWasMeant()
{
    AppStore store(path());
    const AppProfile a = profileCalled(u"a"_s);
    QVERIFY(store.save(a));
    QVERIFY(store.save(profileCalled(u"b"_s)));
    QVERIFY(store.remove(a.id));
    QVERIFY(store.remove(a.id));
    QCOMPARE(names(), QStringList{u"b"_s});
}

void TestAppStore::refusesASecondAppOfTheSameName()
{
    AppStore store(path());
    AppProfile a = profileCalled(u"Shop"_s);
    AppProfile b = profileCalled(u"shop"_s);
    QVERIFY(store.save(a));
    const auto refused = store.save(b);
    QVERIFY(!refused);
    QVERIFY(refused.error().message.contains(u"“shop”"_s));
    QCOMPARE(names(), QStringList{u"Shop"_s});

    // Two of a name that came by hand can still be edited, and given other names.
    QJsonArray both{toJson(a), toJson(b)};
    write(QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"apps"_s, both}}).toJson());
    b.port = 81;
    QVERIFY(store.save(b));
    b.name = u"shop 2"_s;
    QVERIFY(store.save(b));
    QCOMPARE(names(), (QStringList{u"Shop"_s, u"shop 2"_s}));
}

void TestAppStore::letsOnlyTheOwnerRead()
{
    QVERIFY(AppStore(path()).save(profileCalled(u"a"_s)));
    const auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                        QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    const auto folder = QFileInfo(QFileInfo(path()).path()).permissions();
    QCOMPARE(folder & others, QFileDevice::Permissions());
    QCOMPARE(folder & owner, owner);
    QCOMPARE(QFileInfo(path()).permissions() & (owner | others | QFileDevice::ExeOwner), owner);

    // Also where the file was open to all before.
    QVERIFY(QFile::setPermissions(path(), owner | others));
    QVERIFY(AppStore(path()).save(profileCalled(u"b"_s)));
    QCOMPARE(QFileInfo(path()).permissions() & others, QFileDevice::Permissions());
}

void TestAppStore::neverTouchesAFileItCannotRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("empty") << ""_ba << u"line 1, column 1"_s;
    QTest::newRow("cut off") << "{\"version\":1,\"apps\":[\n{\"id\":"_ba << u"line 2"_s;
    QTest::newRow("not JSON") << "apps = []"_ba << u"line 1"_s;
    QTest::newRow("not UTF-8") << "{\"version\":1,\"apps\":[\"\xff\"]}"_ba << u"line 1"_s;
    QTest::newRow("an array") << "[]"_ba << u"“version”"_s;
    QTest::newRow("no version") << "{\"apps\":[]}"_ba << u"“version”"_s;
    QTest::newRow("version as text") << "{\"version\":\"1\",\"apps\":[]}"_ba << u"“version”"_s;
    QTest::newRow("version zero") << "{\"version\":0,\"apps\":[]}"_ba << u"“version”"_s;
    QTest::newRow("newer") << "{\"version\":2,\"apps\":[]}"_ba << u"newer version of the program"_s;
    QTest::newRow("apps is an object") << "{\"version\":1,\"apps\":{}}"_ba << u"“apps”"_s;
    QTest::newRow("no apps") << "{\"version\":1}"_ba << u"“apps”"_s;
}

void TestAppStore::neverTouchesAFileItCannotRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, words);
    write(text);
    AppStore store(path());
    const auto loaded = store.load();
    const auto saved = store.save(profileCalled(u"a"_s));
    const auto removed = store.remove(QUuid::createUuid());
    QVERIFY(!loaded && !saved && !removed);
    for (const ApiError &error : {loaded.error(), saved.error(), removed.error()}) {
        QCOMPARE(error.kind, ApiError::Kind::Invalid);
        QVERIFY2(error.message.contains(path()), qPrintable(error.message));
        QVERIFY2(error.message.contains(words), qPrintable(error.message));
        QVERIFY2(error.message.contains("Repair the file or move it away"_L1), qPrintable(error.message));
    }
    QCOMPARE(content(), text);
}

void TestAppStore::saysWhereAFileIsBroken()
{
    write("{\n  \"version\": 1,\n  \"apps\": [ oops ]\n}\n");
    const auto loaded = AppStore(path()).load();
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().message.contains("line 3, column 1"_L1), qPrintable(loaded.error().message));
}

void TestAppStore::keepsWhatItDoesNotUnderstand()
{
    AppProfile known = profileCalled(u"known"_s);
    QJsonObject entry = toJson(known);
    entry[u"proxy"_s] = u"later"_s;
    QJsonObject strange = toJson(profileCalled(u"strange"_s));
    strange[u"guard"_s] = u"two-person"_s;
    const QJsonObject document{
        {u"version"_s, 1}, {u"folders"_s, QJsonArray{u"x"_s}}, {u"apps"_s, QJsonArray{strange, 42, entry, u"text"_s}}};
    write(QJsonDocument(document).toJson());

    AppStore store(path());
    AppProfile loaded = store.load()->apps.first();
    loaded.port = 99;
    QVERIFY(store.save(loaded));
    QVERIFY(store.save(profileCalled(u"new"_s)));
    QVERIFY(store.remove(QUuid::createUuid()));

    const QJsonObject after = QJsonDocument::fromJson(content()).object();
    QCOMPARE(after[u"folders"_s], document[u"folders"_s]);
    const QJsonArray apps = after[u"apps"_s].toArray();
    QCOMPARE(apps.size(), 5);
    QCOMPARE(apps[0].toObject(), strange);
    QCOMPARE(apps[1].toInt(), 42);
    QCOMPARE(apps[2][u"proxy"_s].toString(), u"later"_s);
    QCOMPARE(apps[2][u"port"_s].toInt(), 99);
    QCOMPARE(apps[3].toString(), u"text"_s);
    QCOMPARE(apps[4][u"name"_s].toString(), u"new"_s);
}

void TestAppStore::reportsEntriesItCannotRead()
{
    const AppProfile good = profileCalled(u"good"_s);
    QJsonObject twin = toJson(good);
    twin[u"name"_s] = u"twin"_s;
    QJsonObject broken = toJson(profileCalled(u"broken"_s));
    broken[u"port"_s] = u"6001"_s;
    write(QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"apps"_s, QJsonArray{broken, toJson(good), 42, twin}}})
              .toJson());

    const auto loaded = AppStore(path()).load();
    QVERIFY(loaded);
    QCOMPARE(loaded->apps, QList<AppProfile>{good});
    QCOMPARE(loaded->problems.size(), 3);
    QVERIFY2(loaded->problems[0].startsWith("Entry 1:"_L1) && loaded->problems[0].contains(u"“broken”"_s) &&
                 loaded->problems[0].contains(u"“port”"_s),
             qPrintable(loaded->problems[0]));
    QVERIFY2(loaded->problems[1].startsWith("Entry 3:"_L1), qPrintable(loaded->problems[1]));
    QVERIFY2(loaded->problems[2].startsWith("Entry 4:"_L1) && loaded->problems[2].contains(u"“twin”"_s),
             qPrintable(loaded->problems[2]));
}

void TestAppStore::leavesNothingHalfWritten()
{
    AppStore store(path());
    QVERIFY(store.save(profileCalled(u"a"_s)));
    const QByteArray before = content();
    // A folder in the file's place cannot be opened, written or replaced, whoever runs the test.
    const QString folder = m_dir->path() + u"/folder.json"_s;
    QVERIFY(QDir().mkpath(folder));
    const auto saved = AppStore(folder).save(profileCalled(u"b"_s));
    QVERIFY(!saved);
    QVERIFY2(saved.error().message.contains(folder), qPrintable(saved.error().message));
    // And a file in the folder's place leaves no way to make one.
    const auto nowhere = AppStore(path() + u"/channelscope/apps.json"_s).save(profileCalled(u"c"_s));
    QVERIFY(!nowhere);
    QCOMPARE(content(), before);
    QCOMPARE(QFileInfo(path()).dir().entryList(QDir::Files | QDir::Hidden), QStringList{u"apps.json"_s});
}

void TestAppStore::losesNothingWhenTwoSaveAtOnce()
{
    constexpr int each = 25;
    const auto saveMany = [this](const QString &prefix, QStringList &failures) {
        AppStore store(path());
        for (int i = 0; i < each; ++i) {
            // Busy is an honest answer; losing an app is not.
            auto saved = store.save(profileCalled(prefix + QString::number(i)));
            for (int again = 0; !saved && again < 20; ++again)
                saved = store.save(profileCalled(prefix + QString::number(i)));
            if (!saved)
                failures << saved.error().message;
        }
    };
    QStringList first;
    QStringList second;
    std::thread window(saveMany, u"window "_s, std::ref(first));
    std::thread command(saveMany, u"command "_s, std::ref(second));
    window.join();
    command.join();
    QCOMPARE(first + second, QStringList());
    QCOMPARE(names().size(), 2 * each);
}

void TestAppStore::doesNotWaitForALockThatStays()
{
    AppStore store(path());
    QVERIFY(store.save(profileCalled(u"a"_s)));
    QLockFile other(path() + u".lock"_s);
    QVERIFY(other.lock());
    QElapsedTimer timer;
    timer.start();
    const auto saved = store.save(profileCalled(u"b"_s));
    QVERIFY(!saved);
    QVERIFY2(saved.error().message.contains("Try again"_L1), qPrintable(saved.error().message));
    QVERIFY(timer.elapsed() < 5000);
    QCOMPARE(names(), QStringList{u"a"_s}); // reading takes no lock
    other.unlock();
    QVERIFY(store.save(profileCalled(u"b"_s)));
}

void TestAppStore::takesOverTheLockOfADeadProcess()
{
    write("{\"version\":1,\"apps\":[]}");
    QFile lock(path() + u".lock"_s);
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write("2147483646\nchannelscope\n" + QSysInfo::machineHostName().toUtf8() + "\n");
    lock.close();
    QVERIFY(AppStore(path()).save(profileCalled(u"a"_s)));
}

void TestAppStore::findsAnAppByNameOrId()
{
    QList<AppProfile> apps{profileCalled(u"Shop"_s), profileCalled(u"shop"_s), profileCalled(u"Blog"_s)};
    QCOMPARE(findApp(apps, u"shop"_s).value(), apps[1]);
    QCOMPARE(findApp(apps, u"Shop"_s).value(), apps[0]);
    QCOMPARE(findApp(apps, u"BLOG"_s).value(), apps[2]);
    QCOMPARE(findApp(apps, apps[0].id.toString(QUuid::WithoutBraces)).value(), apps[0]);

    const auto none = findApp(apps, u"wiki"_s);
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ApiError::Kind::MissingCredentials);
    QVERIFY(none.error().message.contains(u"“wiki”"_s));

    const auto several = findApp(apps, u"SHOP"_s);
    QVERIFY(!several);
    QCOMPARE(several.error().kind, ApiError::Kind::Invalid);
    for (const AppProfile &app : {apps[0], apps[1]})
        QVERIFY(several.error().message.contains(app.id.toString(QUuid::WithoutBraces)));
}

void TestAppStore::offersAFreeName()
{
    const QList<AppProfile> apps{profileCalled(u"shop"_s), profileCalled(u"Shop 2"_s)};
    QCOMPARE(freeName(apps, u"blog"_s), u"blog"_s);
    QCOMPARE(freeName(apps, u"Shop"_s), u"Shop 3"_s);
    QCOMPARE(freeName({profileCalled(u"50%2"_s)}, u"50%2"_s), u"50%2 2"_s);
}

QTEST_GUILESS_MAIN(TestAppStore)
#include "tst_appstore.moc"
