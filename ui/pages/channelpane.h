// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "widgets/banner.h"
#include "widgets/chip.h"
#include "widgets/emptystate.h"
#include "widgets/filteredit.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

class QStackedLayout;

namespace channelscope {

//! The selected channel: what it is, its counts, its cached value, and who is present.
class ChannelPane : public QWidget
{
    Q_OBJECT

public:
    //! Shows `detail`, a channel of the session's app; both outlive it.
    ChannelPane(AppSession &session, ChannelDetail &detail, QWidget *parent = nullptr);

Q_SIGNALS:
    void publishTo(const QString &channel);
    void requestShown(quint64 requestId);

private:
    QWidget *makeContent();
    QWidget *makeFigure(PlainLabel *&figure, const QString &caption, const QString &objectName);
    void copyUserIds();
    void showDetail();
    void showCounts(const DetailStatus &detail);
    void showUsers(const DetailStatus &detail);
    void showCache(const DetailStatus &detail);

    AppSession &m_session;
    ChannelDetail &m_detail;
    QStackedLayout *m_stack;
    EmptyState *m_empty;
    PlainLabel *m_name;
    Chip *m_kind;
    PlainLabel *m_state;
    PlainLabel *m_subscriptions = nullptr;
    PlainLabel *m_users = nullptr;
    PlainLabel *m_countNote;
    Banner *m_banner;
    QWidget *m_usersArea;
    PlainLabel *m_usersTitle;
    PlainLabel *m_usersNote;
    FilterEdit *m_userFilter;
    QTableView *m_userTable;
    QWidget *m_cacheArea;
    PlainLabel *m_cacheTitle;
    QPlainTextEdit *m_cacheText;
    QWidget *m_filler;
};

} // namespace channelscope
