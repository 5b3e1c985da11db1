// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "widgets/filteredit.h"
#include "widgets/plainlabel.h"

#include <QComboBox>
#include <QTableView>

class QStackedLayout;

namespace channelscope {

class ActivityFilter;
class EmptyState;
class RequestPane;

//! Every HTTP request of the app, newest first, and all there is to know about the selected one.
class ActivityPage : public QWidget
{
    Q_OBJECT

public:
    explicit ActivityPage(AppSession &session, QWidget *parent = nullptr);

    void showRequest(quint64 requestId);
    void focusFilter();

private:
    QWidget *makeToolbar();
    void showCount();
    void showSelection();

    AppSession &m_session;
    ActivityFilter *m_filter;
    FilterEdit *m_text;
    QComboBox *m_scope;
    PlainLabel *m_count;
    QTableView *m_table;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
    RequestPane *m_pane;
};

} // namespace channelscope
