// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"

#include <QTimer>
#include <QWidget>

class QStackedLayout;

namespace channelscope {

class ChannelPane;

//! What stands beside the list: the selected channel or, while none is selected, the app as a whole.
class SelectionPane : public QWidget
{
    Q_OBJECT

public:
    //! The session outlives it.
    explicit SelectionPane(AppSession &session, QWidget *parent = nullptr);

    [[nodiscard]] QSize minimumSizeHint() const override;
    //! Where the selected channel is shown.
    [[nodiscard]] ChannelPane &channelPane();

Q_SIGNALS:
    //! As those of ChannelPane.
    void publishTo(const QString &channel);
    void windowRequested(const QString &channel);
    void terminateRequested(const QString &userId);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void showSelection();

    AppSession &m_session;
    QStackedLayout *m_stack;
    ChannelPane *m_channel = nullptr;
    QTimer m_whenThereIsTime;
};

} // namespace channelscope
