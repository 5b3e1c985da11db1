// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/choicebox.h"

#include <chrono>
#include <optional>

namespace channelscope {

//! How often something is asked for by itself, with what that costs on a server that bills what it is asked. There it
//! begins with asking by hand, elsewhere with every five seconds.
class IntervalBox : public ChoiceBox
{
    Q_OBJECT

public:
    //! `isBilled`: the cost is said, as soon as it is known.
    explicit IntervalBox(bool isBilled, QWidget *parent = nullptr);

    //! What asking once costs now.
    void setMessagesPerRefresh(int messages);
    [[nodiscard]] std::optional<std::chrono::seconds> interval() const;

Q_SIGNALS:
    void intervalChosen(std::optional<std::chrono::seconds> interval);

private:
    const bool m_isBilled;
    int m_messages = 0;
};

} // namespace channelscope
