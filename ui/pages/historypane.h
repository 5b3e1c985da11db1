// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/banner.h"
#include "widgets/jsonview.h"

#include <QPlainTextEdit>
#include <QPushButton>

namespace channelscope {

struct HistoryEntry;

//! One publish of the history, whole: where it went, what came of it, and its payload.
class HistoryPane : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryPane(QWidget *parent = nullptr);

    void show(const HistoryEntry &entry);
    //! Shows none, and says why.
    void clear(const QString &title);

private:
    void showOutcome(const HistoryEntry &entry);
    void showPayload(qsizetype most);

    PlainLabel *m_title;
    Banner *m_banner;
    QWidget *m_body;
    QPlainTextEdit *m_facts;
    PlainLabel *m_payloadTitle;
    QPushButton *m_showAll;
    JsonView *m_payload;
    QByteArray m_data;
    bool m_isBatch = false;
};

} // namespace channelscope
