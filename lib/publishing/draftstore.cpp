// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/draftstore.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>
#include <QtConcurrentRun>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds delay{200};
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QString fileName(const QUuid &appId, QLatin1String kind)
{
    return u"%1.%2.json"_s.arg(appId.toString(QUuid::WithoutBraces), kind);
}

QString eventFile(const QUuid &appId)
{
    return fileName(appId, "event"_L1);
}

QString batchFile(const QUuid &appId)
{
    return fileName(appId, "batch"_L1);
}

// What a kill left of a file that was being written. A recent one may be another window's.
void removeLeftovers(const QString &folder)
{
    const QDateTime aMinuteAgo = QDateTime::currentDateTime().addSecs(-60);
    const QFileInfoList leftovers = QDir(folder).entryInfoList({u"*.json.??????"_s}, QDir::Files);
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
    keepText(eventFile(appId), [draft] { return toText(draft); });
}

void DraftStore::keep(const QUuid &appId, const BatchDraft &draft)
{
    keepText(batchFile(appId), [draft] { return toText(draft); });
}

void DraftStore::keepText(const QString &fileName, const Text &text)
{
    m_pending.insert(fileName, text);
    if (!m_timer.isActive()) // not put off by further typing
        m_timer.start();
}

void DraftStore::forget(const QUuid &appId)
{
    for (const QString &name : {eventFile(appId), batchFile(appId)}) {
        m_pending.remove(name);
        m_pool.start([path = m_folder + u'/' + name] { QFile::remove(path); });
    }
}

void DraftStore::flush()
{
    m_timer.stop();
    if (m_pending.isEmpty())
        return;
    m_writing = QtConcurrent::run(&m_pool, [this, pending = std::exchange(m_pending, {})] {
        for (auto it = pending.begin(); it != pending.end(); ++it)
            write(it.key(), it.value()());
    });
}

void DraftStore::write(const QString &fileName, const QByteArray &text)
{
    QDir().mkpath(m_folder);
    QSaveFile file(m_folder + u'/' + fileName);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly) &&
                           file.write(text) == text.size() && file.commit();
    if (!isWritten) {
        Q_EMIT failed(QCoreApplication::translate("DraftStore", "The draft cannot be saved to %1: %2")
                          .arg(QDir::toNativeSeparators(file.fileName()), file.errorString()));
    }
}

template <typename Draft>
QFuture<Result<std::optional<Draft>>> DraftStore::load(const QString &fileName,
                                                       Result<Draft> (*read)(const QByteArray &))
{
    flush();
    return QtConcurrent::run(&m_pool, [path = m_folder + u'/' + fileName, read]() -> Result<std::optional<Draft>> {
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
        const QString aside =
            path + ".damaged-"_L1 + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s);
        file.rename(aside);
        return invalid(QCoreApplication::translate("DraftStore", "The draft cannot be read, %1. It was kept as %2.")
                           .arg(draft.error().message, QDir::toNativeSeparators(aside)));
    });
}

QFuture<Result<std::optional<EventDraft>>> DraftStore::event(const QUuid &appId)
{
    return load<EventDraft>(eventFile(appId), &eventDraftFrom);
}

QFuture<Result<std::optional<BatchDraft>>> DraftStore::batch(const QUuid &appId)
{
    return load<BatchDraft>(batchFile(appId), &batchDraftFrom);
}

} // namespace channelscope
