// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingskeeper.h"

#include "appsession.h"
#include "core/onthisthread.h"
#include "publishing/variablestore.h"

#include <QtConcurrentRun>

namespace channelscope {

SettingsKeeper::SettingsKeeper(const Stores &stores, AppSession &session, QObject *parent)
    : QObject(parent)
    , m_stores(stores)
    , m_session(session)
{
    readVariables();
    readViews();
}

void SettingsKeeper::readVariables()
{
    onThisThread(QtConcurrent::run([store = m_stores.variables, id = m_session.profile().id] {
        return store.load(id);
    })).then(this, [this](const Result<VariableExpander::Values> &kept) {
        if (kept) {
            VariableExpander::Values all = *kept;
            all.insert(m_session.variables()); // set since, and newer
            m_session.setVariables(all);
        } else {
            Q_EMIT variablesTrouble(kept.error().message);
        }
        m_hasReadVariables = true;
        Q_EMIT variablesRead();
    });
}

void SettingsKeeper::setVariables(const VariableExpander::Values &variables)
{
    Q_ASSERT(m_hasReadVariables);
    m_session.setVariables(variables);
    m_variablesSaved = m_variablesSaved.then(QtFuture::Launch::Async,
                                             [store = m_stores.variables, id = m_session.profile().id,
                                              variables](const Result<void> &) { return store.save(id, variables); });
    onThisThread(m_variablesSaved).then(this, [this](const Result<void> &saved) {
        if (!saved)
            Q_EMIT variablesTrouble(saved.error().message);
    });
}

void SettingsKeeper::readViews()
{
    onThisThread(QtConcurrent::run([store = m_stores.views, id = m_session.profile().id] {
        return store.load(id);
    })).then(this, [this](const Result<ChannelViews> &kept) {
        const ChannelViews since = m_session.views();
        if (kept)
            m_session.setViews(joined(*kept, since));
        else
            Q_EMIT viewsTrouble(kept.error().message);
        connect(&m_session, &AppSession::viewsChanged, this, &SettingsKeeper::saveViews);
        if (since != ChannelViews())
            saveViews();
    });
}

void SettingsKeeper::saveViews()
{
    m_viewsSaved = m_viewsSaved.then(QtFuture::Launch::Async,
                                     [store = m_stores.views, id = m_session.profile().id, views = m_session.views()](
                                         const Result<void> &) { return store.save(id, views); });
    onThisThread(m_viewsSaved).then(this, [this](const Result<void> &saved) {
        if (!saved)
            Q_EMIT viewsTrouble(saved.error().message);
    });
}

} // namespace channelscope
