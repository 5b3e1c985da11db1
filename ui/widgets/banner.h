// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plainlabel.h"

#include <QFrame>
#include <QPushButton>
#include <QToolButton>

#include <functional>

namespace channelscope {

//! A message at the place it concerns: what happened, what to do next, and at most one thing to click. One that only
//! says that something was done can be sent away.
class Banner : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);

    void show(Tone tone, const QString &sentence, const QString &hint = {}, const QString &action = {});
    //! Something that was done, and what undoes it or the like: `run` is called if `action` is chosen while this is
    //! shown.
    void offer(const QString &sentence, const QString &action, std::function<void()> run);
    void clear() { hide(); }
    [[nodiscard]] QString sentence() const { return m_sentence->wholeText(); }

Q_SIGNALS:
    void actionChosen();

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateGround();

    PlainLabel *m_sign;
    PlainLabel *m_sentence;
    PlainLabel *m_hint;
    QPushButton *m_action;
    QToolButton *m_dismiss;
    Tone m_tone = Tone::Neutral;
    std::function<void()> m_offered;
};

} // namespace channelscope
