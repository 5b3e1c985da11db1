// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/accessibles.h"

#include "widgets/countplot.h"

#include <QAccessibleWidget>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// Qt 6.4 reads past the end of a scroll area's children when a screen reader asks for one that was there a moment ago,
// such as a scroll bar (QAccessibleAbstractScrollArea::child()). Those of any widget are looked up with care.
QAccessibleInterface *accessibleOf(const QString &className, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    if (!widget)
        return nullptr;
    if (qobject_cast<CountPlot *>(widget))
        return new QAccessibleWidget(widget, QAccessible::Chart);
    if (className == "QScrollArea"_L1 || className == "QAbstractScrollArea"_L1)
        return new QAccessibleWidget(widget, QAccessible::Client);
    return nullptr;
}

} // namespace

void installAccessibles()
{
    QAccessible::installFactory(accessibleOf);
}

} // namespace channelscope
