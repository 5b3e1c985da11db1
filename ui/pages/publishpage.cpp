// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/publishpage.h"

#include "models/plaintext.h"
#include "pages/publishresults.h"
#include "widgets/channelsfield.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLocale>
#include <QSplitter>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

PublishPage::PublishPage(AppSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_channels(new ChannelsField(session.channels(), this))
    , m_name(new QLineEdit(this))
    , m_data(new JsonEditor(this))
    , m_exclude(new QLineEdit(this))
    , m_userCount(new QCheckBox(tr("user_count"), this))
    , m_subscriptionCount(new QCheckBox(tr("subscription_count"), this))
    , m_jsonState(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_size(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_guard(new Banner(this))
    , m_findings(new PlainLabel({}, PlainLabel::Emphasis::Normal, this))
    , m_publish(new QPushButton(tr("Publish"), this))
    , m_results(new PublishResults(session, this))
{
    setObjectName(u"publishPage"_s);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(makeForm());
    splitter->addWidget(m_results);
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

    connect(m_channels, &ChannelsField::changed, this, &PublishPage::check);
    connect(m_name, &QLineEdit::textChanged, this, &PublishPage::check);
    connect(m_data, &JsonEditor::changed, this, &PublishPage::check);
    connect(m_exclude, &QLineEdit::textChanged, this, &PublishPage::check);
    connect(m_userCount, &QCheckBox::toggled, this, &PublishPage::check);
    connect(m_subscriptionCount, &QCheckBox::toggled, this, &PublishPage::check);
    connect(m_publish, &QPushButton::clicked, this, &PublishPage::publish);
    connect(m_results, &PublishResults::requestShown, this, &PublishPage::requestShown);
    connect(&m_session, &AppSession::publishingChanged, this, &PublishPage::check);
    connect(&m_session, &AppSession::published, m_results, &PublishResults::add);
    m_data->setBytes("{\n  \"message\": \"hello\"\n}");
    m_touched = false;
    check();
}

QWidget *PublishPage::makeForm()
{
    auto *form = new QWidget(this);
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

    auto *format = new QPushButton(tr("Format"), form);
    format->setToolTip(tr("Indent the JSON"));
    format->setAccessibleName(tr("Format the JSON"));
    auto *minify = new QPushButton(tr("Minify"), form);
    minify->setToolTip(tr("Take the spaces out of the JSON"));
    minify->setAccessibleName(tr("Minify the JSON"));
    connect(format, &QPushButton::clicked, m_data, &JsonEditor::format);
    connect(minify, &QPushButton::clicked, m_data, &JsonEditor::minify);

    auto *info = new QHBoxLayout;
    info->setSpacing(16);
    info->addWidget(m_userCount);
    info->addWidget(m_subscriptionCount);
    info->addStretch();
    auto *dataFoot = new QHBoxLayout;
    dataFoot->addWidget(m_jsonState, 1);
    dataFoot->addWidget(m_size);
    dataFoot->addWidget(format);
    dataFoot->addWidget(minify);
    auto *dataColumn = new QVBoxLayout;
    dataColumn->setSpacing(4);
    dataColumn->addWidget(m_data, 1);
    dataColumn->addLayout(dataFoot);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_findings, 1);
    foot->addWidget(m_publish, 0, Qt::AlignTop);

    auto *grid = new QFormLayout;
    grid->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    grid->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    grid->setVerticalSpacing(10);
    grid->addRow(tr("&Channels"), m_channels);
    grid->addRow(tr("E&vent"), m_name);
    auto *dataLabel = new QLabel(tr("&Data"), form);
    dataLabel->setBuddy(m_data);
    dataLabel->setAlignment(Qt::AlignRight | Qt::AlignTop);
    grid->addRow(dataLabel, dataColumn);
    grid->addRow(tr("E&xclude"), m_exclude);
    grid->addRow(tr("Ask for"), info);
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(12);
    column->addLayout(grid, 1);
    column->addLayout(foot);
    return form;
}

void PublishPage::compose(const QString &channel)
{
    m_channels->setChannels({channel});
    (m_name->text().isEmpty() ? static_cast<QWidget *>(m_name) : m_data)->setFocus();
}

void PublishPage::focusFirst()
{
    m_channels->setFocus();
}

void PublishPage::restore(const Event &draft)
{
    m_channels->setChannels(draft.channels);
    m_name->setText(draft.name);
    m_data->setBytes(draft.data);
    m_exclude->setText(draft.socketId);
    m_userCount->setChecked(draft.info.contains(m_userCount->text()));
    m_subscriptionCount->setChecked(draft.info.contains(m_subscriptionCount->text()));
}

Event PublishPage::composed() const
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

void PublishPage::publish()
{
    if (m_session.profile().guard == GuardLevel::ReadOnly) {
        m_guard->show(Tone::Warning, tr("Not published: this app is read-only."),
                      tr("The guard level is part of the app's settings."));
        return;
    }
    m_touched = true;
    check();
    if (m_publish->isEnabled() && !firstRefusal(findings(composed())))
        Q_EMIT publishRequested(composed());
}

Findings PublishPage::findings(const Event &now) const
{
    Findings found = validate(now, m_session.dialect());
    for (const QString &channel : now.channels) {
        if (isEncrypted(channelKind(channel)) && !m_session.canSeal()) {
            found.prepend({Finding::Severity::Refusal, u"no-master-key"_s, channel,
                           tr("“%1” is end-to-end encrypted, and this app has no encryption master key. "
                              "Enter it in the app's settings.")
                               .arg(visibleText(channel)),
                           -1});
            break;
        }
    }
    return found;
}

void PublishPage::check()
{
    const Event now = composed();
    showData(now.data);
    showFindings(findings(now));
    const bool readOnly = m_session.profile().guard == GuardLevel::ReadOnly;
    m_publish->setEnabled(!readOnly && !m_session.isPublishing());
    m_publish->setText(m_session.isPublishing() ? tr("Publishing…") : tr("Publish"));
}

void PublishPage::showFindings(const Findings &findings)
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

void PublishPage::showData(const QByteArray &utf8)
{
    const Limit &limit = m_session.dialect().eventData;
    const QLocale locale;
    if (limit.beyond == Strictness::None)
        m_size->setText(tr("%1 bytes").arg(locale.toString(utf8.size())));
    else
        m_size->setText(tr("%1 of %2 bytes").arg(locale.toString(utf8.size()), locale.toString(limit.max)));
    m_size->setTone(limit.beyond != Strictness::None && utf8.size() > limit.max ? Tone::Bad : Tone::Neutral);

    const auto &problem = m_data->problem();
    if (!problem) {
        m_jsonState->setText(tr("✓ JSON"));
        m_jsonState->setTone(Tone::Good);
    } else if (utf8.trimmed().isEmpty()) {
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
