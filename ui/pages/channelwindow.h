// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"

#include <QMainWindow>

#include <memory>

namespace channelscope {

class ChannelPane;
class IntervalBox;

//! One channel in a window of its own, which goes on asking whatever is selected in the main window.
class ChannelWindow : public QMainWindow // a mere widget is no window to screen readers
{
    Q_OBJECT

public:
    //! `session` outlives it.
    ChannelWindow(AppSession &session, const QString &channel);
    ~ChannelWindow() override;

    [[nodiscard]] ChannelDetail &detail() { return *m_detail; }

Q_SIGNALS:
    void publishTo(const QString &channel);
    void terminateRequested(const QString &userId);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeHead();
    void pauseWhileUnseen();

    AppSession &m_session;
    std::unique_ptr<ChannelDetail> m_detail;
    ChannelPane *m_pane;
    IntervalBox *m_interval;
    bool m_isPaused = false; //!< nobody sees it
};

} // namespace channelscope
