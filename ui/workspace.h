// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"

#include <QTabWidget>
#include <QWidget>

namespace channelscope {

class ActivityPage;
class Banner;
class ChannelsPage;
class Chip;
class PublishPage;

//! Everything about one opened app: who it is, and its pages.
class Workspace : public QWidget
{
    Q_OBJECT

public:
    enum class Page : quint8 { Channels, Publish, Activity };

    Workspace(const AppProfile &profile, const AppCredentials &credentials, QWidget *parent = nullptr);

    [[nodiscard]] AppSession &session() { return m_session; }
    void showPage(Page page);
    [[nodiscard]] Page page() const;
    void focusFilter();
    //! Publishes what is on the Publish page, after a confirmation where the app wants one.
    void publish();
    void composeTo(const QString &channel);
    //! What stands in the Publish form, so that it survives when the app's settings change.
    [[nodiscard]] Event draft() const;
    void restore(const Event &draft);

Q_SIGNALS:
    void statusChanged(const QString &text);
    void clockOffsetChanged();
    void editRequested();
    void visitorsRequested();

private:
    void confirmAndPublish(const Event &event);
    void showRequest(quint64 requestId);
    void tellStatus(const RequestRecord &record);

    AppSession m_session;
    QTabWidget *m_tabs;
    ChannelsPage *m_channels;
    PublishPage *m_publish;
    ActivityPage *m_activity;
};

} // namespace channelscope
