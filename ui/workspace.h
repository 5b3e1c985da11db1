// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "historyrecorder.h"
#include "pages/channelsbar.h"
#include "pages/publishpage.h"
#include "publishsummary.h"
#include "repeater.h"
#include "stores.h"
#include "widgets/pagetabs.h"

#include <QPushButton>
#include <QWidget>

#include <functional>
#include <memory>

namespace channelscope {

class ActivityPage;
class Banner;
class ChannelsArea;
class ChannelsPage;
class ChannelWindow;
class DraftKeeper;
class SettingsKeeper;

//! Everything about one opened app: who it is, and its pages.
class Workspace : public QWidget
{
    Q_OBJECT

public:
    enum class Page : quint8 { Channels, Publish, Activity };

    //! How it is looked at.
    struct View
    {
        Page page = Page::Channels;
        ListView list;
        QStringList windows; //!< channels that have one of their own
    };

    //! `stores` outlive it.
    Workspace(const AppProfile &profile, const AppCredentials &credentials, const Stores &stores,
              QWidget *parent = nullptr);
    ~Workspace() override;

    [[nodiscard]] AppSession &session() { return m_session; }
    //! Events are being sent, by a batch or a repetition.
    [[nodiscard]] bool isSending() const { return m_session.isBulkRunning() || m_repeater.isRunning(); }
    //! What is on its way is still waited for.
    void stopSending();
    [[nodiscard]] bool isRepeating() const { return m_repeater.isRunning(); }
    void showPage(Page page);
    [[nodiscard]] Page page() const;
    void focusFilter();
    //! Publishes what is on the Publish page, after a confirmation where the app wants one.
    void publish();
    void showWayToPublish(PublishPage::Way way);
    void showTemplates();
    void editVariables();
    void composeTo(const QString &channel);
    void findUser();
    void compareLists();
    //! Keeps the list of channels as it is now, to compare with.
    void keepList();
    //! See ChannelsArea.
    void sortChannels(int column);
    void exportList();
    [[nodiscard]] View view() const;
    void restore(const View &view);

Q_SIGNALS:
    void statusChanged(const QString &text);
    void clockOffsetChanged();
    void editRequested();
    void visitorsRequested();
    //! What is chosen in a window of its own goes on in the main one, with this app.
    void frontWanted();
    //! isSending() may be another one now.
    void sendingChanged();

private:
    void make(Page page);
    [[nodiscard]] PublishPage &publishPage();
    [[nodiscard]] ActivityPage &activityPage();
    void confirmAndPublish(const Event &event, const Repetition &repetition);
    void confirmAndSendAgain(const Event &event);
    void confirmAndSend(const BulkOrder &order);
    void openWindow(const QString &channel);
    void confirmAndTerminate(ChannelDetail &detail, const QString &userId, QWidget *asker);
    void confirm(const std::function<PublishSummary()> &summary, const std::function<void(Confirmation)> &go);
    void showSending();
    void showRequest(quint64 requestId);
    void tellStatus(const RequestRecord &record);

    const Stores m_stores;
    AppSession m_session;
    Repeater m_repeater;
    HistoryRecorder m_recorder;
    PageTabs *m_tabs;
    QPushButton *m_stop; //!< in sight on every page while events are being sent
    ChannelsArea *m_channelsArea;
    ChannelsPage *m_channels;           //!< the list in it
    PublishPage *m_publish = nullptr;   //!< until somebody wants it
    ActivityPage *m_activity = nullptr; //!< the same
    QList<QPointer<ChannelWindow>> m_windows;
    std::unique_ptr<SettingsKeeper> m_settings;
    std::unique_ptr<DraftKeeper> m_drafts; //!< goes first, while the pages still have what it is to keep
};

} // namespace channelscope
