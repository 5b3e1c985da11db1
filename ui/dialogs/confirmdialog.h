// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/appprofile.h"
#include "publishsummary.h"

#include <QDialog>

namespace channelscope {

//! Asks before something that cannot be taken back: before a publish to an app that wants to be asked (what will
//! happen, where, and who is reached; for production the app's name has to be typed), or whatever the question is.
//! Accepted means yes.
class ConfirmDialog : public QDialog
{
    Q_OBJECT

public:
    ConfirmDialog(const AppProfile &profile, const PublishSummary &summary, QWidget *parent = nullptr);
    ConfirmDialog(const Question &question, const AppProfile &profile, QWidget *parent = nullptr);
};

} // namespace channelscope
