// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QLabel>

namespace channelscope {

//! A short word on a coloured ground: an environment, a guard level. The word carries the meaning, the colour helps. To
//! a screen reader it is text.
class Chip : public QLabel
{
    Q_OBJECT

public:
    explicit Chip(QWidget *parent = nullptr);

    void show(const QString &word, const QColor &ground);
    [[nodiscard]] QString word() const { return text(); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QFont wordFont() const;

    QColor m_ground;
};

} // namespace channelscope
