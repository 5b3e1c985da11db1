// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/variables.h"
#include "widgets/plainlabel.h"

class QPlainTextEdit;

namespace channelscope {

//! What an event with variables in it will be when it leaves. Hidden where there are none.
class VariablePreview : public QWidget
{
    Q_OBJECT

public:
    explicit VariablePreview(QWidget *parent = nullptr);

    //! `typed` as it stands in the form, `expanded` as it would leave.
    void show(const Event &typed, const Expanded<Event> &expanded);

private:
    PlainLabel *m_title;
    QPlainTextEdit *m_text;
};

} // namespace channelscope
