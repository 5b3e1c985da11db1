// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/eventform.h"

#include "channels/channelname.h"
#include "sealedfindings.h"
#include "widgets/channelchips.h"
#include "widgets/channelsfield.h"

#include <QCompleter>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

EventForm::EventForm(AppSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_channels(new ChannelsField(session.channels(), this))
    , m_toUser(new QPushButton(tr("To a user…"), this))
    , m_chips(new ChannelChips(*m_toUser, this))
    , m_name(new QLineEdit(this))
    , m_names(new QStringListModel(this))
    , m_data(new JsonEditor(this))
    , m_exclude(new QLineEdit(this))
    , m_userCount(new QCheckBox(tr("user_count"), this))
    , m_subscriptionCount(new QCheckBox(tr("subscription_count"), this))
    , m_jsonState(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_size(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_format(new QPushButton(tr("Format"), this))
    , m_minify(new QPushButton(tr("Minify"), this))
{
    nameControls();
    auto *info = new QHBoxLayout;
    info->setSpacing(16);
    info->addWidget(m_userCount);
    info->addWidget(m_subscriptionCount);
    info->addStretch();

    auto *grid = new QFormLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    grid->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    grid->setVerticalSpacing(10);
    const auto addRow = [&](const QString &text, QWidget *buddy, auto *field) {
        auto *label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(buddy->focusProxy() ? buddy->focusProxy() : buddy); // a label gives a mere frame no focus
        grid->addRow(label, field);
        return label;
    };
    addRow(tr("&Channels"), m_channels, makeChannelsRow());
    addRow(tr("&Event"), m_name, m_name);
    addRow(tr("&Data"), m_data, makeDataColumn())->setAlignment(Qt::AlignRight | Qt::AlignTop);
    addRow(tr("E&xclude"), m_exclude, m_exclude);
    addRow(tr("Ask for"), m_userCount, info);

    auto *completer = new QCompleter(m_names, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_name->setCompleter(completer);

    connect(m_channels, &ChannelsField::changed, this, &EventForm::changed);
    connect(m_chips, &ChannelChips::removed, this, &EventForm::removeChannel);
    connect(m_name, &QLineEdit::textChanged, this, &EventForm::changed);
    connect(m_data, &JsonEditor::changed, this, &EventForm::changed);
    connect(m_exclude, &QLineEdit::textChanged, this, &EventForm::changed);
    connect(m_userCount, &QCheckBox::toggled, this, &EventForm::changed);
    connect(m_subscriptionCount, &QCheckBox::toggled, this, &EventForm::changed);
    m_data->setBytes("{\n  \"message\": \"hello\"\n}");
}

void EventForm::nameControls()
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
}

QLayout *EventForm::makeChannelsRow()
{
    setTabOrder(m_channels, m_toUser);
    setTabOrder(m_toUser, m_name);
    m_toUser->setObjectName(u"sendToUser"_s);
    m_toUser->setToolTip(m_session.dialect().sendToUser == Strictness::Refuse
                             ? tr("%1 has no user sign-in").arg(serverKindTitle(m_session.dialect().kind))
                             : tr("Send to all connections that are signed in as one user"));
    m_toUser->setEnabled(m_session.dialect().sendToUser != Strictness::Refuse);
    connect(m_toUser, &QPushButton::clicked, this, &EventForm::askForUser);
    auto *line = new QHBoxLayout;
    line->setSpacing(6);
    line->addWidget(m_channels, 1);
    line->addWidget(m_toUser);
    auto *column = new QVBoxLayout;
    column->setSpacing(6);
    column->addLayout(line);
    column->addWidget(m_chips);
    return column;
}

QLayout *EventForm::makeDataColumn()
{
    m_format->setObjectName(u"formatJson"_s);
    m_format->setToolTip(tr("Indent the JSON; what is not JSON stays as it is"));
    m_format->setAccessibleName(tr("Format the JSON"));
    m_minify->setObjectName(u"minifyJson"_s);
    m_minify->setToolTip(tr("Take the spaces out of the JSON; what is not JSON stays as it is"));
    m_minify->setAccessibleName(tr("Minify the JSON"));
    connect(m_format, &QPushButton::clicked, m_data, &JsonEditor::format);
    connect(m_minify, &QPushButton::clicked, m_data, &JsonEditor::minify);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_jsonState, 1);
    foot->addWidget(m_size);
    foot->addWidget(m_format);
    foot->addWidget(m_minify);
    setTabOrder(m_name, m_data);
    setTabOrder(m_data, m_format);
    setTabOrder(m_format, m_minify);
    setTabOrder(m_minify, m_exclude);
    setTabOrder(m_exclude, m_userCount);
    setTabOrder(m_userCount, m_subscriptionCount);
    auto *column = new QVBoxLayout;
    column->setSpacing(4);
    column->addWidget(m_data, 1);
    column->addLayout(foot);
    return column;
}

void EventForm::askForUser()
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(u"userDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Send to a user"));
    dialog->setLabelText(tr("User id, as the user signed in with it:"));
    dialog->setOkButtonText(tr("Add"));
    dialog->resize(380, 0);
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &id) {
        if (!id.trimmed().isEmpty())
            m_channels->setChannels(m_channels->channels() << serverToUserPrefix + id.trimmed());
    });
    dialog->open();
}

// The chips show channels as they leave, the field as they were typed.
void EventForm::removeChannel(const QString &shown)
{
    QStringList left;
    const QStringList all = m_channels->channels();
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (m_shown.value(i) != shown)
            left << all[i];
    }
    m_channels->setChannels(left);
    m_channels->setFocus();
}

void EventForm::compose(const QString &channel)
{
    m_channels->setChannels({channel});
    (m_name->text().isEmpty() ? static_cast<QWidget *>(m_name) : m_data)->setFocus();
}

void EventForm::focusFirst()
{
    m_channels->setFocus();
}

void EventForm::restore(const Event &draft)
{
    m_channels->setChannels(draft.channels);
    m_name->setText(draft.name);
    m_data->setBytes(draft.data);
    m_exclude->setText(draft.socketId);
    m_userCount->setChecked(draft.info.contains(m_userCount->text()));
    m_subscriptionCount->setChecked(draft.info.contains(m_subscriptionCount->text()));
}

Event EventForm::composed() const
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

void EventForm::remember(const Event &event)
{
    QStringList names = m_names->stringList();
    names.removeAll(event.name);
    names.prepend(event.name);
    m_names->setStringList(names.mid(0, 200));
    m_channels->remember(event.channels);
}

void EventForm::showAsSent(const Event &typed, const Expanded<Event> &expanded)
{
    m_shown = expanded ? expanded->channels : typed.channels;
    m_chips->show(uniqueChannels(m_shown));
    showData(typed.data, expanded ? expanded->data : typed.data);
    showSize(sizeAsSent(expanded ? expanded->data : typed.data, m_shown), isEncrypted(channelKind(m_shown.value(0))));
}

void EventForm::showSize(qsizetype bytesSent, bool isSealed)
{
    const Limit &limit = m_session.dialect().eventData;
    const QLocale locale;
    const QString size = limit.beyond == Strictness::None
                             ? tr("%1 bytes").arg(locale.toString(bytesSent))
                             : tr("%1 of %2 bytes").arg(locale.toString(bytesSent), locale.toString(limit.max));
    m_size->setText(isSealed ? tr("encrypted: %1").arg(size) : size);
    m_size->setTone(limit.beyond != Strictness::None && bytesSent > limit.max ? Tone::Bad : Tone::Neutral);
}

void EventForm::showData(const QByteArray &typed, const QByteArray &sent)
{
    m_format->setEnabled(!m_data->problem());
    m_minify->setEnabled(!m_data->problem());
    const auto problem = jsonProblem(typed);
    if (!problem) {
        m_jsonState->setText(tr("✓ JSON"));
        m_jsonState->setTone(Tone::Good);
    } else if (sent != typed && !jsonProblem(sent)) {
        m_jsonState->setText(tr("✓ JSON once the variables are filled in"));
        m_jsonState->setTone(Tone::Good);
    } else if (typed.trimmed().isEmpty()) {
        m_jsonState->setText(tr("No data"));
        m_jsonState->setTone(Tone::Neutral);
    } else {
        m_jsonState->setText(tr("! Sent as plain text: not JSON at line %1, column %2 (%3)")
                                 .arg(problem->line)
                                 .arg(problem->column)
                                 .arg(problem->message));
        m_jsonState->setTone(Tone::Warning);
    }
}

} // namespace channelscope
