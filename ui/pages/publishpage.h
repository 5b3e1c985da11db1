// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "channels/validation.h"
#include "widgets/banner.h"
#include "widgets/jsoneditor.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>

class QListWidget;
class QStackedLayout;

namespace channelscope {

class ChannelsField;
class PublishResults;

//! Compose one event for one or many channels, see while typing what the server would say, send it, and see what came
//! of it.
class PublishPage : public QWidget
{
    Q_OBJECT

public:
    explicit PublishPage(AppSession &session, QWidget *parent = nullptr);

    //! Puts `channel` in the channels field and the cursor where the user goes on.
    void compose(const QString &channel);
    void focusFirst();
    [[nodiscard]] Event composed() const;
    //! Puts an earlier draft back into the form.
    void restore(const Event &draft);

public Q_SLOTS:
    //! Asks for the event to be published; the workspace asks back where the app wants a confirmation.
    void publish();

Q_SIGNALS:
    void publishRequested(const channelscope::Event &event);
    void requestShown(quint64 requestId);

private:
    QWidget *makeForm();
    void check();
    [[nodiscard]] Findings findings(const Event &now) const;
    void showFindings(const Findings &findings);
    void showData(const QByteArray &utf8);

    AppSession &m_session;
    ChannelsField *m_channels;
    QLineEdit *m_name;
    JsonEditor *m_data;
    QLineEdit *m_exclude;
    QCheckBox *m_userCount;
    QCheckBox *m_subscriptionCount;
    PlainLabel *m_jsonState;
    PlainLabel *m_size;
    Banner *m_guard;
    PlainLabel *m_findings;
    QPushButton *m_publish;
    PublishResults *m_results;
    bool m_touched = false;
};

} // namespace channelscope

Q_DECLARE_METATYPE(channelscope::Event)
