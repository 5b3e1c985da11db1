// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace channelscope {

//! Turns each SIGTERM and SIGINT into a Qt signal. One object at a time; the signals do what they did before when it
//! goes.
class StopSignal : public QObject
{
    Q_OBJECT

public:
    explicit StopSignal(QObject *parent = nullptr);
    ~StopSignal() override;

Q_SIGNALS:
    void received();
};

} // namespace channelscope
