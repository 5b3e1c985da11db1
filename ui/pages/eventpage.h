// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "channels/validation.h"
#include "repeater.h"
#include "widgets/banner.h"

#include <QPushButton>
#include <QTabBar>

namespace channelscope {

class EventForm;
class PublishResults;
class RepeatBar;
class TemplatesPane;
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

    //! See EventForm.
    void compose(const QString &channel);
    void focusFirst();
    [[nodiscard]] Event composed() const;
    void restore(const Event &draft);
    //! The same for an event that is chosen while there may be another one in the form, which can be brought back.
    void replace(const Event &event);
    void showTemplates();
    //! See RepeatBar.
    [[nodiscard]] QJsonObject repeatSettings() const;
    void restoreRepeat(const QJsonObject &settings);
    void remember(const Event &event);
    //! Something was put in since the page was made.
    [[nodiscard]] bool isEdited() const { return m_edited; }
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
    void makeTemplates(TemplateStore &templates);
    QLayout *makeFoot();
    void check();
    void showFindings(const Findings &findings);
    void showGuard();
    void showButton();

    AppSession &m_session;
    Repeater &m_repeater;
    EventForm *m_form;
    const Event m_untouched; //!< what is in the form before anybody has typed
    VariablePreview *m_preview;
    RepeatBar *m_repeat;
    Banner *m_guard;
    PlainLabel *m_findings;
    QPushButton *m_publish;
    PublishResults *m_results;
    QTabBar *m_sides;                     //!< the results, the templates
    TemplatesPane *m_templates = nullptr; //!< made when it is wanted
    bool m_edited = false;
    bool m_touched = false; //!< there was an attempt to send
};

} // namespace channelscope
