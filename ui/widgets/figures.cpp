// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures.h"

#include "core/tr.h"

#include <QDateTime>
#include <QLocale>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

QString countText(std::optional<qint64> count)
{
    return count ? QLocale().toString(*count) : u"–"_s;
}

QString countSpoken(std::optional<qint64> count)
{
    return count ? QLocale().toString(*count) : tr("unknown");
}

QString durationText(qint64 milliseconds)
{
    if (milliseconds < 1000)
        return tr("%1 ms").arg(milliseconds);
    return tr("%1 s").arg(QLocale().toString(static_cast<double>(milliseconds) / 1000.0, 'f', 1));
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1);
}

QString timeText(std::chrono::milliseconds at)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(at.count());
    const QString clock = QLocale().toString(time.time(), u"HH:mm:ss"_s);
    const bool today = time.date() == QDate::currentDate();
    return today ? clock : QLocale().toString(time.date(), QLocale::ShortFormat) + u' ' + clock;
}

} // namespace channelscope
