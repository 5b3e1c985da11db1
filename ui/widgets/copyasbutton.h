// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "widgets/plainlabel.h"

#include <QToolButton>

class QMenu;

namespace channelscope {

//! Copies a publish as a command or a program that does the same.
class CopyAsButton : public QToolButton
{
    Q_OBJECT

public:
    //! `session` outlives it; `current` gives the event, its variables not filled in.
    CopyAsButton(AppSession &session, std::function<Event()> current, QWidget *parent = nullptr);

Q_SIGNALS:
    //! What is on the clipboard now, and what to know about it; or why it is not.
    void told(channelscope::Tone tone, const QString &sentence, const QString &hint);

private:
    void fill(QMenu *menu);
    void copy(const QString &what, const Result<QByteArray> &text, const QString &warning);

    AppSession &m_session;
    std::function<Event()> m_current;
};

} // namespace channelscope
