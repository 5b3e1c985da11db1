// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/channelviews.h"
#include "publishing/draftstore.h"
#include "publishing/history.h"
#include "publishing/templatestore.h"
#include "publishing/variablestore.h"
#include "snapshotshelf.h"
#include "stores.h"

#include <QTemporaryDir>

namespace channelscope::test {

//! What a window keeps on disk, in a folder that goes with it.
struct TemporaryStores
{
    QTemporaryDir folder;
    DraftStore drafts{folder.filePath(QStringLiteral("drafts"))};
    History history{folder.filePath(QStringLiteral("history.sqlite"))};
    TemplateStore templates{folder.filePath(QStringLiteral("templates"))};
    VariableStore variables{folder.filePath(QStringLiteral("variables"))};
    ChannelViewStore views{folder.filePath(QStringLiteral("views"))};
    SnapshotShelf shelf;

    [[nodiscard]] Stores stores() { return {drafts, history, templates, variables, views, shelf}; }
};

} // namespace channelscope::test
