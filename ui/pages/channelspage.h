// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"
#include "widgets/filteredit.h"

#include <QComboBox>
#include <QLabel>
#include <QTableView>
#include <QToolButton>

class QSplitter;
class QStackedLayout;

namespace channelscope {

class ChannelPane;

//! Browse the occupied channels: prefix on the server, refinement here, counts, and the selected channel beside them.
class ChannelsPage : public QWidget
{
    Q_OBJECT

public:
    explicit ChannelsPage(AppSession &session, QWidget *parent = nullptr);

    void focusFilter();

Q_SIGNALS:
    void publishTo(const QString &channel);
    void requestShown(quint64 requestId);
    void editRequested();
    void windowRequested(const QString &channel);
    void terminateRequested(const QString &userId); //!< of the selected channel
    void visitorsRequested();                       //!< of the sandbox: somebody to look at

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeToolbar();
    void setUpTable();
    void showStatus();
    void showSilence();
    void rememberRowsInView();
    void keepRowsInView();
    void showEmptiness();
    void showSelection();
    void tellVisibleRows();
    void showContextMenu(const QPoint &at);
    void fillIntervals();

    AppSession &m_session;
    FilterEdit *m_prefix;
    FilterEdit *m_refine;
    QComboBox *m_kinds;
    QComboBox *m_interval;
    QToolButton *m_refresh;
    PlainLabel *m_count;
    Banner *m_banner;
    QTableView *m_table;
    EmptyState *m_empty;
    ChannelPane *m_pane;
    QSplitter *m_splitter;
    QStackedLayout *m_stack;
    QTimer m_visibleTimer;
    QList<QPersistentModelIndex> m_inView; //!< from the first row in view on, while a list is merged
    QTimer m_silence;                      //!< runs while a list is asked for
};

} // namespace channelscope
