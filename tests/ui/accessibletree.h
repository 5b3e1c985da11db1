// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>
#include <QApplication>
#include <QLineEdit>
#include <QSet>
#include <QTest>
#include <QWidget>

namespace channelscope::test {

//! What a screen reader meets in `root`, depth first; what is not in view is left out.
template <typename Visit>
void walkAccessible(QAccessibleInterface *root, Visit visit)
{
    if (!root || !root->isValid() || root->state().invisible)
        return;
    visit(*root);
    for (int i = 0; i < root->childCount(); ++i)
        walkAccessible(root->child(i), visit);
}

inline QString describeAccessible(const QAccessibleInterface &item)
{
    QString text = QLatin1String(qAccessibleRoleString(item.role()));
    if (const QObject *object = item.object()) {
        text += QLatin1Char(' ') + QLatin1String(object->metaObject()->className()) + QLatin1Char(' ') +
                object->objectName();
        if (object->parent())
            text += QLatin1String(" in ") + object->parent()->objectName();
    }
    return text;
}

//! Controls and cells in view that a screen reader has no words for.
inline QStringList withoutAName(QWidget &area)
{
    QStringList nameless;
    walkAccessible(QAccessible::queryAccessibleInterface(&area), [&](QAccessibleInterface &item) {
        const auto *widget = qobject_cast<const QWidget *>(item.object());
        // A field inside a control of Qt's own (a spin box) speaks with that control's name.
        const bool isPart = widget && (widget->focusProxy() || qobject_cast<QLineEdit *>(widget->parentWidget()));
        const bool isText = item.role() == QAccessible::StaticText;
        const bool isControl = widget && widget->focusPolicy() != Qt::NoFocus && !isText && !isPart;
        const bool isEntry = item.role() == QAccessible::Cell || item.role() == QAccessible::ListItem ||
                             item.role() == QAccessible::ColumnHeader || item.role() == QAccessible::PageTab ||
                             item.role() == QAccessible::MenuItem || item.role() == QAccessible::Button;
        const bool isSeparator = item.role() == QAccessible::Separator;
        if ((isControl || (isEntry && !isPart)) && !isSeparator && item.text(QAccessible::Name).trimmed().isEmpty())
            nameless << describeAccessible(item);
    });
    return nameless;
}

//! Everything in view in `area` that the Tab key should stop at.
inline QSet<QWidget *> tabStops(const QWidget &area)
{
    QSet<QWidget *> stops;
    const auto widgets = area.findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        const bool isStop = (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !widget->focusProxy();
        if (isStop && widget->isVisible() && widget->isEnabled() && widget->window() == area.window())
            stops.insert(widget);
    }
    return stops;
}

//! Goes round with `key` until it is where it began, and gives where it has been. An editor that keeps Tab for itself
//! is left with Escape, or backwards with Shift+Escape.
inline QSet<QWidget *> goRound(QWidget &start, Qt::Key key)
{
    QSet<QWidget *> visited;
    start.setFocus();
    for (int steps = 0; steps < 300; ++steps) {
        QWidget *here = QApplication::focusWidget();
        if (!here || (here == &start && steps > 0))
            break;
        visited.insert(here);
        const bool keepsTab = here->objectName() == QLatin1String("dataEditor");
        if (keepsTab)
            QTest::keyClick(here, Qt::Key_Escape, key == Qt::Key_Tab ? Qt::NoModifier : Qt::ShiftModifier);
        else
            QTest::keyClick(here, key);
        if (QApplication::focusWidget() == here)
            break; // trapped
    }
    return visited;
}

inline QStringList names(const QSet<QWidget *> &widgets)
{
    QStringList all;
    for (const QWidget *widget : widgets) {
        all << QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName() +
                   QLatin1Char(' ') + widget->accessibleName();
    }
    all.sort();
    return all;
}

} // namespace channelscope::test
