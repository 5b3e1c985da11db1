// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plainlabel.h"

#include <QPushButton>

namespace channelscope {

//! What a page shows instead of content: a true sentence about why there is none, and the next step.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    //! Any part may be empty. `actions` become buttons; the first one is the default.
    void show(const QString &title, const QString &text, const QStringList &actions = {}, Tone tone = Tone::Neutral);

protected:
    //! Puts more below the buttons.
    void addBelow(QWidget *widget);

Q_SIGNALS:
    void actionChosen(int index);

private:
    PlainLabel *m_title;
    PlainLabel *m_text;
    QWidget *m_buttonRow;
    QList<QPushButton *> m_buttons;
};

} // namespace channelscope
