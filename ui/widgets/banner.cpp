// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/banner.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <utility>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QString signOf(Tone tone)
{
    switch (tone) {
    case Tone::Good: return u"✓"_s;
    case Tone::Warning: return u"!"_s;
    case Tone::Bad: return u"✕"_s;
    case Tone::Neutral:
    case Tone::Accent: return u"i"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

Banner::Banner(QWidget *parent)
    : QFrame(parent)
    , m_sign(new PlainLabel({}, PlainLabel::Emphasis::Strong, this))
    , m_sentence(new PlainLabel({}, PlainLabel::Emphasis::Normal, this))
    , m_hint(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_action(new QPushButton(this))
    , m_dismiss(new QToolButton(this))
{
    setObjectName(u"banner"_s);
    setAutoFillBackground(true);
    setFrameShape(QFrame::NoFrame);
    m_sentence->setObjectName(u"bannerSentence"_s);
    m_hint->setObjectName(u"bannerHint"_s);
    m_sentence->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_action->setObjectName(u"bannerAction"_s);
    m_dismiss->setObjectName(u"bannerDismiss"_s);
    m_dismiss->setText(u"✕"_s);
    m_dismiss->setAutoRaise(true);
    m_dismiss->setAccessibleName(tr("Dismiss"));
    m_dismiss->setToolTip(tr("Dismiss"));
    m_sign->setFixedWidth(fontMetrics().horizontalAdvance(u'M') + 2);
    m_sign->setAlignment(Qt::AlignTop | Qt::AlignHCenter);

    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_sentence);
    texts->addWidget(m_hint);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(10);
    row->addWidget(m_sign, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    row->addWidget(m_action, 0, Qt::AlignVCenter);
    row->addWidget(m_dismiss, 0, Qt::AlignVCenter);
    connect(m_dismiss, &QToolButton::clicked, this, &Banner::clear);
    connect(m_action, &QPushButton::clicked, this, [this] {
        if (const auto run = std::exchange(m_offered, nullptr))
            run();
        else
            Q_EMIT actionChosen();
    });
    hide();
}

void Banner::show(Tone tone, const QString &sentence, const QString &hint, const QString &action)
{
    m_offered = nullptr;
    m_tone = tone;
    m_sign->setText(signOf(tone));
    m_sign->setTone(tone);
    m_sentence->setText(sentence);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_action->setText(action);
    m_action->setAccessibleName(action);
    m_action->setVisible(!action.isEmpty());
    m_dismiss->setVisible(tone == Tone::Good);
    setAccessibleName(sentence);
    setAccessibleDescription(hint);
    updateGround();
    QFrame::show();
}

void Banner::offer(const QString &sentence, const QString &action, std::function<void()> run)
{
    show(Tone::Neutral, sentence, {}, action);
    m_offered = std::move(run);
    m_dismiss->show();
}

void Banner::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateGround();
}

void Banner::updateGround()
{
    const QPalette source = parentWidget() ? parentWidget()->palette() : palette();
    const QColor ground = toneFill(m_tone, source);
    if (palette().color(QPalette::Window) == ground)
        return;
    QPalette own = palette();
    own.setColor(QPalette::Window, ground);
    setPalette(own);
}

} // namespace channelscope
