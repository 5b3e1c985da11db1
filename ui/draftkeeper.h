// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/draftstore.h"

#include <QObject>
#include <QTimer>

namespace channelscope {

class PublishPage;

//! Keeps what stands on one app's Publish page on disk, the states of its batch included, and brings it back when the
//! app is opened again, whatever ended the program.
class DraftKeeper : public QObject
{
    Q_OBJECT

public:
    //! `store` and `page` outlive it.
    DraftKeeper(DraftStore &store, const QUuid &appId, PublishPage &page, QObject *parent = nullptr);
    ~DraftKeeper() override;

    //! Keeps the rows as they stand, for a run of them. Gives where the run is to keep its report, once they are on
    //! disk.
    [[nodiscard]] QFuture<Result<QString>> keepForRun();

private:
    void restoreEvent();
    void restoreRows();
    void keepRows();

    DraftStore &m_store;
    const QUuid m_appId;
    PublishPage &m_page;
    QTimer m_rowsSoon; //!< rows may be many: not with each key
};

} // namespace channelscope
