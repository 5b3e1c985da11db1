// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QUuid>
#include <QWidget>

namespace channelscope {

//! Events that are being sent by an app, and what stopping them is called.
struct Sending
{
    QUuid app;
    QString stop; //!< such as "Stop repeating in Shop"

    bool operator==(const Sending &) const = default;
};

//! Buttons that stop what other apps than the open one are sending, in sight wherever one is.
class SendingBar : public QWidget
{
    Q_OBJECT

public:
    explicit SendingBar(QWidget *parent = nullptr);

    void show(const QList<Sending> &sendings);

Q_SIGNALS:
    void stopRequested(const QUuid &app);

private:
    QList<Sending> m_sendings;
    QList<QWidget *> m_buttons;
};

} // namespace channelscope
