// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/jsoneditor.h"

namespace channelscope {

//! Event data to look at: JSON indented for reading, anything else as it is.
class JsonView : public JsonEditor
{
    Q_OBJECT

public:
    //! `name` is told by screen readers.
    explicit JsonView(const QString &name, QWidget *parent = nullptr);

    //! Shows no more than about `most` bytes of it: a long text takes long to lay out.
    void show(const QByteArray &utf8, qsizetype most);
    [[nodiscard]] bool isJson() const { return m_isJson; }
    //! Not all of it is shown.
    [[nodiscard]] bool isCut() const { return m_isCut; }

private:
    bool m_isJson = false;
    bool m_isCut = false;
};

} // namespace channelscope
