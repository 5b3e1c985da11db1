// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/channelcells.h"

#include "models/plaintext.h"
#include "widgets/figures.h"

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

namespace {

QString spokenCount(CountColumn column, const QString &count)
{
    return column == CountColumn::Users ? ChannelsModel::tr("users: %1").arg(count)
                                        : ChannelsModel::tr("subscriptions: %1").arg(count);
}

} // namespace

QVariant countCell(const ShownCount &shown, CountColumn column, ChannelKind kind, const MissingReason &missingReason,
                   int role)
{
    const std::optional<qint64> count = shown.count;
    const bool canHave = column != CountColumn::Users || isPresence(kind);
    const auto reason = [&] {
        if (shown.old)
            return ChannelsModel::tr("As of %1; it may have changed since. Select the channel to ask for it again.")
                .arg(timeText(*shown.old));
        if (count)
            return QString();
        return canHave ? missingReason(kind) : ChannelsModel::tr("Only presence channels have users.");
    };
    switch (role) {
    case Qt::DisplayRole: return count ? QLocale().toString(*count) : u"–"_s;
    case Qt::ToolTipRole: return reason().isEmpty() ? QVariant() : plainToolTip(reason());
    case Qt::AccessibleDescriptionRole: return reason().isEmpty() ? QVariant() : reason();
    case Qt::TextAlignmentRole: return rightAligned();
    case ChannelsModel::CountRole: return count ? QVariant(*count) : QVariant();
    case ChannelsModel::OldRole: return shown.old.has_value();
    case Qt::AccessibleTextRole:
        if (!count && !canHave)
            return ChannelsModel::tr("users do not apply");
        if (!count)
            return spokenCount(column, ChannelsModel::tr("unknown"));
        return spokenCount(
            column, shown.old ? ChannelsModel::tr("%1, as of %2").arg(QLocale().toString(*count), timeText(*shown.old))
                              : QLocale().toString(*count));
    default: return {};
    }
}

QVariant groupCountCell(const ChannelGroup &group, CountColumn column, const MissingReason &missingReason, int role)
{
    const CountSum &sum = column == CountColumn::Users ? group.users : group.subscriptions;
    const QString number = sum.sum ? QLocale().toString(*sum.sum) : QString();
    const bool applies = sum.sum || sum.partial; // to any channel of the group
    const auto reason = [&] {
        if (!applies)
            return ChannelsModel::tr("Only presence channels have users.");
        QStringList parts;
        if (sum.old)
            parts << ChannelsModel::tr("Some of the counts in it are old and may have changed since.");
        if (column == CountColumn::Users)
            parts << ChannelsModel::tr("Who is in several of the channels is counted in each.");
        if (sum.partial)
            parts << ChannelsModel::tr("Not told of every channel of the group. %1").arg(missingReason(std::nullopt));
        return parts.join(u' ');
    };
    switch (role) {
    case Qt::DisplayRole:
        if (!sum.sum)
            return u"–"_s;
        if (sum.old)
            return u"≈ "_s + number;
        return sum.partial ? u"≥ "_s + number : number;
    case Qt::ToolTipRole: return reason().isEmpty() ? QVariant() : plainToolTip(reason());
    case Qt::AccessibleDescriptionRole: return reason().isEmpty() ? QVariant() : reason();
    case Qt::TextAlignmentRole: return rightAligned();
    case ChannelsModel::CountRole: return sum.sum && !sum.partial && !sum.old ? QVariant(*sum.sum) : QVariant();
    case ChannelsModel::OldRole: return sum.old;
    case Qt::AccessibleTextRole:
        if (!applies)
            return ChannelsModel::tr("users do not apply");
        if (!sum.sum)
            return spokenCount(column, ChannelsModel::tr("unknown"));
        if (sum.old)
            return spokenCount(column, ChannelsModel::tr("about %1").arg(number));
        return spokenCount(column, sum.partial ? ChannelsModel::tr("at least %1").arg(number) : number);
    default: return {};
    }
}

QVariant groupSizeCell(const ChannelGroup &group, int role)
{
    const QString size = group.channels == 1 ? ChannelsModel::tr("1 channel")
                                             : ChannelsModel::tr("%1 channels").arg(QLocale().toString(group.channels));
    const auto pinned = [&] {
        return group.pinned == 1
                   ? ChannelsModel::tr("1 of them is pinned and stands on top.")
                   : ChannelsModel::tr("%1 of them are pinned and stand on top.").arg(QLocale().toString(group.pinned));
    };
    switch (role) {
    case Qt::DisplayRole: return size;
    case Qt::AccessibleTextRole: return group.pinned > 0 ? size + u", "_s + pinned() : size;
    case Qt::ToolTipRole: return group.pinned > 0 ? plainToolTip(pinned()) : QVariant();
    default: return {};
    }
}

bool isListed(const Dialect &dialect, CountColumn column, const QString &prefix)
{
    switch (column == CountColumn::Users ? dialect.listedUserCount : dialect.listedSubscriptionCount) {
    case ListedCount::Never: return false;
    case ListedCount::WithPresencePrefix: return prefix.startsWith("presence-"_L1);
    case ListedCount::WhenAsked:
    case ListedCount::Always: return true;
    }
    Q_UNREACHABLE();
}

QString missingCountReason(const Dialect &dialect, CountColumn column, std::optional<ChannelKind> kind)
{
    const QString server = serverKindTitle(dialect.kind);
    const bool users = column == CountColumn::Users;
    if (!users && kind && isPresence(*kind) && !dialect.subscriptionCountOfPresence)
        return ChannelsModel::tr("%1 tells no subscription count for presence channels.").arg(server);
    const QString instead = dialect.readsAreBilled
                                ? ChannelsModel::tr("Select the channel to ask for it.")
                                : ChannelsModel::tr("It is asked for while the channel is in view or selected.");
    switch (users ? dialect.listedUserCount : dialect.listedSubscriptionCount) {
    case ListedCount::WithPresencePrefix:
        return ChannelsModel::tr("%1 does not tell this count in the list unless the prefix begins with presence-. "
                                 "Type such a prefix to see it of all of them. %2")
            .arg(server, instead);
    case ListedCount::Never:
        return ChannelsModel::tr("%1 does not tell this count in the list. %2").arg(server, instead);
    case ListedCount::WhenAsked:
    case ListedCount::Always: break;
    }
    return ChannelsModel::tr("The server has not told this count.");
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
