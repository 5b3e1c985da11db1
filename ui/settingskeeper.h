// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/channelviews.h"
#include "publishing/variables.h"
#include "stores.h"

#include <QFuture>
#include <QObject>

namespace channelscope {

class AppSession;

//! Keeps on disk what the user sets for one app: its variables, and the views of its channels. Both are read when the
//! app is opened and written when they change, each one after the other and none on the thread of the window. Nothing
//! is written before the file was read: what was set until then is put on top of what the file has.
class SettingsKeeper : public QObject
{
    Q_OBJECT

public:
    //! `stores` and `session` outlive it; what is being written goes on without any of them.
    SettingsKeeper(const Stores &stores, AppSession &session, QObject *parent = nullptr);

    //! Until then the session does not know what the user set in an earlier run.
    [[nodiscard]] bool hasReadVariables() const { return m_hasReadVariables; }
    //! Gives the session these variables instead of its own, and keeps them. Only when they have been read.
    void setVariables(const VariableExpander::Values &variables);

Q_SIGNALS:
    //! They are in the session now, or there was trouble with them.
    void variablesRead();
    //! They cannot be read or written; says which file and why.
    void variablesTrouble(const QString &message);
    void viewsTrouble(const QString &message);

private:
    void readVariables();
    void readViews();
    void saveViews();

    const Stores m_stores;
    AppSession &m_session;
    bool m_hasReadVariables = false;
    QFuture<Result<void>> m_variablesSaved = QtFuture::makeReadyFuture(Result<void>());
    QFuture<Result<void>> m_viewsSaved = QtFuture::makeReadyFuture(Result<void>());
};

} // namespace channelscope
