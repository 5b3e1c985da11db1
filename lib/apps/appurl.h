// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apps/importedapp.h"

namespace channelscope {

//! An app from the URL form that the SDKs read from PUSHER_URL:
//! `http[s]://KEY:SECRET@HOST[:PORT][/prefix]/apps/APP_ID`. Key, secret and app id are percent-decoded; the app id is
//! free text. An error names what is missing and never repeats any part of the URL, because a mistyped one may show its
//! secret anywhere.
[[nodiscard]] Result<ImportedApp> appFromUrl(const QString &url);

} // namespace channelscope
