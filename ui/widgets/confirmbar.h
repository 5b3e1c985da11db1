// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plainlabel.h"

#include <QFrame>
#include <QPointer>
#include <QPushButton>

#include <functional>

namespace channelscope {

//! Asks back at the place where something is to be deleted, without a box in front of everything. Escape means no.
class ConfirmBar : public QFrame
{
    Q_OBJECT

public:
    explicit ConfirmBar(QWidget *parent = nullptr);

    //! Calls `run` if the answer is yes; another question before that takes the place of this one. Whoever had the
    //! focus gets it back.
    void ask(const QString &question, const QString &action, std::function<void()> run);
    //! As if the answer were no.
    void dismiss();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    PlainLabel *m_question;
    QPushButton *m_yes;
    QPushButton *m_no;
    QPointer<QWidget> m_asker; //!< had the focus
    std::function<void()> m_run;
};

} // namespace channelscope
