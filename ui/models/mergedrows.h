// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QList>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace channelscope {

//! A flat model whose rows can take on a new state without ever being reset: rows that stay are moved, not replaced, so
//! that every persistent index, and with it selection and current row, goes on naming the same thing.
template <typename Model, typename Row>
class MergedRows : public Model
{
public:
    using Model::Model;

protected:
    static constexpr int gone = -1;

    //! Makes the rows those of `target`. `rowAfter` says for each row of now which row of `target` it becomes, or
    //! `gone`. `differs(now, then)` is asked once for each row that stays; `takeOver()` is called at the moment from
    //! which on the rows hold values of `target` only.
    template <typename Differs, typename TakeOver>
    void mergeRows(const QList<Row> &target, std::vector<int> rowAfter, Differs differs, TakeOver takeOver)
    {
        removeGone(rowAfter);
        takeValues(target, rowAfter, differs, takeOver);
        insertNew(target, rowAfter);
        if (!std::is_sorted(rowAfter.begin(), rowAfter.end()))
            layOut(target, rowAfter);
    }

    QList<Row> m_rows;

private:
    using Run = std::pair<int, int>; //!< first and last row

    // Up to so many runs are inserted or removed where they are. More would cost the views more than a new layout.
    static constexpr size_t maxRuns = 16;
    static constexpr size_t maxChangedRuns = 64;

    template <typename Wanted>
    static std::vector<Run> runsWhere(int rows, Wanted wanted)
    {
        std::vector<Run> runs;
        for (int row = 0; row < rows; ++row) {
            if (!wanted(row))
                continue;
            if (!runs.empty() && runs.back().second == row - 1)
                runs.back().second = row;
            else
                runs.emplace_back(row, row);
        }
        return runs;
    }

    int count() const { return static_cast<int>(m_rows.size()); }

    void removeGone(std::vector<int> &rowAfter)
    {
        const auto goneRuns = [&] {
            return runsWhere(count(), [&](int row) { return rowAfter[static_cast<size_t>(row)] == gone; });
        };
        std::vector<Run> runs = goneRuns();
        if (runs.size() > maxRuns) {
            gatherGone(rowAfter);
            runs = goneRuns();
        }
        std::for_each(runs.rbegin(), runs.rend(), [&](const Run &run) {
            const auto [first, last] = run;
            this->beginRemoveRows({}, first, last);
            m_rows.remove(first, last - first + 1);
            rowAfter.erase(rowAfter.begin() + first, rowAfter.begin() + last + 1);
            this->endRemoveRows();
        });
    }

    // Brings all rows that go next to each other, around the first one that somebody holds an index of: when the
    // current row goes, a view makes a neighbour of it current, and that should not be the end of the list.
    void gatherGone(std::vector<int> &rowAfter)
    {
        int meeting = count();
        for (const QModelIndex &index : this->persistentIndexList()) {
            if (rowAfter[static_cast<size_t>(index.row())] == gone)
                meeting = std::min(meeting, index.row());
        }
        const auto isGone = [&](int row) { return rowAfter[static_cast<size_t>(row)] == gone; };
        std::vector<int> order(rowAfter.size());
        for (int row = 0; row < count(); ++row)
            order[static_cast<size_t>(row)] = row;
        std::stable_partition(order.begin(), order.begin() + meeting, std::not_fn(isGone));
        std::stable_partition(order.begin() + meeting, order.end(), isGone);

        QList<Row> rows(m_rows.size());
        std::vector<int> after(rowAfter.size());
        std::vector<int> place(rowAfter.size());
        for (size_t i = 0; i < order.size(); ++i) {
            const auto from = static_cast<size_t>(order[i]);
            rows[static_cast<qsizetype>(i)] = std::as_const(m_rows)[order[i]];
            after[i] = rowAfter[from];
            place[from] = static_cast<int>(i);
        }
        layOut(std::move(rows), place);
        rowAfter = std::move(after);
    }

    template <typename Differs, typename TakeOver>
    void takeValues(const QList<Row> &target, const std::vector<int> &rowAfter, Differs differs, TakeOver takeOver)
    {
        std::vector<Run> changed = runsWhere(count(), [&](int row) {
            Row &value = m_rows[row];
            const Row &then = target[rowAfter[static_cast<size_t>(row)]];
            const bool different = differs(std::as_const(value), then);
            value = then;
            return different;
        });
        takeOver();
        if (changed.size() > maxChangedRuns)
            changed = {{changed.front().first, changed.back().second}};
        const int lastColumn = static_cast<const QAbstractItemModel *>(this)->columnCount() - 1;
        for (const auto &[first, last] : changed)
            Q_EMIT this->dataChanged(this->index(first, 0), this->index(last, lastColumn));
    }

    void insertNew(const QList<Row> &target, std::vector<int> &rowAfter)
    {
        std::vector<char> isNew(static_cast<size_t>(target.size()), true);
        for (const int row : rowAfter)
            isNew[static_cast<size_t>(row)] = false;
        const std::vector<Run> runs =
            runsWhere(static_cast<int>(target.size()), [&](int row) { return isNew[static_cast<size_t>(row)] != 0; });
        if (runs.empty())
            return;

        if (runs.size() <= maxRuns && std::is_sorted(rowAfter.begin(), rowAfter.end())) {
            for (const auto &[first, last] : runs) {
                this->beginInsertRows({}, first, last);
                m_rows.insert(first, last - first + 1, Row());
                std::copy(target.begin() + first, target.begin() + last + 1, m_rows.begin() + first);
                this->endInsertRows();
            }
            return;
        }
        this->beginInsertRows({}, count(), static_cast<int>(target.size()) - 1);
        m_rows.reserve(target.size());
        rowAfter.reserve(isNew.size());
        for (const auto &[first, last] : runs) {
            for (int row = first; row <= last; ++row) {
                m_rows.append(target[row]);
                rowAfter.push_back(row);
            }
        }
        this->endInsertRows();
    }

    // `rows` are those of now in another order; `place` says where each went.
    void layOut(QList<Row> rows, const std::vector<int> &place)
    {
        Q_EMIT this->layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        m_rows = std::move(rows);
        const QModelIndexList before = this->persistentIndexList();
        QModelIndexList after;
        after.reserve(before.size());
        for (const QModelIndex &index : before)
            after.append(this->index(place[static_cast<size_t>(index.row())], index.column()));
        this->changePersistentIndexList(before, after);
        Q_EMIT this->layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }
};

} // namespace channelscope
