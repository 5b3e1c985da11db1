// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "channels/eventfield.h"

#include <algorithm>
#include <array>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Title
{
    QByteArrayView text;
    EventField field;
};

constexpr std::array titles{
    Title{"channel", EventField::Channel},    Title{"name", EventField::Name},    Title{"data", EventField::Data},
    Title{"socket_id", EventField::SocketId}, Title{"info", EventField::Info},    Title{"event", EventField::Name},
    Title{"exclude", EventField::SocketId},   Title{"ask_for", EventField::Info},
};

char folded(char c)
{
    if (c == ' ')
        return '_';
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

QLatin1String eventFieldName(EventField field)
{
    constexpr std::array names{"channel"_L1, "name"_L1, "data"_L1, "socket_id"_L1, "info"_L1};
    return names[static_cast<size_t>(field)];
}

std::optional<EventField> eventFieldFrom(QByteArrayView title)
{
    const QByteArrayView text = title.trimmed();
    const auto found = std::find_if(titles.begin(), titles.end(), [text](const Title &known) {
        return std::equal(text.begin(), text.end(), known.text.begin(), known.text.end(),
                          [](char a, char b) { return folded(a) == b; });
    });
    return found == titles.end() ? std::nullopt : std::optional(found->field);
}

} // namespace channelscope
