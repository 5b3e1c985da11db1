// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStandardItemModel>
#include <QTableView>

namespace channelscope {

//! A table of whole rows that all have one height, so that it need not count them: whatever a model of a million rows
//! does costs it the same as with ten. A stock QTableView keeps a section of its vertical header for every row, and
//! takes 40 ms and more for each insertion and each new layout. For screen readers it is the QTableView it derives
//! from.
class UniformTable : public QTableView
{
    Q_OBJECT

public:
    explicit UniformTable(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    [[nodiscard]] int rowHeight() const { return m_rowHeight; }
    //! The first and last row of which something can be seen; last < first: there is none.
    [[nodiscard]] std::pair<int, int> rowsInView() const;
    //! Takes what has changed into account now, and not when the event loop comes round: it is painted together with
    //! all else that has changed.
    void layOutNow() { executeDelayedItemsLayout(); }

    [[nodiscard]] QRect visualRect(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex indexAt(const QPoint &point) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;

Q_SIGNALS:
    //! Other rows are in view, or other values in them.
    void viewChanged();
    //! The user asks for a group to be opened or closed.
    void expansionAsked(const QModelIndex &index, bool open);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] bool isIndexHidden(const QModelIndex &index) const override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    [[nodiscard]] int sizeHintForRow(int row) const override;

private:
    void measure();
    [[nodiscard]] int fullRowsInView() const;
    [[nodiscard]] int rowAtY(int y) const;
    void paintRow(QPainter &painter, const QStyleOptionViewItem &basic, int row) const;

    QStandardItemModel m_noRows; //!< what the vertical header counts
    int m_rowHeight = 1;
    bool m_isMeasuring = false;
};

} // namespace channelscope
