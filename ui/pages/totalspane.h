// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"

#include <QTimer>
#include <QWidget>

namespace channelscope {

class CountChart;
class PlainLabel;

//! The app as a whole, where no channel is selected: how many channels, subscriptions and users it has, and had.
class TotalsPane : public QWidget
{
    Q_OBJECT

public:
    //! The session outlives it.
    explicit TotalsPane(AppSession &session, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void showTotals();

    AppSession &m_session;
    PlainLabel *m_text;
    CountChart *m_chart;
    QTimer m_pause; //!< counts of many channels may come at once
};

} // namespace channelscope
