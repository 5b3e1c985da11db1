// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "widgets/banner.h"
#include "widgets/chip.h"
#include "widgets/countchart.h"

#include <QPushButton>
#include <QToolButton>

namespace channelscope {

class CachePane;
class ScrollingPane;
class UsersPane;

//! A channel: what it is, its counts now and over time, its cached value, and who is present.
class ChannelPane : public QWidget
{
    Q_OBJECT

public:
    static constexpr int narrowest = 300;

    //! Shows `detail`, a channel of the session's app; both outlive it.
    ChannelPane(AppSession &session, ChannelDetail &detail, QWidget *parent = nullptr);

    //! It is in a window of its own already.
    void setInWindow();
    [[nodiscard]] QSize minimumSizeHint() const override;
    //! Asks for a file, and writes all that is known of the channel into it.
    void exportChannel();
    void exportUsers();
    //! To read on with the keyboard: the users if it has some.
    void focusContent();

Q_SIGNALS:
    void publishTo(const QString &channel);
    //! The channel is to be shown in a window of its own.
    void windowRequested(const QString &channel);
    //! The connections of a user are to be terminated. Nothing has happened yet.
    void terminateRequested(const QString &userId);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void fillContent();
    QWidget *makeActions();
    QWidget *makeFigure(PlainLabel *&figure, const QString &caption, const QString &objectName);
    void showDetail();
    void showCounts(const DetailStatus &detail);
    void showState(const DetailStatus &detail);
    void showRest(const DetailStatus &detail);
    void showChart();
    [[nodiscard]] QString missingCounts(const DetailStatus &detail) const;

    AppSession &m_session;
    ChannelDetail &m_detail;
    QWidget *m_content;
    ScrollingPane *m_scrolling;
    PlainLabel *m_name;
    Chip *m_kind;
    PlainLabel *m_state;
    PlainLabel *m_subscriptions = nullptr;
    PlainLabel *m_users = nullptr;
    PlainLabel *m_countNote;
    Banner *m_banner;
    Banner *m_saved; //!< what became of an export
    QString m_shown;
    QPushButton *m_publish = nullptr;
    QAction *m_exportUsers = nullptr;
    QAction *m_openWindow = nullptr;
    CountChart *m_chart = nullptr;
    CachePane *m_cache = nullptr;
    PlainLabel *m_other; //!< what the server told that we do not know
    UsersPane *m_usersPane = nullptr;
    QWidget *m_filler = nullptr;
    QString m_charted;   //!< the channel whose counts are drawn
    QTimer m_chartTimer; //!< counts of many channels may come at once
};

} // namespace channelscope
