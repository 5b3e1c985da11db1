// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "widgets/emptystate.h"

#include <QScrollArea>

class QStackedLayout;
class QVBoxLayout;

namespace channelscope {

//! What came of the last publishes, newest first: outcome, time, counts per channel, and the way to the request.
class PublishResults : public QWidget
{
    Q_OBJECT

public:
    explicit PublishResults(AppSession &session, QWidget *parent = nullptr);

    void add(const PublishResult &outcome);

Q_SIGNALS:
    void requestShown(quint64 requestId);

private:
    QWidget *makeCard(const PublishResult &outcome);

    AppSession &m_session;
    QStackedLayout *m_stack;
    QVBoxLayout *m_cards;
    QScrollArea *m_scroll;
};

} // namespace channelscope
