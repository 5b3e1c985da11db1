// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "repeater.h"
#include "widgets/plainlabel.h"

#include <QCheckBox>
#include <QJsonObject>
#include <QPushButton>
#include <QSpinBox>

namespace channelscope {

//! Whether and how often an event is repeated, and while it is: how far, and the way to stop it.
class RepeatBar : public QWidget
{
    Q_OBJECT

public:
    //! `repeater` outlives it.
    explicit RepeatBar(Repeater &repeater, QWidget *parent = nullptr);

    [[nodiscard]] Repetition repetition() const;
    [[nodiscard]] bool isChecked() const { return m_repeat->isChecked(); }
    //! What is chosen, for a draft; whatever is missing stays as it is.
    [[nodiscard]] QJsonObject settings() const;
    void restore(const QJsonObject &settings);

Q_SIGNALS:
    void changed();

private:
    void showState();

    Repeater &m_repeater;
    QCheckBox *m_repeat;
    QSpinBox *m_times;
    QSpinBox *m_every;
    PlainLabel *m_state;
};

} // namespace channelscope
