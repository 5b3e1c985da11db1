// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "widgets/jsoneditor.h"
#include "widgets/plainlabel.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QStringListModel>

namespace channelscope {

class ChannelChips;
class ChannelsField;

//! The fields of one event: channels, name, data, who does not receive it, and which counts the reply is to tell.
class EventForm : public QWidget
{
    Q_OBJECT

public:
    explicit EventForm(AppSession &session, QWidget *parent = nullptr);

    //! Puts `channel` in the channels field and the cursor where the user goes on.
    void compose(const QString &channel);
    void focusFirst();
    //! As it stands, variables not filled in.
    [[nodiscard]] Event composed() const;
    void restore(const Event &draft);
    //! Completes its event name and channels from now on.
    void remember(const Event &event);
    //! Shows what the channels are called and how large the data is when it leaves.
    void showAsSent(const Event &typed, const Expanded<Event> &expanded);

Q_SIGNALS:
    void changed();

private:
    QLayout *makeChannelsRow();
    QLayout *makeDataColumn();
    void nameControls();
    void askForUser();
    void removeChannel(const QString &shown);
    void showSize(qsizetype bytesSent, bool isSealed);
    void showData(const QByteArray &typed, const QByteArray &sent);

    AppSession &m_session;
    ChannelsField *m_channels;
    QPushButton *m_toUser;
    ChannelChips *m_chips;
    QStringList m_shown; //!< for each typed channel what its chip says
    QLineEdit *m_name;
    QStringListModel *m_names; //!< event names of the past
    JsonEditor *m_data;
    QLineEdit *m_exclude;
    QCheckBox *m_userCount;
    QCheckBox *m_subscriptionCount;
    PlainLabel *m_jsonState;
    PlainLabel *m_size;
    QPushButton *m_format;
    QPushButton *m_minify;
};

} // namespace channelscope
