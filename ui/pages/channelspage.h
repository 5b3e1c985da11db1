// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "pages/listanchor.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"
#include "widgets/plainlabel.h"
#include "widgets/uniformtable.h"

class QMenu;
class QSplitter;
class QStackedLayout;

namespace channelscope {

class ChannelsBar;
struct ListView;
class SelectionPane;

//! Browse the occupied channels: prefix on the server, refinement here, counts, and the selected channel beside them.
class ChannelsPage : public QWidget
{
    Q_OBJECT

public:
    explicit ChannelsPage(AppSession &session, QWidget *parent = nullptr);
    ~ChannelsPage() override;

    void focusFilter();
    [[nodiscard]] QString prefix() const;
    void setPrefix(const QString &prefix);
    //! Something about what the user keeps of these channels went wrong.
    void tell(const QString &trouble);
    //! Narrows the list to this channel and selects it, whether it is listed now or not.
    void showChannel(const QString &name);
    //! By a column of ChannelsModel, counts from the highest on; by the same one again: the other way round.
    void sortBy(int column);
    [[nodiscard]] ListView view() const;
    void restore(const ListView &view);

Q_SIGNALS:
    void publishTo(const QString &channel);
    void editRequested();
    void windowRequested(const QString &channel);
    void terminateRequested(const QString &userId); //!< of the selected channel
    void visitorsRequested();                       //!< of the sandbox: somebody to look at

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void setUpTable();
    void showStatus();
    void showTrouble();
    void showOrder();
    void showSilence();
    void showEmptiness();
    void takeSelection();
    void select(const QString &name);
    [[nodiscard]] QString selectedName() const;
    void rememberView(ChannelsModel::Cause cause);
    void restoreView();
    void tellVisibleRows();
    void toggle(const QModelIndex &index);
    void act(const QModelIndex &index);
    void showContextMenu(const QModelIndex &index, const QPoint &at);
    void fillChannelMenu(QMenu &menu, const QString &name);
    void readOn(const QModelIndex &index);
    void takeEmptyAction(int action);

    AppSession &m_session;
    Banner *m_banner;
    ChannelsBar *m_bar;
    QSplitter *m_splitter;
    QWidget *m_listArea;
    UniformTable *m_table;
    ListAnchor m_anchor;
    EmptyState *m_empty;
    PlainLabel *m_order; //!< what the order of the list leaves out
    SelectionPane *m_pane;
    QStackedLayout *m_stack;
    QTimer m_visibleTimer;
    QString m_trouble;
    int m_sortedBefore = 0;   //!< column, when the mouse went down on the header
    bool m_isShowing = false; //!< rows are becoming others: what is current then is not the user's doing
    QTimer m_selectPause;     //!< runs after a channel was selected: each one is asked for, which may cost
    QString m_selectNext;     //!< what is selected after it; empty: nothing else
    QTimer m_silence;         //!< runs while a list is asked for
};

} // namespace channelscope
