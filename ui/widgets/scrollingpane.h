// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace channelscope {

//! A column of things that can be scrolled where it is higher than its place; without it they would lie on each other.
//! It is as wide as its content needs.
class ScrollingPane : public QScrollArea
{
    Q_OBJECT

public:
    //! Takes ownership of `content`.
    explicit ScrollingPane(QWidget *content, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace channelscope
