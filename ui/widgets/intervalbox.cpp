// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/intervalbox.h"

#include "widgets/accessiblename.h"

#include <QLocale>

namespace channelscope {

namespace {

constexpr int secondsPerDay = 24 * 60 * 60;

} // namespace

IntervalBox::IntervalBox(bool isBilled, QWidget *parent)
    : ChoiceBox(parent)
    , m_isBilled(isBilled)
{
    nameForScreenReaders(this, tr("Refresh interval"));
    addItem(tr("By hand"), 0);
    for (const int seconds : {2, 5, 10, 30, 60})
        addItem(tr("Every %1 s").arg(seconds), seconds);
    setCurrentIndex(isBilled ? 0 : findData(5));
    connect(this, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT intervalChosen(interval()); });
}

std::optional<std::chrono::seconds> IntervalBox::interval() const
{
    const int seconds = currentData().toInt();
    return seconds > 0 ? std::optional(std::chrono::seconds(seconds)) : std::nullopt;
}

void IntervalBox::setMessagesPerRefresh(int messages)
{
    if (!m_isBilled || messages == m_messages)
        return;
    m_messages = messages;
    const QLocale locale;
    const QString once = messages == 1 ? tr("Each refresh costs 1 message: Pusher bills every request.")
                                       : tr("Each refresh costs %1 messages: Pusher bills every request, and twice "
                                            "where it is to tell counts.")
                                             .arg(locale.toString(messages));
    setItemData(0, once, Qt::ToolTipRole);
    for (int i = 1; i < count(); ++i) {
        const int seconds = itemData(i).toInt();
        const QString perDay = locale.toString(secondsPerDay / seconds * messages);
        setItemText(i, tr("Every %1 s (%2 messages a day)").arg(seconds).arg(perDay));
        setItemData(i, tr("Costs about %1 messages a day. %2").arg(perDay, once), Qt::ToolTipRole);
    }
    setAccessibleDescription(once);
    updateGeometry();
}

} // namespace channelscope
