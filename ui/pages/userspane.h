// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "models/presencetimelinemodel.h"
#include "widgets/filteredit.h"
#include "widgets/pagetabs.h"
#include "widgets/plainlabel.h"

#include <QPushButton>
#include <QTableView>

namespace channelscope {

//! Who is present on a presence channel, since when, and who came and went.
class UsersPane : public QWidget
{
    Q_OBJECT

public:
    //! `session` and `detail` outlive it.
    UsersPane(AppSession &session, ChannelDetail &detail, QWidget *parent = nullptr);

    void showDetail();
    //! The keyboard goes on in the list of users.
    void focusUsers();

Q_SIGNALS:
    //! The user wants the connections of a user terminated. Nothing has happened yet.
    void terminateRequested(const QString &userId);

private:
    QWidget *makeUsers();
    void showInfoColumn(bool hasInfo);
    QWidget *makeTimeline();
    void showUsersMenu(const QPoint &at);
    void copyChanges();
    void copyUserIds();
    void terminateSelected();
    void tell(Tone tone, const QString &text);
    void showTermination(const Termination &outcome);
    void showTerminate();
    [[nodiscard]] QString usersNote() const;
    [[nodiscard]] QString changesNote() const;
    [[nodiscard]] QStringList selectedIds() const;
    [[nodiscard]] QString userToTerminate() const;

    AppSession &m_session;
    ChannelDetail &m_detail;
    PresenceTimelineModel m_changes;
    PageTabs *m_tabs;
    PlainLabel *m_usersNote;
    FilterEdit *m_userFilter;
    QTableView *m_userTable;
    QPushButton *m_terminate;
    PlainLabel *m_outcome;
    QString m_outcomeOf; //!< the channel it was said of
    PlainLabel *m_changesNote;
    QTableView *m_changesTable;
};

} // namespace channelscope
