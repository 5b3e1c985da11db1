// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "channels/validation.h"
#include "repeater.h"
#include "widgets/banner.h"
#include "widgets/jsoneditor.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QStringListModel>

class QMenu;

namespace channelscope {

class ChannelChips;
class ChannelsField;
class PublishResults;
class RepeatBar;
class TemplateStore;
class VariablePreview;

//! Compose one event for one or many channels, see while typing what the server would say, send it once or again and
//! again, and see what came of it.
class EventPage : public QWidget
{
    Q_OBJECT

public:
    //! `repeater` and `templates` outlive it.
    EventPage(AppSession &session, Repeater &repeater, TemplateStore &templates, QWidget *parent = nullptr);

    //! Puts `channel` in the channels field and the cursor where the user goes on.
    void compose(const QString &channel);
    void focusFirst();
    //! The form as it stands, variables not filled in.
    [[nodiscard]] Event composed() const;
    //! Something was put in since the page was made.
    [[nodiscard]] bool isEdited() const { return m_edited; }
    //! Puts an earlier draft back into the form.
    void restore(const Event &draft);
    //! Completes its event name and channels from now on.
    void remember(const Event &event);
    void tell(const QString &trouble);
    //! Asks for the event to be published, or stops a repetition that is under way.
    void publish();

Q_SIGNALS:
    void publishRequested(const channelscope::Event &event, const channelscope::Repetition &repetition);
    void addedToBatch(const channelscope::Event &event);
    void variablesRequested();
    void requestShown(quint64 requestId);
    //! The form is another one now.
    void edited();

private:
    QWidget *makeForm();
    QWidget *makeSide(TemplateStore &templates);
    QWidget *makeTemplates(TemplateStore &templates);
    void fillCopyMenu(QMenu *menu);
    void copy(const QString &what, const Result<QByteArray> &text, const QString &warning);
    QLayout *makeChannelsRow();
    QLayout *makeDataColumn();
    QLayout *makeFoot();
    void nameControls();
    void askForUser();
    void check();
    [[nodiscard]] Findings findings(const Event &typed, const Expanded<Event> &expanded) const;
    void showFindings(const Findings &findings);
    void showData(const QByteArray &typed, qsizetype bytesSent);
    void showButton();

    AppSession &m_session;
    Repeater &m_repeater;
    ChannelsField *m_channels;
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
    VariablePreview *m_preview;
    RepeatBar *m_repeat;
    Banner *m_guard;
    PlainLabel *m_findings;
    QPushButton *m_publish;
    PublishResults *m_results;
    bool m_edited = false;
    bool m_touched = false; //!< there was an attempt to send
};

} // namespace channelscope
