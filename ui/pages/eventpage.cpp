// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/eventpage.h"

#include "models/plaintext.h"
#include "pages/publishresults.h"
#include "pages/templatespane.h"
#include "publishing/snippets.h"
#include "widgets/channelchips.h"
#include "widgets/channelsfield.h"
#include "widgets/repeatbar.h"
#include "widgets/variablepreview.h"

#include <QApplication>
#include <QClipboard>
#include <QCompleter>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLocale>
#include <QMenu>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

EventPage::EventPage(AppSession &session, Repeater &repeater, TemplateStore &templates, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_repeater(repeater)
    , m_channels(new ChannelsField(session.channels(), this))
    , m_chips(new ChannelChips(this))
    , m_name(new QLineEdit(this))
    , m_names(new QStringListModel(this))
    , m_data(new JsonEditor(this))
    , m_exclude(new QLineEdit(this))
    , m_userCount(new QCheckBox(tr("user_count"), this))
    , m_subscriptionCount(new QCheckBox(tr("subscription_count"), this))
    , m_jsonState(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_size(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_preview(new VariablePreview(this))
    , m_repeat(new RepeatBar(repeater, this))
    , m_guard(new Banner(this))
    , m_findings(new PlainLabel({}, PlainLabel::Emphasis::Normal, this))
    , m_publish(new QPushButton(tr("Publish"), this))
    , m_results(new PublishResults(session, this))
{
    setObjectName(u"eventPage"_s);
    nameControls();
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

    if (m_session.profile().guard == GuardLevel::ReadOnly) {
        m_guard->show(Tone::Neutral, tr("This app is read-only: nothing can be published to it."),
                      tr("The guard level is part of the app's settings."));
    } else if (m_session.profile().guard == GuardLevel::Confirm) {
        m_guard->show(Tone::Neutral, tr("This app asks for a confirmation before every publish."));
    }

    auto *completer = new QCompleter(m_names, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_name->setCompleter(completer);

    const auto typed = [this] {
        m_edited = true;
        check();
        Q_EMIT edited();
    };
    connect(m_channels, &ChannelsField::changed, this, typed);
    connect(m_chips, &ChannelChips::removed, this, [this](const QString &channel) {
        // The chips show channels as they leave, the field as they were typed.
        QStringList left;
        const QStringList all = m_channels->channels();
        for (qsizetype i = 0; i < all.size(); ++i) {
            if (m_shown.value(i) != channel)
                left << all[i];
        }
        m_channels->setChannels(left);
        m_channels->setFocus();
    });
    connect(m_name, &QLineEdit::textChanged, this, typed);
    connect(m_data, &JsonEditor::changed, this, typed);
    connect(m_exclude, &QLineEdit::textChanged, this, typed);
    connect(m_userCount, &QCheckBox::toggled, this, typed);
    connect(m_subscriptionCount, &QCheckBox::toggled, this, typed);
    connect(m_publish, &QPushButton::clicked, this, &EventPage::publish);
    connect(m_results, &PublishResults::requestShown, this, &EventPage::requestShown);
    connect(m_repeat, &RepeatBar::changed, this, &EventPage::showButton);
    connect(&m_repeater, &Repeater::changed, this, &EventPage::showButton);
    connect(&m_session, &AppSession::publishingChanged, this, &EventPage::showButton);
    connect(&m_session, &AppSession::variablesChanged, this, &EventPage::check);
    connect(&m_session, &AppSession::published, m_results, &PublishResults::add);
    connect(&m_session, &AppSession::published, this, [this](const PublishResult &outcome) {
        remember(outcome.event);
        check(); // {{$seq}} counts on
    });
    m_data->setBytes("{\n  \"message\": \"hello\"\n}");
    m_edited = false;
    check();
}

QWidget *EventPage::makeSide(TemplateStore &templates)
{
    auto *side = new QWidget(this);
    auto *tabs = new QTabBar(side);
    tabs->setObjectName(u"publishSide"_s);
    tabs->setAccessibleName(tr("Beside the form"));
    tabs->setDrawBase(false);
    tabs->setExpanding(false);
    tabs->addTab(tr("Results"));
    tabs->addTab(tr("Templates"));
    auto *stack = new QStackedLayout;
    stack->addWidget(m_results);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(tabs);
    column->addLayout(stack, 1);
    connect(tabs, &QTabBar::currentChanged, this, [this, stack, &templates](int tab) {
        if (stack->count() <= tab) // the templates are made when they are first wanted
            stack->addWidget(makeTemplates(templates));
        stack->setCurrentIndex(tab);
    });
    connect(&m_session, &AppSession::published, tabs, [tabs] { tabs->setCurrentIndex(0); });
    return side;
}

QWidget *EventPage::makeTemplates(TemplateStore &templates)
{
    auto *pane = new TemplatesPane(
        templates, [this] { return composed(); }, this);
    connect(pane, &TemplatesPane::chosen, this, [this](const Event &event) {
        restore(event);
        m_channels->setFocus();
    });
    return pane;
}

void EventPage::tell(const QString &trouble)
{
    m_guard->show(Tone::Warning, trouble);
}

void EventPage::fillCopyMenu(QMenu *menu)
{
    menu->clear();
    const Expanded<Event> event = m_session.preview(composed());
    if (!event) {
        menu->addAction(event.error().message)->setEnabled(false);
        return;
    }
    menu->addAction(tr("curl, signed now"), this, [this, event = *event] {
        copy(tr("The curl command"), m_session.signedCurl(event),
             tr("Its signature works for 10 minutes: until then whoever has the text can send this event."));
    });
    for (const SnippetKind kind : snippetKinds()) {
        menu->addAction(snippetTitle(kind), this, [this, kind, event = *event] {
            copy(snippetTitle(kind), m_session.snippet(kind, event),
                 tr("It takes the credentials from PUSHER_APP_ID, PUSHER_APP_KEY and PUSHER_APP_SECRET."));
        });
    }
}

void EventPage::copy(const QString &what, const Result<QByteArray> &text, const QString &warning)
{
    if (!text) {
        m_guard->show(Tone::Warning, tr("Nothing was copied."), text.error().message);
        return;
    }
    QApplication::clipboard()->setText(QString::fromUtf8(*text));
    m_guard->show(Tone::Good, tr("%1 was copied.").arg(what), warning);
}

void EventPage::nameControls()
{
    m_channels->setObjectName(u"channelsField"_s);
    m_channels->setAccessibleName(tr("Channels"));
    m_name->setObjectName(u"eventName"_s);
    m_name->setAccessibleName(tr("Event name"));
    m_name->setPlaceholderText(tr("Such as order-created"));
    m_exclude->setObjectName(u"excludeSocketId"_s);
    m_exclude->setAccessibleName(tr("Exclude socket_id"));
    m_exclude->setPlaceholderText(tr("socket_id that does not receive it, such as 1234.5678 (optional)"));
    m_userCount->setObjectName(u"infoUserCount"_s);
    m_subscriptionCount->setObjectName(u"infoSubscriptionCount"_s);
    const QString billed = m_session.dialect().readsAreBilled
                               ? tr("The reply tells this count. Pusher then bills the request as two messages.")
                               : tr("The reply tells this count for each channel.");
    m_userCount->setToolTip(billed);
    m_subscriptionCount->setToolTip(billed);
    m_jsonState->setObjectName(u"jsonState"_s);
    m_jsonState->setElided(true);
    m_size->setObjectName(u"dataSize"_s);
    m_size->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_findings->setObjectName(u"findings"_s);
    m_findings->setWordWrap(true);
    m_publish->setObjectName(u"publishButton"_s);
    m_publish->setAccessibleName(tr("Publish"));
    m_publish->setToolTip(tr("Send the event (Ctrl+Enter)"));
    m_publish->setDefault(true);
}

QWidget *EventPage::makeForm()
{
    auto *form = new QWidget(this);
    auto *info = new QHBoxLayout;
    info->setSpacing(16);
    info->addWidget(m_userCount);
    info->addWidget(m_subscriptionCount);
    info->addStretch();

    auto *grid = new QFormLayout;
    grid->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    grid->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    grid->setVerticalSpacing(10);
    const auto addRow = [&](const QString &text, QWidget *buddy, auto *field) {
        auto *label = new QLabel(text, form);
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(buddy);
        grid->addRow(label, field);
        return label;
    };
    addRow(tr("&Channels"), m_channels, makeChannelsRow());
    addRow(tr("E&vent"), m_name, m_name);
    addRow(tr("&Data"), m_data, makeDataColumn())->setAlignment(Qt::AlignRight | Qt::AlignTop);
    addRow(tr("E&xclude"), m_exclude, m_exclude);
    addRow(tr("Ask for"), m_userCount, info);
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(12);
    column->addLayout(grid, 1);
    column->addWidget(m_preview);
    column->addWidget(m_repeat);
    column->addWidget(m_findings);
    column->addLayout(makeFoot());
    return form;
}

QLayout *EventPage::makeChannelsRow()
{
    auto *toUser = new QPushButton(tr("To a user…"), this);
    setTabOrder(m_channels, toUser);
    setTabOrder(toUser, m_name);
    toUser->setObjectName(u"sendToUser"_s);
    toUser->setToolTip(m_session.dialect().sendToUser == Strictness::Refuse
                           ? tr("%1 has no user sign-in").arg(serverKindTitle(m_session.dialect().kind))
                           : tr("Send to all connections that are signed in as one user"));
    toUser->setEnabled(m_session.dialect().sendToUser != Strictness::Refuse);
    connect(toUser, &QPushButton::clicked, this, &EventPage::askForUser);
    auto *line = new QHBoxLayout;
    line->setSpacing(6);
    line->addWidget(m_channels, 1);
    line->addWidget(toUser);
    auto *column = new QVBoxLayout;
    column->setSpacing(6);
    column->addLayout(line);
    column->addWidget(m_chips);
    return column;
}

QLayout *EventPage::makeDataColumn()
{
    auto *format = new QPushButton(tr("Format"), this);
    format->setToolTip(tr("Indent the JSON"));
    format->setAccessibleName(tr("Format the JSON"));
    auto *minify = new QPushButton(tr("Minify"), this);
    minify->setToolTip(tr("Take the spaces out of the JSON"));
    minify->setAccessibleName(tr("Minify the JSON"));
    connect(format, &QPushButton::clicked, m_data, &JsonEditor::format);
    connect(minify, &QPushButton::clicked, m_data, &JsonEditor::minify);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_jsonState, 1);
    foot->addWidget(m_size);
    foot->addWidget(format);
    foot->addWidget(minify);
    setTabOrder(m_name, m_data);
    setTabOrder(m_data, format);
    setTabOrder(format, minify);
    setTabOrder(minify, m_exclude);
    auto *column = new QVBoxLayout;
    column->setSpacing(4);
    column->addWidget(m_data, 1);
    column->addLayout(foot);
    return column;
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
    auto *copyAs = new QToolButton(this);
    copyAs->setObjectName(u"copyAs"_s);
    copyAs->setText(tr("Copy as"));
    copyAs->setAccessibleName(tr("Copy as code"));
    copyAs->setToolTip(tr("Copy this publish as a command or a program"));
    copyAs->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(copyAs);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillCopyMenu(menu); });
    copyAs->setMenu(menu);
    setTabOrder(toBatch, m_publish);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(variables);
    foot->addWidget(copyAs);
    foot->addWidget(toBatch);
    foot->addStretch();
    foot->addWidget(m_publish);
    return foot;
}

void EventPage::askForUser()
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(u"userDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Send to a user"));
    dialog->setLabelText(tr("User id, as the user signed in with it:"));
    dialog->setOkButtonText(tr("Add"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &id) {
        if (!id.trimmed().isEmpty())
            m_channels->setChannels(m_channels->channels() << serverToUserPrefix + id.trimmed());
    });
    dialog->open();
}

void EventPage::compose(const QString &channel)
{
    m_channels->setChannels({channel});
    (m_name->text().isEmpty() ? static_cast<QWidget *>(m_name) : m_data)->setFocus();
}

void EventPage::focusFirst()
{
    m_channels->setFocus();
}

void EventPage::restore(const Event &draft)
{
    m_channels->setChannels(draft.channels);
    m_name->setText(draft.name);
    m_data->setBytes(draft.data);
    m_exclude->setText(draft.socketId);
    m_userCount->setChecked(draft.info.contains(m_userCount->text()));
    m_subscriptionCount->setChecked(draft.info.contains(m_subscriptionCount->text()));
}

Event EventPage::composed() const
{
    Event event;
    event.channels = m_channels->channels();
    event.name = m_name->text();
    event.data = m_data->bytes();
    event.socketId = m_exclude->text().trimmed();
    if (m_userCount->isChecked())
        event.info << u"user_count"_s;
    if (m_subscriptionCount->isChecked())
        event.info << u"subscription_count"_s;
    return event;
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
    if (m_publish->isEnabled() && !firstRefusal(findings(typed, m_session.preview(typed))))
        Q_EMIT publishRequested(typed, m_repeat->repetition());
}

Findings EventPage::findings(const Event &typed, const Expanded<Event> &expanded) const
{
    if (!expanded) {
        const VariableProblem &problem = expanded.error();
        QString part;
        switch (problem.part) {
        case VariableProblem::Part::Channel: part = typed.channels.value(problem.channel); break;
        case VariableProblem::Part::Name: part = typed.name; break;
        case VariableProblem::Part::Data: break;
        }
        return {{Finding::Severity::Refusal, u"variable"_s, part, problem.message, -1}};
    }
    Findings found = validate(*expanded, m_session.dialect());
    for (const QString &channel : expanded->channels) {
        if (isEncrypted(channelKind(channel)) && !m_session.canSeal()) {
            found.prepend({Finding::Severity::Refusal, u"no-master-key"_s, channel,
                           tr("“%1” is end-to-end encrypted, and this app has no encryption master key. "
                              "Enter it in the app's settings.")
                               .arg(visibleText(channel)),
                           -1});
            break;
        }
    }
    // A comma is a legal character of a name, but hardly ever meant as its last one.
    const auto commaAtEnd = std::find_if(expanded->channels.begin(), expanded->channels.end(),
                                         [](const QString &channel) { return channel.endsWith(u','); });
    if (commaAtEnd != expanded->channels.end()) {
        found.append(
            {Finding::Severity::Warning, u"comma"_s, *commaAtEnd,
             tr("The comma is part of the name “%1”. Channels are separated by spaces.").arg(visibleText(*commaAtEnd)),
             -1});
    }
    return found;
}

void EventPage::check()
{
    const Event typed = composed();
    const Expanded<Event> expanded = m_session.preview(typed);
    m_shown = expanded ? expanded->channels : typed.channels;
    m_chips->show(uniqueChannels(m_shown));
    m_preview->show(typed, expanded);
    showData(typed.data, expanded ? expanded->data.size() : typed.data.size());
    showFindings(findings(typed, expanded));
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

void EventPage::remember(const Event &event)
{
    QStringList names = m_names->stringList();
    names.removeAll(event.name);
    names.prepend(event.name);
    m_names->setStringList(names.mid(0, 200));
    m_channels->remember(event.channels);
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

void EventPage::showData(const QByteArray &typed, qsizetype bytesSent)
{
    const Limit &limit = m_session.dialect().eventData;
    const QLocale locale;
    if (limit.beyond == Strictness::None)
        m_size->setText(tr("%1 bytes").arg(locale.toString(bytesSent)));
    else
        m_size->setText(tr("%1 of %2 bytes").arg(locale.toString(bytesSent), locale.toString(limit.max)));
    m_size->setTone(limit.beyond != Strictness::None && bytesSent > limit.max ? Tone::Bad : Tone::Neutral);

    const auto &problem = m_data->problem();
    if (!problem) {
        m_jsonState->setText(tr("✓ JSON"));
        m_jsonState->setTone(Tone::Good);
    } else if (typed.trimmed().isEmpty()) {
        m_jsonState->setText(tr("No data"));
        m_jsonState->setTone(Tone::Neutral);
    } else {
        m_jsonState->setText(tr("! Not JSON at line %1, column %2 (%3): sent as plain text")
                                 .arg(problem->line)
                                 .arg(problem->column)
                                 .arg(problem->message));
        m_jsonState->setTone(Tone::Warning);
    }
}

} // namespace channelscope
