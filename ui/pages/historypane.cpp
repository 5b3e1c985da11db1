// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/historypane.h"

#include "models/historymodel.h"
#include "models/plaintext.h"
#include "widgets/figures.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QSplitter>
#include <QVBoxLayout>

#include <limits>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestMessage = 2000;
constexpr qsizetype shownAtOnce = 32LL * 1024; //!< more than Pusher takes; a longer text would be felt

QString replyText(const HistoryEntry &entry)
{
    return entry.status > 0 ? u"HTTP %1"_s.arg(entry.status) : HistoryPane::tr("no answer");
}

QString factsText(const HistoryEntry &entry)
{
    const Event &event = entry.event;
    const QStringList channels = uniqueChannels(event.channels);
    QStringList lines;
    lines << HistoryPane::tr("App: %1").arg(visibleText(entry.appName));
    lines << HistoryPane::tr("Event: %1").arg(visibleText(event.name));
    if (!event.socketId.isEmpty())
        lines << HistoryPane::tr("Not to connection: %1").arg(visibleText(event.socketId));
    if (!event.info.isEmpty())
        lines << HistoryPane::tr("Asked for: %1").arg(visibleText(event.info.join(u", "_s)));
    if (channels.size() == 1) {
        lines << HistoryPane::tr("Channel: %1").arg(visibleText(channels.first()));
    } else {
        lines << HistoryPane::tr("%1 channels:").arg(QLocale().toString(channels.size()));
        for (const QString &channel : channels)
            lines << u"  "_s + visibleText(channel);
    }
    return lines.join(u'\n');
}

} // namespace

HistoryPane::HistoryPane(QWidget *parent)
    : QWidget(parent)
    , m_title(new PlainLabel({}, PlainLabel::Emphasis::Strong, this))
    , m_banner(new Banner(this))
    , m_body(new QWidget(this))
    , m_facts(new QPlainTextEdit(this))
    , m_payloadTitle(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_showAll(new QPushButton(tr("Show all of it"), this))
    , m_payload(new JsonView(tr("Payload"), this))
{
    setObjectName(u"historyPane"_s);
    m_title->setObjectName(u"historyTitle"_s);
    m_title->setElided(true);
    m_payloadTitle->setObjectName(u"payloadTitle"_s);
    m_payloadTitle->setElided(true);
    m_showAll->setObjectName(u"showAllPayload"_s);
    m_showAll->setAccessibleName(tr("Show all of the payload"));
    m_facts->setObjectName(u"historyFacts"_s);
    m_facts->setAccessibleName(tr("What was published, and where"));
    m_facts->setReadOnly(true);
    m_facts->setTabChangesFocus(true);
    m_facts->setFrameShape(QFrame::NoFrame);
    m_facts->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);

    auto *payload = new QWidget(this);
    auto *payloadColumn = new QVBoxLayout(payload);
    payloadColumn->setContentsMargins(8, 4, 12, 8);
    payloadColumn->setSpacing(4);
    auto *payloadHead = new QHBoxLayout;
    payloadHead->addWidget(m_payloadTitle, 1);
    payloadHead->addWidget(m_showAll);
    payloadColumn->addLayout(payloadHead);
    payloadColumn->addWidget(m_payload, 1);
    auto *halves = new QSplitter(Qt::Horizontal, this);
    halves->addWidget(m_facts);
    halves->addWidget(payload);
    halves->setStretchFactor(0, 2);
    halves->setStretchFactor(1, 3);
    halves->setChildrenCollapsible(false);
    halves->setSizes({360, 540});
    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(0);
    body->addWidget(m_banner);
    body->addWidget(halves, 1);

    auto *head = new QVBoxLayout;
    head->setContentsMargins(12, 8, 12, 6);
    head->addWidget(m_title);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_body, 1);
    column->addStretch(0);
    connect(m_showAll, &QPushButton::clicked, this, [this] {
        showPayload(std::numeric_limits<qsizetype>::max());
        m_payload->setFocus();
    });
    clear({});
}

void HistoryPane::show(const HistoryEntry &entry)
{
    m_title->setText(tr("%1 → %2 · %3 · %4 · %5")
                         .arg(eventText(entry), targetText(entry), outcomeText(entry), replyText(entry),
                              durationText(entry.milliseconds)));
    showOutcome(entry);
    m_facts->setPlainText(factsText(entry));
    m_data = entry.event.data;
    m_isBatch = entry.kind == HistoryEntry::Kind::Batch;
    showPayload(shownAtOnce);
    m_body->show();
}

void HistoryPane::showPayload(qsizetype most)
{
    m_payload->show(m_data, most);
    QStringList parts{m_isBatch ? tr("Payload of the first event") : tr("Payload")};
    parts << (m_data.isEmpty() ? tr("empty") : tr("%1 bytes").arg(QLocale().toString(m_data.size())));
    if (!m_data.isEmpty())
        parts << (m_payload->isJson() ? tr("JSON, indented for reading") : tr("not JSON"));
    if (m_payload->isCut())
        parts << tr("only the beginning is shown");
    m_payloadTitle->setText(parts.join(u" · "_s));
    m_showAll->setVisible(m_payload->isCut());
}

void HistoryPane::showOutcome(const HistoryEntry &entry)
{
    const bool isBatch = entry.kind == HistoryEntry::Kind::Batch;
    QStringList hints;
    if (!entry.message.isEmpty())
        hints << visibleText(entry.message, longestMessage);
    if (isBatch)
        hints << tr("Only the first event of a batch is kept, so it cannot be sent again or edited as one.");
    const QString hint = hints.join(u'\n');
    if (entry.outcome == PublishOutcome::Refused)
        m_banner->show(Tone::Bad, isBatch ? tr("Not all of the batch was published.") : tr("Not published."), hint);
    else if (entry.outcome != PublishOutcome::Sent)
        m_banner->show(Tone::Warning, tr("Not known whether it was published: it was sent, but no answer came."), hint);
    else if (isBatch)
        m_banner->show(Tone::Neutral, tr("A batch of %1 events.").arg(QLocale().toString(entry.eventCount)), hint);
    else
        m_banner->clear();
}

void HistoryPane::clear(const QString &title)
{
    m_title->setText(title);
    m_body->hide();
}

} // namespace channelscope
