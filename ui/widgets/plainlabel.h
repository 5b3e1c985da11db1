// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme.h"

#include <QLabel>

namespace channelscope {

//! A label that shows text letter for letter, never as markup, in a tone of the current palette; what is invisible or
//! turns the direction of writing is made visible. Every label that shows anything from a server or a file is one of
//! these.
class PlainLabel : public QLabel
{
    Q_OBJECT

public:
    enum class Emphasis : quint8 { Normal, Quiet, Strong, Title };

    explicit PlainLabel(const QString &text = {}, Emphasis emphasis = Emphasis::Normal, QWidget *parent = nullptr);

    void setTone(Tone tone);
    //! Long text ends in an ellipsis instead of widening the window; the whole of it is the tool tip.
    void setElided(bool elided);
    void setText(const QString &text);
    [[nodiscard]] const QString &wholeText() const { return m_whole; }

    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateColour();
    void updateElision();

    QString m_whole;
    const Emphasis m_emphasis;
    std::optional<Tone> m_tone;
    bool m_elided = false;
    bool m_isTurned = false; //!< the text begins from right to left
};

} // namespace channelscope
