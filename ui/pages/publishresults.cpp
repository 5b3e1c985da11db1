// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/publishresults.h"

#include "models/plaintext.h"
#include "widgets/figures.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int keptCards = 20;

QString targetText(const Event &event)
{
    if (event.channels.size() == 1)
        return visibleText(event.channels.first());
    return PublishResults::tr("%1 channels").arg(uniqueChannels(event.channels).size());
}

} // namespace

PublishResults::PublishResults(AppSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedLayout(this))
    , m_cards(nullptr)
    , m_scroll(new QScrollArea(this))
{
    setObjectName(u"publishResults"_s);
    setMinimumWidth(280);
    auto *empty = new EmptyState(this);
    empty->show(tr("Nothing published yet"), tr("What the server answers to each event is shown here."));
    auto *list = new QWidget(m_scroll);
    m_cards = new QVBoxLayout(list);
    m_cards->setContentsMargins(12, 14, 12, 12);
    m_cards->setSpacing(10);
    m_cards->addStretch();
    m_scroll->setWidget(list);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setAccessibleName(tr("Results of publishing"));
    m_stack->addWidget(empty);
    m_stack->addWidget(m_scroll);
}

void PublishResults::add(const PublishResult &outcome)
{
    m_cards->insertWidget(0, makeCard(outcome));
    while (m_cards->count() > keptCards + 1) {
        QLayoutItem *oldest = m_cards->takeAt(m_cards->count() - 2);
        delete oldest->widget();
        delete oldest;
    }
    m_stack->setCurrentWidget(m_scroll);
}

QWidget *PublishResults::makeCard(const PublishResult &outcome)
{
    auto *card = new QFrame(m_scroll);
    card->setObjectName(u"publishResult"_s);
    card->setFrameShape(QFrame::StyledPanel);
    card->setAutoFillBackground(true);
    card->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(4);
    const auto line = [&](const QString &text, PlainLabel::Emphasis emphasis, std::optional<Tone> tone = {}) {
        auto *label = new PlainLabel(text, emphasis, card);
        label->setWordWrap(true);
        if (tone)
            label->setTone(*tone);
        column->addWidget(label);
        return label;
    };

    QString verdict;
    if (outcome.reply) {
        verdict = tr("✓ Accepted by the server");
        line(verdict, PlainLabel::Emphasis::Strong, Tone::Good)->setObjectName(u"publishVerdict"_s);
    } else {
        const Advice advice = m_session.advise(*outcome.error);
        const bool unknown = outcome.error->outcomeUnknown;
        verdict = unknown ? tr("? Not known whether it was sent") : tr("✕ Not published");
        line(verdict, PlainLabel::Emphasis::Strong, unknown ? Tone::Warning : Tone::Bad)
            ->setObjectName(u"publishVerdict"_s);
        line(advice.sentence, PlainLabel::Emphasis::Normal)->setObjectName(u"publishReason"_s);
        if (!advice.hint.isEmpty())
            line(advice.hint, PlainLabel::Emphasis::Quiet);
    }
    line(tr("%1 → %2").arg(visibleText(outcome.event.name), targetText(outcome.event)), PlainLabel::Emphasis::Normal);
    QString when = QLocale().toString(outcome.at.time(), u"HH:mm:ss"_s);
    const int status = outcome.reply ? outcome.reply->status : outcome.error->status;
    if (status > 0)
        when = tr("%1 · HTTP %2 · %3").arg(when).arg(status).arg(durationText(outcome.milliseconds));
    else if (outcome.requestId > 0)
        when = tr("%1 · no answer · %2").arg(when, durationText(outcome.milliseconds));
    line(when, PlainLabel::Emphasis::Quiet);

    if (outcome.reply) {
        const auto &counts = outcome.reply->channels;
        int shown = 0;
        for (auto it = counts.begin(); it != counts.end() && shown < 10; ++it, ++shown) {
            QStringList parts;
            if (it->subscriptionCount)
                parts << tr("%1 subscriptions").arg(countText(it->subscriptionCount));
            if (it->userCount)
                parts << tr("%1 users").arg(countText(it->userCount));
            if (parts.isEmpty())
                parts << tr("no count told");
            line(tr("%1: %2").arg(visibleText(it.key()), parts.join(u", "_s)), PlainLabel::Emphasis::Normal);
        }
        if (counts.size() > shown)
            line(tr("and %1 more channels").arg(counts.size() - shown), PlainLabel::Emphasis::Quiet);
        if (counts.isEmpty() && !outcome.event.info.isEmpty())
            line(tr("The server told no counts."), PlainLabel::Emphasis::Quiet);
    }
    if (outcome.requestId > 0) {
        auto *show = new QPushButton(tr("Show the request"), card);
        show->setObjectName(u"showRequest"_s);
        show->setAccessibleName(tr("Show the request in Activity"));
        setTabOrder(m_scroll, show); // before those of older results
        connect(show, &QPushButton::clicked, this, [this, id = outcome.requestId] { Q_EMIT requestShown(id); });
        column->addWidget(show, 0, Qt::AlignLeft);
    }
    card->setAccessibleName(verdict);
    return card;
}

} // namespace channelscope
