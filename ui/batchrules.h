// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "models/batchmodel.h"

namespace channelscope {

//! Why a row cannot be sent to this app, its variables filled in. A copy of what it needs: it may run on any thread,
//! and knows nothing of variables that come later.
[[nodiscard]] BatchModel::Check batchCheck(const AppSession &session);

[[nodiscard]] bool hasVariables(const EventBatch &events);

//! The variables of the rows that are to be sent are filled in; a row where that fails is not sent.
[[nodiscard]] BulkOrder filledIn(BulkOrder order, VariableExpander &expander);

} // namespace channelscope
