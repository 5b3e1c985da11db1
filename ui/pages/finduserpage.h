// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "exports/tables.h"
#include "models/userhitsmodel.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>

class QStackedLayout;

namespace channelscope {

class UserSearch;

//! In which presence channels is a user now? One field, and the answers as they come.
class FindUserPage : public QWidget
{
    Q_OBJECT

public:
    explicit FindUserPage(AppSession &session, QWidget *parent = nullptr);

    void focusFirst();

Q_SIGNALS:
    //! The user wants to see this channel in the list.
    void showChannel(const QString &name);

private:
    QWidget *makeToolbar();
    QWidget *makeFoot();
    void setUpTable();
    void addKeys();
    void start();
    void stop();
    void takeListed();
    void showState();
    void showOutcome();
    void showFailed();
    [[nodiscard]] QString failedText() const;
    [[nodiscard]] QStringList failedReasons() const;
    void showSelection();
    void copy();
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] QString wanted() const;
    [[nodiscard]] FoundUsers found() const;

    AppSession &m_session;
    UserHitsModel m_model;
    QPointer<UserSearch> m_search;
    bool m_hadBlanks = false; //!< around the id that was typed
    QLineEdit *m_id;
    QComboBox *m_match;
    QPushButton *m_start;
    QPushButton *m_stop;
    Banner *m_cost;
    Banner *m_banner; //!< how it went
    QProgressBar *m_progress;
    PlainLabel *m_status;
    QTableView *m_table;
    EmptyState *m_empty;
    QPushButton *m_show;
    QPushButton *m_copy;
    QPushButton *m_export;
    QStackedLayout *m_stack;
};

} // namespace channelscope
