// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "channels/countseries.h"
#include "http/replies.h"
#include "widgets/plainlabel.h"

#include <QPlainTextEdit>
#include <QPushButton>

namespace channelscope {

//! The last event of a cache channel: the beginning of it to look at, until when the server keeps it, and all of it to
//! copy.
class CachePane : public QWidget
{
    Q_OBJECT

public:
    //! A longer text takes longer to lay out than anybody looks at it.
    static constexpr qsizetype shownBytes = 32 * 1024;

    explicit CachePane(QWidget *parent = nullptr);

    //! `cache` as it was told at `at`; std::nullopt: the cache is empty.
    void show(const std::optional<CachedValue> &cache, Moment at);

private:
    PlainLabel *m_title;
    QPushButton *m_copy;
    QPlainTextEdit *m_text;
    QByteArray m_data;
};

} // namespace channelscope
