// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jsonview.h"

#include "widgets/jsonlayout.h"

namespace channelscope {

namespace {

// At most that much of it, and no character or, if there are several, line in part.
QByteArray beginning(const QByteArray &utf8, qsizetype most)
{
    if (utf8.size() <= most)
        return utf8;
    qsizetype end = utf8.lastIndexOf('\n', most);
    if (end <= 0) {
        end = most;
        while (end > 0 && (static_cast<unsigned char>(utf8[end]) & 0xc0U) == 0x80U)
            --end;
    }
    return utf8.first(end);
}

} // namespace

JsonView::JsonView(const QString &name, QWidget *parent)
    : JsonEditor(parent)
{
    setViewOnly();
    setName(name);
}

void JsonView::show(const QByteArray &utf8, qsizetype most)
{
    m_isJson = !jsonProblem(utf8);
    const QByteArray whole = m_isJson ? indentedJson(utf8) : utf8;
    const QByteArray shown = beginning(whole, most);
    m_isCut = shown.size() < whole.size();
    setBytes(shown);
}

} // namespace channelscope
