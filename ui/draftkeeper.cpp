// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "draftkeeper.h"

#include "pages/publishpage.h"
#include "publishing/reportjournal.h"

#include <QDir>
#include <QFile>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

DraftKeeper::DraftKeeper(DraftStore &store, const QUuid &appId, PublishPage &page, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_appId(appId)
    , m_page(page)
    , m_reportPath(QDir(store.folder()).filePath(appId.toString(QUuid::WithoutBraces) + "-report.jsonl"_L1))
{
    QDir().mkpath(store.folder()); // where a run writes its report, before the first draft is kept
    m_pool.setMaxThreadCount(1);
    m_rowsSoon.setSingleShot(true);
    m_rowsSoon.setInterval(200);
    m_rowsSoon.callOnTimeout(this, &DraftKeeper::keepRows);
    restoreEvent();
    connect(&m_page, &PublishPage::rowsWanted, this, &DraftKeeper::restoreRows);
    connect(&m_page, &PublishPage::rowsEdited, &m_rowsSoon, qOverload<>(&QTimer::start));
}

DraftKeeper::~DraftKeeper()
{
    if (m_rowsSoon.isActive())
        keepRows();
}

void DraftKeeper::restoreEvent()
{
    connect(&m_page, &PublishPage::eventEdited, this, [this] { m_store.keep(m_appId, m_page.eventDraft()); });
    m_store.event(m_appId).then(this, [this](const Result<std::optional<EventDraft>> &draft) {
        if (!draft)
            m_page.tell(draft.error().message);
        else if (*draft)
            m_page.restore(**draft);
    });
}

void DraftKeeper::restoreRows()
{
    struct Kept
    {
        Result<std::optional<BatchDraft>> draft;
        std::optional<Result<PublishReport>> report; //!< none if there is no file
    };
    m_store.batch(m_appId)
        .then(&m_pool,
              [path = m_reportPath](const Result<std::optional<BatchDraft>> &draft) {
                  Kept kept{draft, {}};
                  QFile file(path);
                  if (draft && *draft && file.open(QIODevice::ReadOnly))
                      kept.report = PublishReport::fromJsonLines(file.readAll(), (*draft)->rows.size());
                  return kept;
              })
        .then(this, [this](const Kept &kept) {
            const BatchDraft draft = kept.draft && *kept.draft ? **kept.draft : BatchDraft();
            m_page.restore(draft, kept.report && *kept.report ? **kept.report : PublishReport(draft.rows.size()));
            if (!kept.draft)
                m_page.tell(kept.draft.error().message);
            if (kept.report && !*kept.report)
                m_page.tell(tr("What became of the rows of the batch is not known any more: %1")
                                .arg(kept.report->error().message));
        });
}

void DraftKeeper::keepRows()
{
    m_store.keep(m_appId, m_page.batchDraft());
    if (m_page.isSendingRows()) // the run writes the report now
        return;
    m_pool.start([path = m_reportPath, report = m_page.batchReport()] {
        if (report.count(RowState::Unsent) == report.size())
            QFile::remove(path);
        else
            (void)ReportJournal::writeWhole(path, report); // the states are in the window; the disk is a second place
    });
}

} // namespace channelscope
