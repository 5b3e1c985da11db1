// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

namespace channelscope {

//! The channels of an event as chips, each with its kind and a way to take it out again. Wraps into as many lines as it
//! needs, up to a few; the rest is counted.
class ChannelChips : public QWidget
{
    Q_OBJECT

public:
    //! `before` is the control that Tab comes from.
    explicit ChannelChips(QWidget &before, QWidget *parent = nullptr);

    void show(const QStringList &channels);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, 0}; }

Q_SIGNALS:
    void removed(const QString &channel);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    int arrange(int width, bool apply) const;

    QWidget &m_before;
    QStringList m_channels;
    QList<QWidget *> m_chips;
};

} // namespace channelscope
