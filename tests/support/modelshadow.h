// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/dumpmodel.h"

#include <QObject>

namespace channelscope::test {

//! A view in small: knows of a flat model only what its signals say, so that a row whose change was not told shows up
//! as a difference between rows() and dumpModel(). Also counts the signals, by kind.
class ModelShadow : public QObject
{
public:
    explicit ModelShadow(const QAbstractItemModel *model)
        : m_model(*model)
        , m_rows(dumpModel(*model))
    {
        connect(model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
            ++inserts;
            for (int row = first; row <= last; ++row)
                m_rows.insert(row, dumpRow(m_model, row));
        });
        connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
                [this](const QModelIndex &, int first, int last) {
                    ++removes;
                    m_rows.remove(first, last - first + 1);
                });
        connect(model, &QAbstractItemModel::rowsMoved, this,
                [this](const QModelIndex &, int first, int last, const QModelIndex &, int to) {
                    ++moves;
                    Q_ASSERT(first == last);
                    m_rows.move(first, to > first ? to - 1 : to);
                });
        connect(model, &QAbstractItemModel::dataChanged, this,
                [this](const QModelIndex &first, const QModelIndex &last) {
                    ++changes;
                    for (int row = first.row(); row <= last.row(); ++row)
                        m_rows[row] = dumpRow(m_model, row);
                });
        connect(model, &QAbstractItemModel::layoutChanged, this, [this] {
            ++layouts;
            m_rows = dumpModel(m_model);
        });
        connect(model, &QAbstractItemModel::modelReset, this, [this] {
            ++resets;
            m_rows = dumpModel(m_model);
        });
    }

    [[nodiscard]] const QStringList &rows() const { return m_rows; }
    void forgetSignals() { inserts = removes = moves = changes = layouts = resets = 0; }

    int inserts = 0;
    int removes = 0;
    int moves = 0;
    int changes = 0;
    int layouts = 0;
    int resets = 0;

private:
    const QAbstractItemModel &m_model;
    QStringList m_rows;
};

} // namespace channelscope::test
