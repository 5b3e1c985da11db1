// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/connectiontest.h"
#include "widgets/plainlabel.h"

#include <QWidget>

class QGridLayout;

namespace channelscope {

//! The steps of a connection test with a sign, a word and a sentence each.
class ConnectionSteps : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionSteps(QWidget *parent = nullptr);

    void showRunning();
    void show(const ConnectionReport &report);

private:
    void clear();

    QGridLayout *m_grid;
};

} // namespace channelscope
