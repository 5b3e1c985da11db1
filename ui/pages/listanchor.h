// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/channelsmodel.h"

#include <QList>
#include <QString>

namespace channelscope {

class UniformTable;

//! Holds what the user looks at in the list of channels while its rows become others. Channels that come and go above
//! the view must not push the rows away: the first of them that is still there stays where it is. And the selection
//! stays on its channel, or on none if that has gone.
class ListAnchor
{
public:
    //! Both outlive it.
    ListAnchor(UniformTable &table, ChannelsModel &model);

    void remember(ChannelsModel::Cause cause);
    //! `selected`: the channel; may be empty.
    void restore(const QString &selected);

private:
    struct Row
    {
        QString name;
        bool isGroup;
    };

    void restoreSelection(const QString &selected);

    UniformTable &m_table;
    ChannelsModel &m_model;
    QList<Row> m_inView; //!< from the first row in view on
    int m_current = -1;  //!< the row that the keys stood on
};

} // namespace channelscope
