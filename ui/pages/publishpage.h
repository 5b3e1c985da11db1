// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "publishing/draftstore.h"
#include "repeater.h"
#include "stores.h"

#include <QTabBar>

class QStackedLayout;

namespace channelscope {

class BatchPage;
class EventPage;
class HistoryRecorder;
class PublishHistoryPage;

//! All the ways to publish: one event, a batch of many, what was published before.
class PublishPage : public QWidget
{
    Q_OBJECT

public:
    enum class Way : quint8 { Event, Batch, History };

    //! `repeater`, `recorder` and `stores` outlive it.
    PublishPage(AppSession &session, Repeater &repeater, HistoryRecorder &recorder, const Stores &stores,
                QWidget *parent = nullptr);

    void show(Way way);
    //! Of events, beside the form.
    void showTemplates();
    //! Puts `channel` in the channels field of the single event and the cursor where the user goes on.
    void compose(const QString &channel);
    void focusFirst();
    [[nodiscard]] EventDraft eventDraft() const;
    [[nodiscard]] BatchDraft batchDraft() const;
    [[nodiscard]] PublishReport batchReport() const;
    [[nodiscard]] bool isSendingRows() const;
    //! Brings back a draft, unless something was typed already.
    void restore(const EventDraft &draft);
    //! The answer to rowsWanted(), also where there are none.
    void restore(const KeptBatch &kept);
    //! Rows are about to be sent and must not change until a run of them has ended, or releaseRows(). False if there
    //! are not so many any more.
    [[nodiscard]] bool holdRows(qsizetype rows);
    void releaseRows();
    //! Something about the drafts went wrong.
    void tell(const QString &trouble);
    //! Asks for what is in view to be published.
    void publish();

Q_SIGNALS:
    //! What is to be sent, its variables not filled in yet; the workspace asks back where the app wants it.
    void publishRequested(const channelscope::Event &event, const channelscope::Repetition &repetition);
    //! An event of the past, to be sent as it was.
    void sendAgainRequested(const channelscope::Event &event);
    void bulkRequested(const channelscope::BulkOrder &order);
    void variablesRequested();
    void requestShown(quint64 requestId);
    //! The batch is about to be seen for the first time, and waits for the rows of an earlier time.
    void rowsWanted();
    //! The draft of the event, or the rows, are others now.
    void eventEdited();
    void rowsEdited();

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget &part(Way way);
    [[nodiscard]] BatchPage &batch();
    [[nodiscard]] PublishHistoryPage &history();
    void setRecording(bool recording);

    AppSession &m_session;
    HistoryRecorder &m_recorder;
    History &m_past;
    bool m_hasAsked = false; //!< the history for what to complete
    QTabBar *m_ways;
    QStackedLayout *m_stack;
    EventPage *m_event;
    BatchPage *m_batch = nullptr;            //!< made when it is wanted
    PublishHistoryPage *m_history = nullptr; //!< likewise
};

} // namespace channelscope
