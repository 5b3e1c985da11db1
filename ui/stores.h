// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace channelscope {

class ChannelViewStore;
class DraftStore;
class History;
class SnapshotShelf;
class TemplateStore;
class VariableStore;

//! What the window keeps for its user besides the apps, most of it on disk; all of them outlive the window.
struct Stores
{
    DraftStore &drafts;
    History &history;
    TemplateStore &templates;
    VariableStore &variables;
    ChannelViewStore &views;
    SnapshotShelf &shelf; //!< in memory only
};

} // namespace channelscope
