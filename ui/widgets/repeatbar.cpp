// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/repeatbar.h"

#include <QHBoxLayout>
#include <QLocale>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

RepeatBar::RepeatBar(Repeater &repeater, QWidget *parent)
    : QWidget(parent)
    , m_repeater(repeater)
    , m_repeat(new QCheckBox(tr("&Repeat"), this))
    , m_times(new QSpinBox(this))
    , m_every(new QSpinBox(this))
    , m_state(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
{
    m_repeat->setObjectName(u"repeat"_s);
    m_times->setObjectName(u"repeatTimes"_s);
    m_times->setAccessibleName(tr("Number of times"));
    m_times->setRange(0, 1'000'000);
    m_times->setValue(10);
    m_times->setSuffix(tr(" times"));
    m_times->setSpecialValueText(tr("until stopped"));
    m_times->setToolTip(tr("0 repeats until it is stopped"));
    m_every->setObjectName(u"repeatEvery"_s);
    m_every->setAccessibleName(tr("Milliseconds from one to the next"));
    m_every->setRange(0, 3'600'000);
    m_every->setValue(1000);
    m_every->setPrefix(tr("every "));
    m_every->setSuffix(tr(" ms"));
    m_every->setSingleStep(100);
    m_state->setObjectName(u"repeatState"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(m_repeat);
    row->addWidget(m_times);
    row->addWidget(m_every);
    row->addWidget(m_state, 1);

    connect(m_repeat, &QCheckBox::toggled, this, [this] {
        showState();
        Q_EMIT changed();
    });
    connect(m_times, &QSpinBox::valueChanged, this, &RepeatBar::changed);
    connect(m_every, &QSpinBox::valueChanged, this, &RepeatBar::changed);
    connect(&m_repeater, &Repeater::changed, this, &RepeatBar::showState);
    showState();
}

Repetition RepeatBar::repetition() const
{
    if (!m_repeat->isChecked())
        return {};
    return {m_times->value(), std::chrono::milliseconds(m_every->value())};
}

QJsonObject RepeatBar::settings() const
{
    return {{u"on"_s, m_repeat->isChecked()}, {u"times"_s, m_times->value()}, {u"every_ms"_s, m_every->value()}};
}

void RepeatBar::restore(const QJsonObject &settings)
{
    m_times->setValue(settings[u"times"_s].toInt(m_times->value()));
    m_every->setValue(settings[u"every_ms"_s].toInt(m_every->value()));
    m_repeat->setChecked(settings[u"on"_s].toBool(m_repeat->isChecked()));
}

void RepeatBar::showState()
{
    const bool running = m_repeater.isRunning();
    m_repeat->setEnabled(!running);
    m_times->setEnabled(!running && m_repeat->isChecked());
    m_every->setEnabled(!running && m_repeat->isChecked());
    const QLocale locale;
    const int times = m_repeater.repetition().times;
    if (running && times > 0)
        m_state->setText(tr("%1 of %2 sent").arg(locale.toString(m_repeater.done()), locale.toString(times)));
    else if (running)
        m_state->setText(tr("%1 sent").arg(locale.toString(m_repeater.done())));
    else if (times > 1 && m_repeater.done() == times)
        m_state->setText(tr("All %1 sent").arg(locale.toString(times)));
    else if (times != 1 && m_repeater.done() > 0)
        m_state->setText(tr("Stopped after %1").arg(locale.toString(m_repeater.done())));
}

} // namespace channelscope
