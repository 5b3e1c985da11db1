// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/draftstore.h"
#include "publishing/publishreport.h"

#include <QObject>
#include <QThreadPool>
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

    //! Where a bulk publish of this app is to keep its report while it runs.
    [[nodiscard]] QString reportPath() const { return m_reportPath; }

private:
    void restoreEvent();
    void restoreRows();
    void keepRows();

    DraftStore &m_store;
    const QUuid m_appId;
    PublishPage &m_page;
    const QString m_reportPath;
    QTimer m_rowsSoon;  //!< rows may be many: not with each key
    QThreadPool m_pool; //!< one thread: a report written later must not be overtaken; goes first, and waits for it
};

} // namespace channelscope
