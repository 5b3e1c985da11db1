// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/selectiontone.h"

#include "theme.h"

#include <QAbstractItemView>
#include <QApplication>

namespace channelscope {

namespace {

// The editor of a cell counts as its view.
QAbstractItemView *viewOf(QWidget *widget)
{
    for (; widget; widget = widget->parentWidget()) {
        if (auto *view = qobject_cast<QAbstractItemView *>(widget))
            return view;
    }
    return nullptr;
}

} // namespace

SelectionTone::SelectionTone()
{
    connect(qApp, &QApplication::focusChanged, this, [](QWidget *before, QWidget *now) {
        if (!now) // another window has it for a while
            return;
        for (QWidget *widget : {before, now}) {
            if (QAbstractItemView *view = viewOf(widget))
                apply(*view);
        }
    });
}

void SelectionTone::apply(QAbstractItemView &view)
{
    const bool hasFocus = viewOf(QApplication::focusWidget()) == &view;
    const QPalette usual = QApplication::palette();
    const QColor ground = hasFocus ? usual.color(QPalette::Highlight) : paleSelection(usual);
    const QColor text = usual.color(hasFocus ? QPalette::HighlightedText : QPalette::Text);
    QPalette own = view.palette();
    if (own.color(QPalette::Highlight) == ground && own.color(QPalette::HighlightedText) == text)
        return;
    own.setColor(QPalette::Highlight, ground);
    own.setColor(QPalette::HighlightedText, text);
    view.setPalette(own);
}

} // namespace channelscope
