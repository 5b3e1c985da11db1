// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "publishing/batchrows.h"

#include <QJsonObject>

namespace channelscope {

//! An event as far as it was typed.
struct EventDraft
{
    Event event;
    QJsonObject page; //!< what the page wants to know again besides; kept as it is

    bool operator==(const EventDraft &) const = default;
};

//! A batch table as it stands.
struct BatchDraft
{
    QList<BatchRow> rows;
    QJsonObject page;

    bool operator==(const BatchDraft &) const = default;
};

//! Drafts as JSON. Payloads come back byte for byte: as text where they are UTF-8, else as base64.
[[nodiscard]] QByteArray toText(const EventDraft &draft);
[[nodiscard]] QByteArray toText(const BatchDraft &draft);
//! Kind::Invalid if the text is not what toText() writes, or a newer version wrote it.
[[nodiscard]] Result<EventDraft> eventDraftFrom(const QByteArray &text);
[[nodiscard]] Result<BatchDraft> batchDraftFrom(const QByteArray &text);

} // namespace channelscope
