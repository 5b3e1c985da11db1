// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/minifiedjson.h"

#include <simdjson.h>

namespace channelscope {

std::optional<QByteArray> minifiedJson(QByteArrayView json)
{
    QByteArray compact(json.size() + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING), Qt::Uninitialized);
    size_t length = 0;
    if (simdjson::minify(json.data(), static_cast<size_t>(json.size()), compact.data(), length) != simdjson::SUCCESS)
        return std::nullopt;
    compact.truncate(static_cast<qsizetype>(length));
    return compact;
}

} // namespace channelscope
