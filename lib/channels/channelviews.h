// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/channelname.h"
#include "core/result.h"

#include <QStringList>
#include <QUuid>

#include <optional>

namespace channelscope {

//! Which channels somebody wants to see, under a name.
struct SavedFilter
{
    QString name;
    QString prefix;
    QString contains;
    std::optional<KindFilter> kind; //!< std::nullopt: all of them

    bool operator==(const SavedFilter &) const = default;
};

//! What the user keeps about the channel list of one app.
struct ChannelViews
{
    QStringList pinned; //!< channels that stand on top
    QList<SavedFilter> filters;

    bool operator==(const ChannelViews &) const = default;
};

//! `kept`, and what somebody who did not know of it added: pinned channels come behind, a filter replaces the one of
//! its name.
[[nodiscard]] ChannelViews joined(const ChannelViews &kept, const ChannelViews &added);

//! The ChannelViews of every app, one small JSON file each, in a folder of the user. Reads and writes at once; errors
//! are Kind::Invalid and say which file and why.
class ChannelViewStore
{
public:
    explicit ChannelViewStore(QString folder)
        : m_folder(std::move(folder))
    {}

    //! channelscope/views in the user's data folder.
    [[nodiscard]] static QString defaultFolder();

    //! Empty if nothing was saved.
    [[nodiscard]] Result<ChannelViews> load(const QUuid &appId) const;
    //! A file that cannot be read is put aside first.
    [[nodiscard]] Result<void> save(const QUuid &appId, const ChannelViews &views) const;

private:
    [[nodiscard]] QString path(const QUuid &appId) const;

    QString m_folder;
};

} // namespace channelscope
