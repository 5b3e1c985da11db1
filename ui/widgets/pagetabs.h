// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>
#include <QTabWidget>

namespace channelscope {

//! A tab widget that stays as it is while no size in it changes. By itself it lays itself out and paints everything
//! again after any new text of any label in it, since that asks for a new layout all the way up.
class PageTabs : public QTabWidget
{
    Q_OBJECT

public:
    using QTabWidget::QTabWidget;

    //! What pages are best made in: one that comes from elsewhere is styled anew, with all that is in it.
    [[nodiscard]] QWidget *nest() const { return findChild<QStackedWidget *>(QString(), Qt::FindDirectChildrenOnly); }

protected:
    bool event(QEvent *event) override;

private:
    struct Sizes
    {
        QSize least;
        QSize wanted;
        QSize bar;
        QSize corner;

        bool operator==(const Sizes &) const = default;
    };
    [[nodiscard]] Sizes sizes() const;

    Sizes m_laidOut;
};

} // namespace channelscope
