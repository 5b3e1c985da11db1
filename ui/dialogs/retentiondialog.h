// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/history.h"
#include "widgets/plainlabel.h"

#include <QDialog>

class QPushButton;
class QSpinBox;

namespace channelscope {

//! How many publishes are kept, and for how long; says how many that deletes before it can be accepted.
class RetentionDialog : public QDialog
{
    Q_OBJECT

public:
    //! Begins with what `history`, which outlives it, keeps now.
    explicit RetentionDialog(History &history, QWidget *parent = nullptr);

    [[nodiscard]] HistoryRetention retention() const;

private:
    void show(const HistoryRetention &retention);
    void count();

    History &m_history;
    QSpinBox *m_count;
    QSpinBox *m_days;
    PlainLabel *m_consequence;
    QPushButton *m_save;
    quint64 m_generation = 0;
};

} // namespace channelscope
