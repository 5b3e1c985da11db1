// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret.h"
#include "widgets/emptystate.h"

#include <QLineEdit>

namespace channelscope {

//! In place of the pages of an app whose secret is not there: why, what to do, and a field to go on with at once, for
//! this session only.
class LockedPage : public EmptyState
{
    Q_OBJECT

public:
    explicit LockedPage(QWidget *parent = nullptr);

    void showAsking();
    //! `offersSession`: the secret may be entered here and kept in memory.
    void showTrouble(const QString &title, const QString &text, bool offersSession);

Q_SIGNALS:
    void editRequested();
    void tryAgainRequested();
    void keptForSession(const channelscope::Secret &secret);

private:
    void keep();

    QWidget *m_session;
    QLineEdit *m_secret;
};

} // namespace channelscope
