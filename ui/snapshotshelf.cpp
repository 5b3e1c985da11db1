// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "snapshotshelf.h"

#include "models/plaintext.h"

#include <QFontMetrics>
#include <QGuiApplication>
#include <QLocale>
#include <QSize>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QString timeOf(const QDateTime &at)
{
    if (!at.isValid())
        return SnapshotShelf::tr("time unknown");
    const QDateTime local = at.toLocalTime();
    const bool today = local.date() == QDate::currentDate();
    return local.toString(today ? u"HH:mm:ss"_s : u"yyyy-MM-dd HH:mm:ss"_s);
}

QString channelsOf(const KeptSnapshot &snapshot)
{
    const auto count = static_cast<qlonglong>(snapshot.channels->size());
    const QString channels =
        count == 1 ? SnapshotShelf::tr("1 channel") : SnapshotShelf::tr("%1 channels").arg(QLocale().toString(count));
    return snapshot.prefix.isEmpty() ? channels
                                     : SnapshotShelf::tr("%1 with %2").arg(channels, visibleText(snapshot.prefix, 40));
}

} // namespace

QString titleOf(const KeptSnapshot &snapshot)
{
    const QString app = snapshot.app.isEmpty() ? SnapshotShelf::tr("app unknown") : visibleText(snapshot.app, 40);
    return app + u" · "_s + timeOf(snapshot.at) + u" · "_s + channelsOf(snapshot);
}

void SnapshotShelf::keep(const KeptSnapshot &snapshot)
{
    beginInsertRows({}, 0, 0);
    m_kept.prepend(snapshot);
    endInsertRows();
}

void SnapshotShelf::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_kept.removeAt(row);
    endRemoveRows();
}

int SnapshotShelf::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_kept.size());
}

QVariant SnapshotShelf::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return titleOf(m_kept[index.row()]);
    case Qt::SizeHintRole: return QSize(0, QFontMetrics(QGuiApplication::font()).height() + 10);
    case Qt::ToolTipRole: return plainToolTip(titleOf(m_kept[index.row()]));
    default: return {};
    }
}

} // namespace channelscope
