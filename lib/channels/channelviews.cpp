// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/channelviews.h"

#include "core/jsonfile.h"
#include "core/tr.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QStandardPaths>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

Failure failed(const QString &path, const QString &reason)
{
    return invalid(tr("The pinned channels and saved filters in %1: %2").arg(QDir::toNativeSeparators(path), reason));
}

} // namespace

ChannelViews joined(const ChannelViews &kept, const ChannelViews &added)
{
    ChannelViews all = kept;
    all.pinned += added.pinned;
    all.pinned.removeDuplicates();
    for (const SavedFilter &filter : added.filters) {
        all.filters.removeIf([&](const SavedFilter &old) { return old.name == filter.name; });
        all.filters.append(filter);
    }
    return all;
}

QString ChannelViewStore::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/channelscope/views"_L1;
}

QString ChannelViewStore::path(const QUuid &appId) const
{
    return QDir(m_folder).filePath(appId.toString(QUuid::WithoutBraces) + ".json"_L1);
}

Result<ChannelViews> ChannelViewStore::load(const QUuid &appId) const
{
    const auto object = readJsonFile(path(appId));
    if (!object)
        return failed(path(appId), object.error().message);
    ChannelViews views;
    const QJsonArray pinned = (*object)[u"pinned"_s].toArray();
    for (const QJsonValue &name : pinned) {
        if (!name.isString())
            return failed(path(appId), tr("a pinned channel is not a text."));
        views.pinned << name.toString();
    }
    const QJsonArray filters = (*object)[u"filters"_s].toArray();
    for (const QJsonValue &value : filters) {
        const QJsonObject filter = value.toObject();
        const QString kind = filter[u"kind"_s].toString();
        if (filter[u"name"_s].toString().isEmpty() || (!kind.isEmpty() && !KindFilter::fromName(kind)))
            return failed(path(appId), tr("a filter has no name or a kind that is not known."));
        views.filters.append({filter[u"name"_s].toString(), filter[u"prefix"_s].toString(),
                              filter[u"contains"_s].toString(), KindFilter::fromName(kind)});
    }
    return views;
}

Result<void> ChannelViewStore::save(const QUuid &appId, const ChannelViews &views) const
{
    if (!load(appId)) {
        if (const auto kept = putAside(path(appId)); !kept)
            return failed(path(appId), kept.error().message);
    }
    QJsonArray filters;
    for (const SavedFilter &filter : views.filters) {
        filters.append(QJsonObject{{u"name"_s, filter.name},
                                   {u"prefix"_s, filter.prefix},
                                   {u"contains"_s, filter.contains},
                                   {u"kind"_s, filter.kind ? filter.kind->name() : QString()}});
    }
    const auto written =
        writeJsonFile(path(appId), {{u"pinned"_s, QJsonArray::fromStringList(views.pinned)}, {u"filters"_s, filters}});
    return written ? written : failed(path(appId), written.error().message);
}

} // namespace channelscope
