// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace channelscope {

class ChannelViewStore;
class DraftStore;
class History;
class TemplateStore;
class VariableStore;

//! What the window keeps on disk for its user besides the apps; all of them outlive the window.
struct Stores
{
    DraftStore &drafts;
    History &history;
    TemplateStore &templates;
    VariableStore &variables;
    ChannelViewStore &views;
};

} // namespace channelscope
