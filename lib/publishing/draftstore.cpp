// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/draftstore.h"

#include "core/wholefile.h"
#include "publishing/reportjournal.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QStandardPaths>
#include <QtConcurrentRun>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds delay{200};
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QString eventOf(const QUuid &appId)
{
    return appId.toString(QUuid::WithoutBraces) + ".event"_L1;
}

QString batchOf(const QUuid &appId)
{
    return appId.toString(QUuid::WithoutBraces) + ".batch"_L1;
}

// What a kill left of a file that was being written. A recent one may be another window's.
void removeLeftovers(const QString &folder)
{
    const QDateTime aMinuteAgo = QDateTime::currentDateTime().addSecs(-60);
    const QFileInfoList leftovers = QDir(folder).entryInfoList({u"*.json.??????"_s, u"*.jsonl.??????"_s}, QDir::Files);
    for (const QFileInfo &file : leftovers) {
        if (file.lastModified() < aMinuteAgo)
            QFile::remove(file.filePath());
    }
}

} // namespace

DraftStore::DraftStore(QString folder, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
{
    m_pool.setMaxThreadCount(1);
    m_pool.start([path = m_folder] { removeLeftovers(path); });
    m_timer.setSingleShot(true);
    m_timer.setInterval(delay);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        // A disk that is slower than the typing gets the latest state next, not every state.
        if (m_writing.isRunning())
            m_timer.start();
        else
            flush();
    });
}

DraftStore::~DraftStore()
{
    flush();
}

QString DraftStore::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/channelscope/drafts"_L1;
}

void DraftStore::keep(const QUuid &appId, const EventDraft &draft)
{
    keepSoon(eventOf(appId), [this, appId, draft] { tell(write(eventFile(appId), toText(draft))); });
}

void DraftStore::keep(const QUuid &appId, const BatchDraft &draft, const PublishReport &report)
{
    keepSoon(batchOf(appId),
             [this, appId, draft, report] { tell(writeBatch(appId, draft, report).map([](const QString &) {})); });
}

QFuture<Result<QString>> DraftStore::keepForRun(const QUuid &appId, const BatchDraft &draft,
                                                const PublishReport &report)
{
    m_pending.remove(batchOf(appId)); // older than this
    return QtConcurrent::run(&m_pool, [this, appId, draft, report] { return writeBatch(appId, draft, report); });
}

void DraftStore::keepSoon(const QString &what, const Write &write)
{
    m_pending.insert(what, write);
    if (!m_timer.isActive()) // not put off by further typing
        m_timer.start();
}

void DraftStore::forget(const QUuid &appId)
{
    m_pending.remove(eventOf(appId));
    m_pending.remove(batchOf(appId));
    m_pool.start([this, appId] {
        m_claims.erase(appId);
        QDir folder(m_folder);
        const QString app = appId.toString(QUuid::WithoutBraces);
        for (const QString &name : folder.entryList({app + ".*"_L1, app + "~*"_L1}, QDir::Files))
            folder.remove(name);
    });
}

void DraftStore::flush()
{
    m_timer.stop();
    if (m_pending.isEmpty())
        return;
    m_writing = QtConcurrent::run(&m_pool, [pending = std::exchange(m_pending, {})] {
        for (const Write &write : pending)
            write();
    });
}

DraftStore::Claim DraftStore::claim(const QUuid &appId) const
{
    QDir().mkpath(m_folder);
    QFile::setPermissions(m_folder, ownerOnly | QFileDevice::ExeOwner); // reports repeat what servers said
    const QString app = m_folder + u'/' + appId.toString(QUuid::WithoutBraces);
    const auto stemOf = [&](int number) { return number == 1 ? app : u"%1~%2"_s.arg(app).arg(number); };
    const auto claimed = [](const QString &stem) -> std::optional<Claim> {
        auto lock = std::make_unique<QLockFile>(stem + ".lock"_L1);
        lock->setStaleLockTime(0); // it ends with the process, and not with the years
        if (lock->tryLock())
            return Claim{stem, std::move(lock)};
        return lock->error() == QLockFile::LockFailedError ? std::nullopt : std::optional(Claim{stem, nullptr});
    };
    const QString base = QFileInfo(app).fileName();
    const QFileInfoList drafts =
        QDir(m_folder).entryInfoList({base + ".*.json"_L1, base + "~*.*.json"_L1}, QDir::Files, QDir::Time);
    for (const QFileInfo &draft : drafts) {
        if (auto found = claimed(m_folder + u'/' + draft.baseName()))
            return std::move(*found);
    }
    for (int number = 1;; ++number) {
        if (auto made = claimed(stemOf(number)))
            return std::move(*made);
    }
}

QString DraftStore::stem(const QUuid &appId)
{
    const auto held = m_claims.find(appId);
    return (held == m_claims.end() ? m_claims.emplace(appId, claim(appId)).first : held)->second.stem;
}

QString DraftStore::eventFile(const QUuid &appId)
{
    return stem(appId) + ".event.json"_L1;
}

QString DraftStore::batchFile(const QUuid &appId)
{
    return stem(appId) + ".batch.json"_L1;
}

Result<void> DraftStore::write(const QString &path, const QByteArray &text)
{
    QDir().mkpath(m_folder);
    WholeFile file(path);
    const bool isWritten =
        file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly) && writeAll(file, text) && commitWhole(file);
    if (isWritten)
        return {};
    return invalid(QCoreApplication::translate("DraftStore", "The draft cannot be saved to %1: %2")
                       .arg(QDir::toNativeSeparators(file.fileName()), file.errorString()));
}

void DraftStore::tell(const Result<void> &written)
{
    if (!written)
        Q_EMIT failed(written.error().message);
}

Result<QString> DraftStore::writeBatch(const QUuid &appId, const BatchDraft &draft, const PublishReport &report)
{
    const QByteArray rows = toText(draft);
    const QString path = reportPath(appId, rows);
    const bool isUntouched = report.count(RowState::Unsent) == report.size();
    QDir().mkpath(m_folder);
    if (!isUntouched) {
        if (const auto written = ReportJournal::writeWhole(path, report); !written)
            return tl::unexpected(written.error());
    }
    if (const auto written = write(batchFile(appId), rows); !written)
        return tl::unexpected(written.error());
    removeReports(appId, isUntouched ? QString() : path);
    return path;
}

QString DraftStore::reportPath(const QUuid &appId, const QByteArray &rows)
{
    const QByteArray hash = QCryptographicHash::hash(rows, QCryptographicHash::Sha256).toHex().left(16);
    return u"%1.report-%2.jsonl"_s.arg(stem(appId), QString::fromLatin1(hash));
}

void DraftStore::removeReports(const QUuid &appId, const QString &butNot)
{
    QDir folder(m_folder);
    for (const QString &name : folder.entryList({QFileInfo(stem(appId)).fileName() + ".report-*"_L1}, QDir::Files)) {
        if (name != QFileInfo(butNot).fileName())
            folder.remove(name);
    }
}

Result<KeptBatch> DraftStore::withReport(const QUuid &appId, const QByteArray &text)
{
    auto draft = batchDraftFrom(text);
    if (!draft)
        return tl::unexpected(draft.error());
    const qsizetype rows = draft->rows.size();
    KeptBatch kept{std::move(*draft), PublishReport(rows), {}};
    QFile file(reportPath(appId, text));
    if (!file.open(QIODevice::ReadOnly))
        return kept;
    if (const auto report = PublishReport::fromJsonLines(file.readAll(), rows))
        kept.report = *report;
    else
        kept.trouble = report.error().message;
    return kept;
}

template <typename Kept>
Result<std::optional<Kept>> DraftStore::load(const QString &path,
                                             const std::function<Result<Kept>(const QByteArray &)> &read)
{
    QFile file(path);
    if (!file.exists())
        return std::nullopt;
    if (!file.open(QIODevice::ReadOnly)) {
        return invalid(QCoreApplication::translate("DraftStore", "The draft in %1 cannot be opened: %2")
                           .arg(QDir::toNativeSeparators(path), file.errorString()));
    }
    auto draft = read(file.readAll());
    if (draft)
        return std::move(*draft);
    const QString aside = path + ".damaged-"_L1 + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s);
    file.rename(aside);
    return invalid(QCoreApplication::translate("DraftStore", "The draft cannot be read, %1. It was kept as %2.")
                       .arg(draft.error().message, QDir::toNativeSeparators(aside)));
}

QFuture<Result<std::optional<EventDraft>>> DraftStore::event(const QUuid &appId)
{
    flush();
    return QtConcurrent::run(&m_pool, [this, appId] { return load<EventDraft>(eventFile(appId), &eventDraftFrom); });
}

QFuture<Result<std::optional<KeptBatch>>> DraftStore::batch(const QUuid &appId)
{
    flush();
    return QtConcurrent::run(&m_pool, [this, appId] {
        return load<KeptBatch>(batchFile(appId), [&](const QByteArray &text) { return withReport(appId, text); });
    });
}

} // namespace channelscope
