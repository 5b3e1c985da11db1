// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/appprofile.h"
#include "widgets/chip.h"
#include "widgets/plainlabel.h"

#include <QPushButton>

namespace channelscope {

//! The line above the pages: which app this is, in which environment, how it is guarded, where it is, and its clock.
class AppHeader : public QWidget
{
    Q_OBJECT

public:
    explicit AppHeader(QWidget *parent = nullptr);

    void show(const AppProfile &profile, bool isSandbox, bool secretForSessionOnly);
    void setClockOffset(std::optional<qint64> milliseconds);
    void setResidents(bool on);

Q_SIGNALS:
    void editRequested();
    void connectionDetailsRequested();
    void residentsToggled(bool on);
    void paletteRequested();

private:
    PlainLabel *m_name;
    Chip *m_environment;
    PlainLabel *m_guard;
    PlainLabel *m_place;
    PlainLabel *m_clock;
    QPushButton *m_residents;
    QPushButton *m_details;
    QPushButton *m_edit;
    QPushButton *m_palette;
};

} // namespace channelscope
