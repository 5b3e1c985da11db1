// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/linediff.h"

#include <QAbstractTableModel>

namespace channelscope {

//! Two texts in one list, line by line: which line it is on either side, a sign, the text.
class DiffModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { BeforeColumn, AfterColumn, SignColumn, TextColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void show(const QList<DiffLine> &lines);
    //! The first row that is not the same on both sides; -1 if there is none.
    [[nodiscard]] int firstChange() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<DiffLine> m_lines;
};

} // namespace channelscope
