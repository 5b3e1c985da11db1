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

//! What a window keeps on disk, in a folder that is there already.
struct StoresIn
{
    explicit StoresIn(const QString &path)
        : drafts(path + QStringLiteral("/drafts"))
        , history(path + QStringLiteral("/history.sqlite"))
        , templates(path + QStringLiteral("/templates"))
        , variables(path + QStringLiteral("/variables"))
        , views(path + QStringLiteral("/views"))
    {}

    DraftStore drafts;
    History history;
    TemplateStore templates;
    VariableStore variables;
    ChannelViewStore views;
    SnapshotShelf shelf;

    [[nodiscard]] Stores stores() { return {drafts, history, templates, variables, views, shelf}; }
};

struct TemporaryFolder
{
    QTemporaryDir folder;
};

//! The same in a folder that goes with it.
struct TemporaryStores : TemporaryFolder, StoresIn
{
    TemporaryStores()
        : StoresIn(folder.path())
    {}
};

} // namespace channelscope::test
