// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "widgets/banner.h"
#include "widgets/pagetabs.h"

#include <QPlainTextEdit>
#include <QPushButton>

namespace channelscope {

//! One request, whole: what was sent, what was signed, what came back. The signature is hidden until it is asked for.
class RequestPane : public QWidget
{
    Q_OBJECT

public:
    explicit RequestPane(AppSession &session, QWidget *parent = nullptr);

    void show(const RequestRecord &record);
    void clear();

private:
    QPlainTextEdit *addTab(const QString &title, const QString &objectName);
    void fill();
    void copyUrl();
    void copyCurl();
    void sayUntilWhenItWorks();

    AppSession &m_session;
    RequestRecord m_record;
    bool m_revealed = false;
    PlainLabel *m_title;
    Banner *m_banner;
    PageTabs *m_tabs;
    QPlainTextEdit *m_request;
    QPlainTextEdit *m_signature;
    QPlainTextEdit *m_reply;
    QPushButton *m_reveal;
    QPushButton *m_copyUrl;
    QPushButton *m_copyCurl;
};

//! The request as a curl command for a POSIX shell, signed: valid for 600 s. Every part is quoted.
[[nodiscard]] QString curlCommand(const RequestRecord &record);

} // namespace channelscope
