// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/eventpage.h"

#include "eventfindings.h"
#include "pages/eventform.h"
#include "pages/publishresults.h"
#include "pages/templatespane.h"
#include "widgets/copyasbutton.h"
#include "widgets/repeatbar.h"
#include "widgets/scrollingpane.h"
#include "widgets/variablepreview.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

EventPage::EventPage(AppSession &session, Repeater &repeater, TemplateStore &templates, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_repeater(repeater)
    , m_form(new EventForm(session, this))
    , m_untouched(m_form->composed())
    , m_preview(new VariablePreview(this))
    , m_repeat(new RepeatBar(repeater, this))
    , m_guard(new Banner(this))
    , m_findings(new PlainLabel({}, PlainLabel::Emphasis::Normal, this))
    , m_publish(new QPushButton(tr("Publish"), this))
    , m_results(new PublishResults(session, this))
    , m_sides(new QTabBar(this))
{
    setObjectName(u"eventPage"_s);
    m_findings->setObjectName(u"findings"_s);
    m_findings->setWordWrap(true);
    m_publish->setObjectName(u"publishButton"_s);
    m_publish->setAccessibleName(tr("Publish"));
    m_publish->setToolTip(tr("Send the event (Ctrl+Enter)"));
    m_publish->setDefault(true);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(makeForm());
    splitter->addWidget(makeSide(templates));
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({640, 380});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_guard);
    column->addWidget(splitter, 1);

    showGuard();
    connect(m_form, &EventForm::changed, this, [this] {
        m_edited = true;
        check();
        Q_EMIT edited();
    });
    connect(m_publish, &QPushButton::clicked, this, &EventPage::publish);
    connect(m_results, &PublishResults::requestShown, this, &EventPage::requestShown);
    connect(m_repeat, &RepeatBar::changed, this, &EventPage::showButton);
    connect(m_repeat, &RepeatBar::changed, this, &EventPage::edited);
    connect(&m_repeater, &Repeater::changed, this, &EventPage::showButton);
    connect(&m_session, &AppSession::publishingChanged, this, &EventPage::showButton);
    connect(&m_session, &AppSession::variablesChanged, this, &EventPage::check);
    connect(&m_session, &AppSession::published, m_results, &PublishResults::add);
    connect(&m_session, &AppSession::published, this, [this](const PublishResult &outcome) {
        m_form->remember(outcome.event);
        check(); // {{$seq}} counts on
    });
    check();
}

QWidget *EventPage::makeSide(TemplateStore &templates)
{
    auto *side = new QWidget(this);
    m_sides->setObjectName(u"publishSide"_s);
    m_sides->setAccessibleName(tr("Beside the form"));
    m_sides->setDrawBase(false);
    m_sides->setExpanding(false);
    m_sides->addTab(tr("Results"));
    m_sides->addTab(tr("Templates"));
    auto *stack = new QStackedLayout;
    stack->addWidget(m_results);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_sides);
    column->addLayout(stack, 1);
    connect(m_sides, &QTabBar::currentChanged, this, [this, stack, &templates](int tab) {
        if (tab == 1 && !m_templates) {
            makeTemplates(templates);
            stack->addWidget(m_templates);
        }
        stack->setCurrentIndex(tab);
    });
    connect(&m_session, &AppSession::published, m_sides, [this] { m_sides->setCurrentIndex(0); });
    return side;
}

void EventPage::makeTemplates(TemplateStore &templates)
{
    m_templates = new TemplatesPane(
        templates, [this] { return composed(); }, this);
    connect(m_templates, &TemplatesPane::chosen, this, &EventPage::replace);
}

void EventPage::showTemplates()
{
    m_sides->setCurrentIndex(1);
    m_templates->focusFilter();
}

void EventPage::tell(const QString &trouble)
{
    m_guard->show(Tone::Warning, trouble);
}

QWidget *EventPage::makeForm()
{
    auto *fields = new QWidget(this);
    auto *inner = new QVBoxLayout(fields);
    inner->setContentsMargins(16, 14, 16, 6);
    inner->setSpacing(12);
    inner->addWidget(m_form, 1);
    inner->addWidget(m_preview);
    inner->addWidget(m_repeat);
    inner->addWidget(m_findings);
    auto *scroll = new ScrollingPane(fields, this);
    scroll->setAccessibleName(tr("Event"));
    auto *form = new QWidget(this);
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(scroll, 1);
    column->addLayout(makeFoot());
    return form;
}

QLayout *EventPage::makeFoot()
{
    auto *variables = new QPushButton(tr("Variables…"), this);
    variables->setObjectName(u"editVariables"_s);
    variables->setToolTip(tr("Values for {{name}} in channels, event name and data"));
    connect(variables, &QPushButton::clicked, this, &EventPage::variablesRequested);
    auto *toBatch = new QPushButton(tr("Add to batch"), this);
    toBatch->setObjectName(u"addToBatch"_s);
    toBatch->setToolTip(tr("Add this event to the rows of the batch"));
    connect(toBatch, &QPushButton::clicked, this, [this] { Q_EMIT addedToBatch(composed()); });
    auto *copyAs = new CopyAsButton(
        m_session, [this] { return composed(); }, this);
    connect(copyAs, &CopyAsButton::told, m_guard,
            [this](Tone tone, const QString &sentence, const QString &hint) { m_guard->show(tone, sentence, hint); });
    setTabOrder(variables, copyAs);
    setTabOrder(copyAs, toBatch);
    setTabOrder(toBatch, m_publish);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(16, 6, 16, 14);
    foot->setSpacing(8);
    foot->addWidget(variables);
    foot->addWidget(copyAs);
    foot->addWidget(toBatch);
    foot->addStretch();
    foot->addWidget(m_publish);
    return foot;
}

void EventPage::compose(const QString &channel)
{
    m_form->compose(channel);
}

void EventPage::focusFirst()
{
    m_form->focusFirst();
}

Event EventPage::composed() const
{
    return m_form->composed();
}

void EventPage::restore(const Event &draft)
{
    m_form->restore(draft);
}

void EventPage::replace(const Event &event)
{
    const Event before = composed();
    m_form->restore(event);
    m_form->focusFirst();
    if (before == m_untouched || before == event)
        return;
    m_guard->offer(tr("The form has another event now."), tr("Undo"), [this, before] {
        m_form->restore(before);
        m_form->focusFirst();
        showGuard();
    });
}

void EventPage::showGuard()
{
    switch (m_session.profile().guard) {
    case GuardLevel::Normal: m_guard->clear(); break;
    case GuardLevel::Confirm:
        m_guard->show(Tone::Neutral, tr("This app asks for a confirmation before every publish."));
        break;
    case GuardLevel::ReadOnly:
        m_guard->show(Tone::Neutral, tr("This app is read-only: nothing can be published to it."),
                      tr("The guard level is part of the app's settings."));
        break;
    }
}

QJsonObject EventPage::repeatSettings() const
{
    return m_repeat->settings();
}

void EventPage::restoreRepeat(const QJsonObject &settings)
{
    m_repeat->restore(settings);
}

void EventPage::remember(const Event &event)
{
    m_form->remember(event);
}

void EventPage::publish()
{
    if (m_repeater.isRunning()) {
        m_repeater.stop();
        return;
    }
    if (m_session.profile().guard == GuardLevel::ReadOnly) {
        m_guard->show(Tone::Warning, tr("Not published: this app is read-only."),
                      tr("The guard level is part of the app's settings."));
        return;
    }
    m_touched = true;
    check();
    const Event typed = composed();
    if (m_publish->isEnabled() && !firstRefusal(findingsOf(typed, m_session.preview(typed), m_session)))
        Q_EMIT publishRequested(typed, m_repeat->repetition());
}

void EventPage::check()
{
    const Event typed = composed();
    const Expanded<Event> expanded = m_session.preview(typed);
    m_form->showAsSent(typed, expanded);
    m_preview->show(typed, expanded);
    showFindings(findingsOf(typed, expanded, m_session));
    showButton();
}

void EventPage::showButton()
{
    const bool readOnly = m_session.profile().guard == GuardLevel::ReadOnly;
    const bool repeating = m_repeater.isRunning();
    m_publish->setEnabled(repeating || (!readOnly && !m_session.isPublishing()));
    if (repeating)
        m_publish->setText(tr("Stop"));
    else if (m_session.isPublishing())
        m_publish->setText(tr("Publishing…"));
    else
        m_publish->setText(m_repeat->isChecked() ? tr("Publish repeatedly") : tr("Publish"));
    m_publish->setAccessibleName(repeating ? tr("Stop repeating") : tr("Publish"));
}

void EventPage::showFindings(const Findings &findings)
{
    // An empty form is not a mistake yet: say what is missing only after an attempt to send.
    const auto isMissing = [](const Finding &finding) {
        return finding.rule == "channels-none"_L1 || finding.rule == "event-name-empty"_L1;
    };
    QStringList lines;
    bool refused = false;
    for (const Finding &finding : findings) {
        if (isMissing(finding) && !m_touched)
            continue;
        refused = refused || finding.severity == Finding::Severity::Refusal;
        lines << (finding.severity == Finding::Severity::Refusal ? u"✕ "_s : u"! "_s) + finding.message;
    }
    m_findings->setText(lines.mid(0, 4).join(u'\n'));
    m_findings->setTone(refused ? Tone::Bad : Tone::Warning);
}

} // namespace channelscope
