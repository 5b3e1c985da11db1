// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "models/historymodel.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"

#include <QCheckBox>
#include <QPushButton>
#include <QTableView>

class QStackedLayout;

namespace channelscope {

class ComparePane;
class ConfirmBar;
class HistoryFilterBar;
class HistoryPane;

//! What was published before: look for it, see it whole, send it again, edit it first, put two side by side, delete it.
//! Nothing is read before the page is first seen.
class PublishHistoryPage : public QWidget
{
    Q_OBJECT

public:
    //! `history` must outlive the page. With `readOnly` nothing can be sent again.
    PublishHistoryPage(History &history, const QUuid &appId, bool readOnly, QWidget *parent = nullptr);

    //! Whether the app's publishes are kept from now on; asked of nobody, only shown.
    void setRecording(bool recording);
    //! The history was given this entry, by whatever app; `id` is the one it got.
    void add(const HistoryEntry &entry) { m_model.prepend(entry); }
    void focusFilter();
    //! A publish has ended, with what there is to do about it if it failed: the page says so if it asked for it.
    void tell(const PublishResult &outcome, const Advice &advice);
    //! A publish is under way; none is asked for again before its end.
    void setPublishing(bool publishing);
    //! Takes a button that copies selectedEvent() as something else.
    void addCopyAs(QWidget *button);
    //! The event that is selected; without a name if none or several are, or a batch.
    [[nodiscard]] Event selectedEvent() const;
    void tellCopied(Tone tone, const QString &sentence, const QString &hint);

Q_SIGNALS:
    //! To be sent as it is, after whatever the app's guard asks.
    void sendAgain(const channelscope::Event &event);
    //! To be put into the form.
    void editRequested(const channelscope::Event &event);
    //! The user wants the app's publishes to be kept from now on, or no longer.
    void recordingChanged(bool recording);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeActions();
    void resend();
    void showButtons();
    QWidget *makeFoot();
    void setUpTable();
    void addKeys();
    void ask();
    void showState();
    void showEmptiness();
    void showSelection();
    [[nodiscard]] QString whyNotSent(const HistoryEntry &entry) const;
    [[nodiscard]] QList<int> selectedRows() const;
    //! The one that is selected; nullptr if there are several, or none.
    [[nodiscard]] const HistoryEntry *selected() const;
    void compare();
    void removeSelected();
    void clearHistory();
    void chooseRetention();
    void showRetention();

    History &m_history;
    HistoryModel m_model;
    const QUuid m_appId;
    const bool m_readOnly;
    HistoryFilterBar *m_filter;
    Banner *m_banner;
    ConfirmBar *m_confirm;
    QTableView *m_table;
    EmptyState *m_empty;
    PlainLabel *m_note; //!< why something cannot be done
    QPushButton *m_send;
    QPushButton *m_edit;
    QPushButton *m_copy;
    QWidget *m_copyAs = nullptr;
    QPushButton *m_compare;
    QPushButton *m_delete;
    HistoryPane *m_pane;
    ComparePane *m_comparison;
    QWidget *m_lower;
    QCheckBox *m_recording;
    PlainLabel *m_count;
    QPushButton *m_retention;
    QStackedLayout *m_stack;
    QStackedLayout *m_details;
    std::optional<Event> m_resent; //!< what is being sent again, as far as is known here
    bool m_publishing = false;
    std::optional<QList<qint64>> m_shown; //!< ids of the publishes that were last shown as selected
};

} // namespace channelscope
