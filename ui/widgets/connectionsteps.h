// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/connectiontest.h"
#include "widgets/plainlabel.h"

#include <QWidget>

namespace channelscope {

//! The steps of a connection test with a sign, a word and a sentence each, filled in as they become known.
class ConnectionSteps : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionSteps(QWidget *parent = nullptr);

    void showRunning();
    void show(const ConnectionStep &step);
    void show(const ConnectionReport &report);

private:
    struct Row
    {
        PlainLabel *mark;
        PlainLabel *text;
    };
    QList<Row> m_rows; //!< in the order of ConnectionStep::Id
};

} // namespace channelscope
