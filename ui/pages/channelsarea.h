// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "widgets/banner.h"

#include <QPushButton>
#include <QTabBar>

class QStackedLayout;

namespace channelscope {

class ChannelsPage;
class FindUserPage;
class SnapshotShelf;
class SnapshotsPage;

//! All the ways to look at the channels: the list of them, where a user is, what has changed. A way that nobody has
//! chosen yet is not made.
class ChannelsArea : public QWidget
{
    Q_OBJECT

public:
    enum class Way : quint8 { List, FindUser, Compare };

    //! `shelf` outlives it.
    ChannelsArea(AppSession &session, SnapshotShelf &shelf, QWidget *parent = nullptr);

    [[nodiscard]] ChannelsPage *list() const { return m_list; }
    void show(Way way);
    [[nodiscard]] Way way() const;
    void focusFilter();
    //! Keeps the shown list to compare with, and leads to where that is done.
    void keepList();
    //! Orders the list by a column of ChannelsModel; by the same one again: the other way round.
    void sortBy(int column);
    //! Asks for a file, and writes the channels that are shown, or all that are listed, into it.
    void exportList();

private:
    void showState();
    void make(Way way);
    void showChannel(const QString &name);
    void goBack();

    AppSession &m_session;
    SnapshotShelf &m_shelf;
    QTabBar *m_ways;
    QPushButton *m_back; //!< to where a channel was shown from
    QPushButton *m_export;
    Way m_backTo = Way::List;
    QString m_prefixBefore; //!< of the list, before it was narrowed to the channel
    Banner *m_banner;       //!< what became of an export
    QStackedLayout *m_stack;
    ChannelsPage *m_list;
    FindUserPage *m_findUser = nullptr;
    SnapshotsPage *m_compare = nullptr;
};

} // namespace channelscope
