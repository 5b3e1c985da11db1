// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/historydatabase.h"

#include "core/tr.h"
#include "publishing/historyrows.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QScopeGuard>
#include <QSqlError>
#include <QVariant>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int schemaVersion = 1;
constexpr int lockPatience = 5'000; // ms

struct SqlFailure
{
    int code;
    QString message;

    explicit SqlFailure(const QSqlError &error)
        : code(error.nativeErrorCode().toInt() & 0xff)
        , message(error.databaseText().isEmpty() ? error.driverText() : error.databaseText())
    {}
    SqlFailure(int number, QString text)
        : code(number)
        , message(std::move(text))
    {}

    [[nodiscard]] bool isDamage() const
    {
        constexpr int corrupt = 11;
        constexpr int notADatabase = 26;
        return code == corrupt || code == notADatabase;
    }
    [[nodiscard]] bool isBusy() const
    {
        constexpr int busy = 5;
        return code == busy;
    }
};

Failure failed(const QString &path, const QString &why)
{
    return invalid(tr("The history in %1 cannot be used: %2").arg(QDir::toNativeSeparators(path), why));
}

} // namespace

HistoryDatabase::HistoryDatabase(QString path, Told damaged)
    : m_path(std::move(path))
    , m_damaged(std::move(damaged))
    , m_connection(u"history-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
{}

HistoryDatabase::~HistoryDatabase()
{
    close();
}

QSqlQuery HistoryDatabase::run(const QString &sql, const QVariantList &values)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        throw SqlFailure(query.lastError());
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        throw SqlFailure(query.lastError());
    return query;
}

// SQLite itself waits for a lock with pauses that grow to a tenth of a second, and who looks more often gets it: beside
// a program that writes all the time the turn might never come. So it is asked again and again, for as long altogether.
void HistoryDatabase::begin()
{
    const QDeadlineTimer patience(lockPatience);
    const auto waitUpTo = [this](int ms) { QSqlQuery(m_database).exec(u"PRAGMA busy_timeout = %1"_s.arg(ms)); };
    waitUpTo(10);
    const auto asBefore = qScopeGuard([&] { waitUpTo(lockPatience); });
    for (bool hasLock = false; !hasLock;) {
        try {
            run(u"BEGIN IMMEDIATE"_s);
            hasLock = true;
        } catch (const SqlFailure &failure) {
            if (!failure.isBusy() || patience.hasExpired())
                throw;
        }
    }
}

template <typename Work>
auto HistoryDatabase::transaction(Work work)
{
    begin();
    try {
        auto result = work();
        run(u"COMMIT"_s);
        return result;
    } catch (const SqlFailure &) {
        QSqlQuery(m_database).exec(u"ROLLBACK"_s);
        throw;
    }
}

// SQL failures travel as exceptions up to here, where they become values. A damaged file is moved aside, and what was
// asked is done with a new one: an entry is not lost because older ones are.
template <typename Work>
auto HistoryDatabase::guarded(Work work) -> Result<decltype(work())>
{
    for (bool isSecondTry : {false, true}) {
        try {
            open();
            return work();
        } catch (const SqlFailure &failure) {
            if (isSecondTry || !failure.isDamage())
                return failed(m_path, failure.message);
        }
        recover();
    }
    Q_UNREACHABLE();
}

void HistoryDatabase::open()
{
    if (m_database.isOpen())
        return;
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QFile file(m_path);
    if (!file.exists() && file.open(QIODevice::ReadWrite)) {
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner); // SQLite's own files follow it
        file.close();
    }
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    m_database.setDatabaseName(m_path);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(lockPatience));
    try {
        if (!m_database.open())
            throw SqlFailure(m_database.lastError());
        run(u"PRAGMA journal_mode = WAL"_s);
        run(u"PRAGMA synchronous = NORMAL"_s);
        prepareSchema();
    } catch (const SqlFailure &) {
        close();
        throw;
    }
}

void HistoryDatabase::close()
{
    if (!m_database.isValid())
        return;
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

void HistoryDatabase::prepareSchema()
{
    const auto version = [this] {
        QSqlQuery query = run(u"PRAGMA user_version"_s);
        return query.next() ? query.value(0).toInt() : 0;
    };
    if (version() == schemaVersion)
        return;
    transaction([&] {
        const int found = version(); // another window may have been faster
        if (found > schemaVersion)
            throw SqlFailure(0, tr("a newer version of the program wrote it."));
        if (found == schemaVersion)
            return true;
        // The tag is the outcome as one group of three characters, so that the text index knows it, too.
        run(u"CREATE TABLE publishes(id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, app_id TEXT NOT NULL, "
            "kind INTEGER NOT NULL, events INTEGER NOT NULL, outcome INTEGER NOT NULL, status INTEGER NOT NULL, "
            "ms INTEGER NOT NULL, app_name TEXT, event TEXT, socket_id TEXT, info TEXT, message TEXT, channels TEXT, "
            "data BLOB, tag TEXT AS (char(57344 + outcome, 57344 + outcome, 57344 + outcome)))"_s);
        run(u"CREATE INDEX publishes_at ON publishes(at)"_s);
        run(u"CREATE INDEX publishes_app ON publishes(app_id)"_s);
        run(u"CREATE INDEX publishes_outcome ON publishes(outcome)"_s);
        run(u"CREATE VIRTUAL TABLE publishes_text USING fts5(app_name, channels, event, data, tag, "
            u"content='publishes', "
            "content_rowid='id', tokenize='trigram')"_s);
        run(u"CREATE TRIGGER publishes_added AFTER INSERT ON publishes BEGIN "
            "INSERT INTO publishes_text(rowid, app_name, channels, event, data, tag) "
            "VALUES(new.id, new.app_name, new.channels, new.event, new.data, new.tag); END"_s);
        run(u"CREATE TRIGGER publishes_removed AFTER DELETE ON publishes BEGIN "
            "INSERT INTO publishes_text(publishes_text, rowid, app_name, channels, event, data, tag) "
            "VALUES('delete', old.id, old.app_name, old.channels, old.event, old.data, old.tag); END"_s);
        run(u"PRAGMA user_version = %1"_s.arg(schemaVersion));
        return true;
    });
}

bool HistoryDatabase::isSound()
{
    try {
        open();
        QSqlQuery check = run(u"PRAGMA quick_check(1)"_s);
        return check.next() && check.value(0).toString() == "ok"_L1;
    } catch (const SqlFailure &failure) {
        return !failure.isDamage();
    }
}

void HistoryDatabase::recover()
{
    close();
    // Another window may just have done the same: the file at this path is then a good one, and must stay.
    QLockFile lock(m_path + ".lock"_L1);
    if (!lock.tryLock(5'000) || isSound())
        return;
    close();
    m_damaged(moveAside());
}

QString HistoryDatabase::moveAside()
{
    const QString shown = QDir::toNativeSeparators(m_path);
    const QString stem = m_path + ".damaged-"_L1 + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss"_s);
    QString target = stem;
    for (int i = 2; QFile::exists(target); ++i)
        target = u"%1-%2"_s.arg(stem).arg(i);
    if (!QFile::rename(m_path, target))
        return tr("The history in %1 is damaged and cannot be moved away; nothing is added to it.").arg(shown);
    QFile::rename(m_path + "-wal"_L1, target + "-wal"_L1);
    QFile::remove(m_path + "-shm"_L1);
    return tr("The history in %1 is damaged. It was kept as %2, and a new one was begun.")
        .arg(shown, QDir::toNativeSeparators(target));
}

Result<QList<qint64>> HistoryDatabase::add(const QList<HistoryEntry> &entries)
{
    return guarded([&] {
        return transaction([&] {
            QList<qint64> ids;
            QSqlQuery insert(m_database);
            if (!insert.prepare(insertSql()))
                throw SqlFailure(insert.lastError());
            for (const HistoryEntry &entry : entries) {
                const QVariantList values = insertValues(entry);
                for (int i = 0; i < values.size(); ++i)
                    insert.bindValue(i, values[i]);
                if (!insert.exec())
                    throw SqlFailure(insert.lastError());
                ids.append(insert.lastInsertId().toLongLong());
            }
            return ids;
        });
    });
}

Result<HistoryPage> HistoryDatabase::find(const HistoryQuery &query)
{
    return guarded([&] {
        const BoundSql select = selectSql(query);
        HistoryPage page;
        QSqlQuery rows = run(select.sql, select.values);
        while (rows.next())
            page.entries.append(entryOf(rows));
        if (rows.lastError().isValid())
            throw SqlFailure(rows.lastError());
        page.hasMore = page.entries.size() > query.limit;
        if (page.hasMore)
            page.entries.removeLast();
        return page;
    });
}

// In steps, so that another window never has to wait for long.
qint64 HistoryDatabase::deleteWhere(const QString &condition, const QVariantList &values)
{
    constexpr int step = 1'000;
    qint64 gone = 0;
    int last = step;
    while (last == step) {
        last = transaction([&] {
            return run(u"DELETE FROM publishes WHERE id IN (SELECT id FROM publishes WHERE %1 LIMIT %2)"_s
                           .arg(condition)
                           .arg(step),
                       values)
                .numRowsAffected();
        });
        gone += last;
    }
    return gone;
}

Result<qint64> HistoryDatabase::surplus(const HistoryRetention &retention, const QDateTime &now)
{
    return guarded([&] {
        const qint64 oldest = now.toMSecsSinceEpoch() - std::chrono::milliseconds(retention.maxAge).count();
        QSqlQuery count = run(u"SELECT count(*) FROM publishes WHERE at < ? OR id <= coalesce("
                              "(SELECT id FROM publishes WHERE at >= ? ORDER BY id DESC LIMIT 1 OFFSET ?), 0)"_s,
                              {oldest, oldest, retention.maxCount});
        return count.next() ? count.value(0).toLongLong() : 0;
    });
}

Result<qint64> HistoryDatabase::prune(const HistoryRetention &retention, const QDateTime &now)
{
    return guarded([&] {
        const qint64 oldest = now.toMSecsSinceEpoch() - std::chrono::milliseconds(retention.maxAge).count();
        qint64 gone = deleteWhere(u"at < ?"_s, {oldest});
        QSqlQuery surplus = run(u"SELECT id FROM publishes ORDER BY id DESC LIMIT 1 OFFSET ?"_s, {retention.maxCount});
        if (surplus.next()) {
            const qint64 newestSurplus = surplus.value(0).toLongLong();
            surplus.finish();
            gone += deleteWhere(u"id <= ?"_s, {newestSurplus});
        }
        return gone;
    });
}

Result<qint64> HistoryDatabase::remove(const QList<qint64> &ids)
{
    return guarded([&] {
        return transaction([&] {
            qint64 gone = 0;
            for (const qint64 id : ids)
                gone += run(u"DELETE FROM publishes WHERE id = ?"_s, {id}).numRowsAffected();
            return gone;
        });
    });
}

Result<qint64> HistoryDatabase::clear(const std::optional<QUuid> &appId)
{
    return guarded([&] {
        return appId ? deleteWhere(u"app_id = ?"_s, {appId->toString(QUuid::WithoutBraces)}) : deleteWhere(u"1"_s, {});
    });
}

} // namespace channelscope
