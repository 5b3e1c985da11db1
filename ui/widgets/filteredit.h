// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QTimer>

class QAbstractItemView;

namespace channelscope {

//! A line to filter a list with: says what to look for a moment after the last key, Escape clears it, the arrow keys go
//! on into the list.
class FilterEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit FilterEdit(std::chrono::milliseconds pause, QWidget *parent = nullptr);

    void setView(QAbstractItemView *view) { m_view = view; }
    //! Sets the text and tells it at once.
    void setFilter(const QString &text);

Q_SIGNALS:
    void filterChanged(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void tell();

    QTimer m_pause;
    QString m_told;
    QAbstractItemView *m_view = nullptr;
};

} // namespace channelscope
