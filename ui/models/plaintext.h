// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace channelscope {

//! Text of a server for one line of a view: whatever is invisible, breaks the line or turns its direction is shown as a
//! picture (␊) or an escape (\u202E), and what is longer than `maxLength` ends in "…". Never a key: compare the text
//! itself.
[[nodiscard]] QString visibleText(QStringView text, qsizetype maxLength = 500);

//! The same for the name of a channel or the id of a user; one that would leave no mark stands between quotes.
[[nodiscard]] QString visibleName(QStringView name, qsizetype maxLength = 500);

//! The same for running text, which may have several lines: line breaks and spaces of every width stay as they are, and
//! nothing is cut. Harmless on text that has been through it before.
[[nodiscard]] QString visibleLines(QStringView text);

//! A tool tip that shows `text` letter for letter, line breaks included; bare text with tags in it Qt takes for HTML.
[[nodiscard]] QString plainToolTip(const QString &text);
//! The same as a widget's tool tip. A screen reader, which takes a tool tip for the description, gets the bare text.
void setPlainToolTip(QWidget &widget, const QString &text);

} // namespace channelscope
