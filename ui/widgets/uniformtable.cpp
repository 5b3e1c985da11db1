// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/uniformtable.h"

#include <QAbstractButton>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace channelscope {

UniformTable::UniformTable(QWidget *parent)
    : QTableView(parent)
{
    setSelectionBehavior(SelectRows);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(ScrollPerItem);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setModel(&m_noRows);
    // Where two headers meet a QTableView has a button, and hides it only in the layout that is not used here.
    const auto corners = findChildren<QAbstractButton *>(QString(), Qt::FindDirectChildrenOnly);
    for (QAbstractButton *corner : corners)
        corner->hide();
    measure();
}

void UniformTable::measure()
{
    constexpr int air = 10;
    m_rowHeight = fontMetrics().height() + air;
}

void UniformTable::setModel(QAbstractItemModel *next)
{
    if (QAbstractItemModel *now = model())
        disconnect(now, nullptr, this, nullptr);
    QTableView::setModel(next);
    verticalHeader()->setModel(&m_noRows);
    if (!next)
        return;
    // The header is what tells a QTableView of rows that come and go.
    const auto layOut = [this] { scheduleDelayedItemsLayout(); };
    connect(next, &QAbstractItemModel::rowsRemoved, this, layOut);
    connect(next, &QAbstractItemModel::rowsMoved, this, layOut);
    connect(next, &QAbstractItemModel::layoutChanged, this, layOut);
    connect(next, &QAbstractItemModel::modelReset, this, layOut);
    connect(next, &QAbstractItemModel::dataChanged, this, &UniformTable::viewChanged);
    updateGeometries();
}

void UniformTable::rowsInserted(const QModelIndex &parent, int first, int last)
{
    QTableView::rowsInserted(parent, first, last);
    scheduleDelayedItemsLayout();
}

int UniformTable::fullRowsInView() const
{
    return std::max(1, viewport()->height() / m_rowHeight);
}

std::pair<int, int> UniformTable::rowsInView() const
{
    const int rows = model() ? model()->rowCount() : 0;
    const int first = verticalScrollBar()->value();
    const int partly = (viewport()->height() + m_rowHeight - 1) / m_rowHeight;
    return {first, std::min(rows, first + partly) - 1};
}

int UniformTable::rowAtY(int y) const
{
    return y < 0 ? -1 : verticalScrollBar()->value() + y / m_rowHeight;
}

QRect UniformTable::visualRect(const QModelIndex &index) const
{
    if (!index.isValid() || index.model() != model() || isColumnHidden(index.column()))
        return {};
    const qint64 top = (qint64{index.row()} - verticalScrollBar()->value()) * m_rowHeight;
    constexpr qint64 farAway = 1 << 24; // outside any screen, inside an int
    return {columnViewportPosition(index.column()), static_cast<int>(std::clamp(top, -farAway, farAway)),
            columnWidth(index.column()), m_rowHeight};
}

QModelIndex UniformTable::indexAt(const QPoint &point) const
{
    const int row = rowAtY(point.y());
    const int column = columnAt(point.x());
    return model() && row >= 0 && row < model()->rowCount() && column >= 0 ? model()->index(row, column)
                                                                           : QModelIndex();
}

void UniformTable::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid() || index.model() != model())
        return;
    updateGeometries(); // rows that have just come are to be counted
    const int row = index.row();
    const int first = verticalScrollBar()->value();
    const int page = fullRowsInView();
    int wanted = first;
    if (hint == PositionAtTop)
        wanted = row;
    else if (hint == PositionAtBottom)
        wanted = row - page + 1;
    else if (hint == PositionAtCenter)
        wanted = row - page / 2;
    else if (row < first)
        wanted = row;
    else if (row >= first + page)
        wanted = row - page + 1;
    verticalScrollBar()->setValue(wanted);

    const QRect cell = visualRect(index);
    QScrollBar *across = horizontalScrollBar();
    if (cell.left() < 0)
        across->setValue(across->value() + cell.left());
    else if (cell.right() > viewport()->width())
        across->setValue(across->value() + std::min(cell.left(), cell.right() - viewport()->width()));
}

void UniformTable::scrollContentsBy(int dx, int dy)
{
    if (dx != 0)
        horizontalHeader()->setOffset(horizontalScrollBar()->value());
    viewport()->update();
    if (dy != 0)
        Q_EMIT viewChanged();
}

// A scroll bar that comes takes room, which may need the other one, which takes room: what Qt asks in the midst of it is
// left to the call that is under way.
void UniformTable::updateGeometries()
{
    if (m_isMeasuring)
        return;
    const QScopedValueRollback measuring(m_isMeasuring, true);
    QHeaderView *header = horizontalHeader();
    const int headerHeight = header->isHidden() ? 0 : header->sizeHint().height();
    setViewportMargins(0, headerHeight, 0, 0);
    const QRect area = viewport()->geometry();
    header->setGeometry(area.left(), area.top() - headerHeight, area.width(), headerHeight);

    const int rows = model() ? model()->rowCount() : 0;
    verticalScrollBar()->setSingleStep(1);
    verticalScrollBar()->setPageStep(fullRowsInView());
    verticalScrollBar()->setRange(0, std::max(0, rows - fullRowsInView()));
    constexpr int stepAcross = 20;
    horizontalScrollBar()->setSingleStep(stepAcross);
    horizontalScrollBar()->setPageStep(area.width());
    horizontalScrollBar()->setRange(0, std::max(0, header->length() - area.width()));
    QAbstractItemView::updateGeometries();
    Q_EMIT viewChanged();
}

int UniformTable::verticalOffset() const
{
    return verticalScrollBar()->value() * m_rowHeight;
}

bool UniformTable::isIndexHidden(const QModelIndex &index) const
{
    return index.isValid() && isColumnHidden(index.column());
}

QModelIndex UniformTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const int rows = model() ? model()->rowCount() : 0;
    if (rows == 0)
        return {};
    const QModelIndex current = currentIndex();
    const bool toTheEnd = modifiers.testFlag(Qt::ControlModifier);
    const int page = std::max(1, fullRowsInView() - 1);
    int row = current.isValid() ? current.row() : verticalScrollBar()->value();
    int column = current.isValid() ? current.column() : 0;
    const auto neighbour = [&](int step) {
        int next = column + step;
        while (next >= 0 && next < model()->columnCount() && isColumnHidden(next))
            next += step;
        return next >= 0 && next < model()->columnCount() ? next : column;
    };
    switch (action) {
    case MoveUp:
    case MovePrevious: row -= current.isValid() ? 1 : 0; break;
    case MoveDown:
    case MoveNext: row += current.isValid() ? 1 : 0; break;
    case MovePageUp: row -= page; break;
    case MovePageDown: row += page; break;
    case MoveHome: row = 0; break;
    case MoveEnd: row = rows - 1; break;
    case MoveLeft: column = neighbour(isRightToLeft() ? 1 : -1); break;
    case MoveRight: column = neighbour(isRightToLeft() ? -1 : 1); break;
    }
    if (toTheEnd && action == MoveUp)
        row = 0;
    if (toTheEnd && action == MoveDown)
        row = rows - 1;
    return model()->index(std::clamp(row, 0, rows - 1), column);
}

void UniformTable::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const int rows = model() ? model()->rowCount() : 0;
    const QRect area = rect.normalized();
    const int first = std::max(0, rowAtY(std::max(0, area.top())));
    const int last = std::min(rows - 1, rowAtY(area.bottom()));
    QItemSelection selection;
    if (rows > 0 && first <= last && area.bottom() >= 0)
        selection.select(model()->index(first, 0), model()->index(last, model()->columnCount() - 1));
    selectionModel()->select(selection, command);
}

QRegion UniformTable::visualRegionForSelection(const QItemSelection &) const
{
    return viewport()->rect(); // a handful of rows: not worth counting which
}

int UniformTable::sizeHintForRow(int) const
{
    return m_rowHeight;
}

void UniformTable::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        measure();
        scheduleDelayedItemsLayout();
    }
    QTableView::changeEvent(event);
}

void UniformTable::keyPressEvent(QKeyEvent *event)
{
    const bool isOpening = event->key() == Qt::Key_Right || event->key() == Qt::Key_Plus;
    const bool isClosing = event->key() == Qt::Key_Left || event->key() == Qt::Key_Minus;
    if (currentIndex().isValid() && (isOpening || isClosing) && event->modifiers() == Qt::NoModifier) {
        Q_EMIT expansionAsked(currentIndex(), isOpening);
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

void UniformTable::paintEvent(QPaintEvent *event)
{
    if (!model())
        return;
    QPainter painter(viewport());
    QStyleOptionViewItem basic;
    initViewItemOption(&basic);
    const auto [first, last] = rowsInView();
    for (int row = first; row <= last; ++row) {
        basic.rect = QRect(0, (row - first) * m_rowHeight, viewport()->width(), m_rowHeight);
        if (event->rect().intersects(basic.rect))
            paintRow(painter, basic, row);
    }
}

void UniformTable::paintRow(QPainter &painter, const QStyleOptionViewItem &basic, int row) const
{
    QStyleOptionViewItem option(basic);
    option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(model()->index(row, 0)));
    option.features.setFlag(QStyleOptionViewItem::Alternate, alternatingRowColors() && row % 2 == 1);
    option.state.setFlag(QStyle::State_Active, isActiveWindow());
    style()->drawPrimitive(QStyle::PE_PanelItemViewRow, &option, &painter, this);
    for (int column = 0; column < model()->columnCount(); ++column) {
        const QModelIndex index = model()->index(row, column);
        option.rect = visualRect(index);
        if (option.rect.isEmpty() || option.rect.right() < 0 || option.rect.left() > viewport()->width())
            continue;
        const bool focused = index == currentIndex() && hasFocus();
        option.state.setFlag(QStyle::State_HasFocus, focused);
        itemDelegateForIndex(index)->paint(&painter, option, index);
    }
}

} // namespace channelscope
