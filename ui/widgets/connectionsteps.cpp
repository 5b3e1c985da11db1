// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/connectionsteps.h"

#include <QGridLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

using State = ConnectionStep::State;

std::pair<QString, Tone> signOf(State state)
{
    switch (state) {
    case State::Ok: return {u"✓"_s, Tone::Good};
    case State::Warning: return {u"!"_s, Tone::Warning};
    case State::Failed: return {u"✕"_s, Tone::Bad};
    case State::Skipped: return {u"–"_s, Tone::Neutral};
    }
    Q_UNREACHABLE();
}

} // namespace

ConnectionSteps::ConnectionSteps(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    setObjectName(u"connectionSteps"_s);
    setAccessibleName(tr("Connection test"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setColumnStretch(2, 1);
    m_grid->setHorizontalSpacing(10);
    m_grid->setVerticalSpacing(4);
    hide();
}

void ConnectionSteps::clear()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void ConnectionSteps::showRunning()
{
    clear();
    m_grid->addWidget(new PlainLabel(tr("Testing the connection…"), PlainLabel::Emphasis::Quiet, this), 0, 0, 1, 3);
    QWidget::show();
}

void ConnectionSteps::show(const ConnectionReport &report)
{
    clear();
    int row = 0;
    for (const ConnectionStep &step : report.steps) {
        const auto [sign, tone] = signOf(step.state);
        auto *mark = new PlainLabel(sign, PlainLabel::Emphasis::Strong, this);
        mark->setTone(tone);
        auto *text = new PlainLabel(step.hint.isEmpty() ? step.text : step.text + u' ' + step.hint,
                                    PlainLabel::Emphasis::Normal, this);
        text->setWordWrap(true);
        text->setObjectName(u"step-"_s + stepKey(step.id));
        m_grid->addWidget(mark, row, 0, Qt::AlignTop);
        m_grid->addWidget(new PlainLabel(stepTitle(step.id), PlainLabel::Emphasis::Strong, this), row, 1, Qt::AlignTop);
        m_grid->addWidget(text, row, 2);
        ++row;
    }
    QWidget::show();
}

} // namespace channelscope
