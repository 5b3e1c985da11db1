// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/diffmodel.h"
#include "widgets/plainlabel.h"

#include <QPushButton>
#include <QTableView>

namespace channelscope {

struct HistoryEntry;

//! The payloads of two publishes in one list, line by line, each difference with its sign and colour. JSON is indented
//! first where both are JSON. The work is done in another thread.
class ComparePane : public QWidget
{
    Q_OBJECT

public:
    explicit ComparePane(QWidget *parent = nullptr);

    //! `before` is the one that lines are taken from, `after` the one they are added to.
    void compare(const HistoryEntry &before, const HistoryEntry &after);

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Comparison
    {
        LineDiff diff;
        bool areBothJson = false;
        bool isSameBytes = false;
    };
    static Comparison comparison(const QByteArray &before, const QByteArray &after);
    void show(const Comparison &comparison);

    DiffModel m_model;
    PlainLabel *m_before;
    PlainLabel *m_after;
    PlainLabel *m_summary;
    QPushButton *m_close;
    QTableView *m_table;
    quint64 m_generation = 0;
};

} // namespace channelscope
