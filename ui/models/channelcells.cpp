// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelcells.h"

#include "models/plaintext.h"

#include <QLocale>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QVariant rightAligned()
{
    return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
}

} // namespace

std::optional<CountColumn> countColumn(int column)
{
    switch (column) {
    case ChannelsModel::SubscriptionsColumn: return CountColumn::Subscriptions;
    case ChannelsModel::UsersColumn: return CountColumn::Users;
    default: return std::nullopt;
    }
}

QVariant countCell(std::optional<qint64> count, CountColumn column, ChannelKind kind, const QString &missingReason,
                   int role)
{
    const bool users = column == CountColumn::Users;
    switch (role) {
    case Qt::DisplayRole: return count ? QLocale().toString(*count) : u"–"_s;
    case Qt::ToolTipRole:
        if (count)
            return {};
        return plainToolTip(users && !isPresence(kind) ? ChannelsModel::tr("Only presence channels have users.")
                                                       : missingReason);
    case Qt::TextAlignmentRole: return rightAligned();
    case ChannelsModel::CountRole: return count ? QVariant(*count) : QVariant();
    case Qt::AccessibleTextRole:
        if (users)
            return count ? ChannelsModel::tr("users: %1").arg(QLocale().toString(*count))
                         : ChannelsModel::tr("users unknown");
        return count ? ChannelsModel::tr("subscriptions: %1").arg(QLocale().toString(*count))
                     : ChannelsModel::tr("subscriptions unknown");
    default: return {};
    }
}

QVariant groupCountCell(const ChannelGroup &group, CountColumn column, const QString &missingReason, int role)
{
    const bool users = column == CountColumn::Users;
    const CountSum &sum = users ? group.users : group.subscriptions;
    const QString number = sum.sum ? QLocale().toString(*sum.sum) : QString();
    switch (role) {
    case Qt::DisplayRole:
        if (!sum.sum)
            return u"–"_s;
        return sum.partial ? u"≥ "_s + number : number;
    case Qt::ToolTipRole:
        return sum.partial ? QVariant(plainToolTip(
                                 ChannelsModel::tr("Not told of every channel of the group. %1").arg(missingReason)))
                           : QVariant();
    case Qt::TextAlignmentRole: return rightAligned();
    case ChannelsModel::CountRole: return sum.sum && !sum.partial ? QVariant(*sum.sum) : QVariant();
    case Qt::AccessibleTextRole:
        if (!sum.sum)
            return users ? ChannelsModel::tr("users unknown") : ChannelsModel::tr("subscriptions unknown");
        if (users)
            return (sum.partial ? ChannelsModel::tr("users: at least %1") : ChannelsModel::tr("users: %1")).arg(number);
        return (sum.partial ? ChannelsModel::tr("subscriptions: at least %1") : ChannelsModel::tr("subscriptions: %1"))
            .arg(number);
    default: return {};
    }
}

QVariant headerCell(ChannelsModel::Column column, int role)
{
    if (role == Qt::TextAlignmentRole && countColumn(column))
        return rightAligned();
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case ChannelsModel::NameColumn: return ChannelsModel::tr("Channel");
    case ChannelsModel::KindColumn: return ChannelsModel::tr("Kind");
    case ChannelsModel::SubscriptionsColumn: return ChannelsModel::tr("Subscriptions");
    case ChannelsModel::UsersColumn: return ChannelsModel::tr("Users");
    case ChannelsModel::TrendColumn: return ChannelsModel::tr("Trend");
    default: return {};
    }
}

QString spokenMark(RowMark mark)
{
    switch (mark) {
    case RowMark::None: return {};
    case RowMark::New: return ChannelsModel::tr("new");
    case RowMark::Changed: return ChannelsModel::tr("changed");
    case RowMark::Vanished: return ChannelsModel::tr("not occupied any more");
    case RowMark::NotListed: return ChannelsModel::tr("not in the list");
    }
    Q_UNREACHABLE();
}

QString trendText(Trend trend)
{
    switch (trend) {
    case Trend::Rising: return ChannelsModel::tr("rising, last 10 minutes");
    case Trend::Falling: return ChannelsModel::tr("falling, last 10 minutes");
    case Trend::Steady: return ChannelsModel::tr("steady, last 10 minutes");
    case Trend::Unknown: break;
    }
    return ChannelsModel::tr("trend unknown");
}

} // namespace channelscope
