// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/keptsnapshot.h"

#include <QAbstractListModel>
#include <QList>

namespace channelscope {

//! The lists of channels that were kept to compare with, newest first. In memory only, and shared by all opened apps,
//! so that one app can be compared with another.
class SnapshotShelf : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    //! Its place is row 0.
    void keep(const KeptSnapshot &snapshot);
    void remove(int row);
    [[nodiscard]] const KeptSnapshot &at(int row) const { return m_kept[row]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QList<KeptSnapshot> m_kept;
};

//! One line that names it: the app, when it was, and how many channels there are.
[[nodiscard]] QString titleOf(const KeptSnapshot &snapshot);

} // namespace channelscope
