// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/event.h"
#include "core/result.h"

#include <QJsonObject>

namespace channelscope {

//! An event that was saved under a name, to be sent again.
struct EventTemplate
{
    QString name;
    Event event;
    QJsonObject unknown; //!< what else its file holds; kept

    bool operator==(const EventTemplate &) const = default;
};

//! A template as a JSON file for people and for git: indented, keys in order, a newline at the end, one field a line.
//! The data is byte for byte what was typed, and still readable:
//! - JSON other than a text stands in the file as it is, under "data"; whoever formats the file formats the data;
//! - other text is a JSON text under "data", or its lines (that "\n" joins) under "data_lines";
//! - what is not UTF-8 is under "data_base64".
[[nodiscard]] QByteArray toText(const EventTemplate &content);

//! Kind::Invalid says which field is wrong; the name may be missing.
[[nodiscard]] Result<EventTemplate> templateFrom(const QByteArray &text);

//! Many templates in one file, each with the folder it is in as "folder" among its unknown fields.
[[nodiscard]] QByteArray bundleOf(const QList<EventTemplate> &templates);
//! What a file for others held.
struct TemplateBundle
{
    QList<EventTemplate> templates;
    QStringList problems; //!< a sentence for each that cannot be read
};

//! The templates of a bundle, or the one of a template's own file. Kind::Invalid if it is neither.
[[nodiscard]] Result<TemplateBundle> templatesFrom(const QByteArray &text);

} // namespace channelscope
