// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/appcredentials.h"
#include "http/serveraddress.h"

#include <QDialog>

namespace channelscope {

//! The sandbox's address and credentials, made to be pasted into somebody's own page or backend. The secret is shown
//! and copied only on request; it is a throw-away one that ends with the program.
class ConnectionDialog : public QDialog
{
    Q_OBJECT

public:
    ConnectionDialog(const ServerAddress &address, const AppCredentials &credentials, QWidget *parent = nullptr);
};

} // namespace channelscope
