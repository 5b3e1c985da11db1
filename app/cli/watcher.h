// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandcontext.h"

#include <QElapsedTimer>
#include <QTimer>

#include <chrono>
#include <functional>

namespace channelscope {

//! Asks for a list again and again until the command is stopped, which is its good end. What goes wrong on the way is
//! told on standard error and asked again, less and less often; what cannot get well by itself ends the command.
class Watcher : public QObject
{
    Q_OBJECT

public:
    //! `ask` ends in answered() or failed().
    Watcher(CommandContext &context, std::chrono::milliseconds interval, std::function<void()> ask);

    void start();
    //! What it told is on its way out; asks again when it is time.
    void answered();
    void failed(const ApiError &error);

    //! No answer has come so far.
    [[nodiscard]] bool isFirst() const { return m_isFirst; }

private:
    void ask();

    CommandContext &m_context;
    const std::chrono::milliseconds m_interval;
    const std::function<void()> m_ask;
    QTimer m_again;
    QElapsedTimer m_asked;
    bool m_isFirst = true;
    int m_failures = 0; //!< in a row
};

} // namespace channelscope
