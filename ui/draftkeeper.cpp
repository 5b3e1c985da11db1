// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "draftkeeper.h"

#include "core/onthisthread.h"
#include "pages/publishpage.h"

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

DraftKeeper::DraftKeeper(DraftStore &store, const QUuid &appId, PublishPage &page, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_appId(appId)
    , m_page(page)
{
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
    onThisThread(m_store.event(m_appId)).then(this, [this](const Result<std::optional<EventDraft>> &draft) {
        if (!draft)
            m_page.tell(draft.error().message);
        else if (*draft)
            m_page.restore(**draft);
    });
}

void DraftKeeper::restoreRows()
{
    onThisThread(m_store.batch(m_appId)).then(this, [this](const Result<std::optional<KeptBatch>> &kept) {
        m_page.restore(kept && *kept ? **kept : KeptBatch());
        if (!kept)
            m_page.tell(kept.error().message);
        else if (*kept && !(*kept)->trouble.isEmpty())
            m_page.tell(tr("What became of the rows of the batch is not known any more: %1").arg((*kept)->trouble));
    });
}

void DraftKeeper::keepRows()
{
    if (!m_page.isSendingRows()) // the run writes the report now, and the rows were kept before it
        m_store.keep(m_appId, m_page.batchDraft(), m_page.batchReport());
}

QFuture<Result<QString>> DraftKeeper::keepForRun()
{
    m_rowsSoon.stop();
    return m_store.keepForRun(m_appId, m_page.batchDraft(), m_page.batchReport());
}

} // namespace channelscope
