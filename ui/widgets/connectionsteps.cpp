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
{
    setObjectName(u"connectionSteps"_s);
    setAccessibleName(tr("Connection test"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setColumnStretch(2, 1);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(4);
    for (int row = 0; row <= static_cast<int>(ConnectionStep::Id::Server); ++row) {
        const auto id = static_cast<ConnectionStep::Id>(row);
        auto *mark = new PlainLabel({}, PlainLabel::Emphasis::Strong, this);
        mark->setMinimumWidth(fontMetrics().horizontalAdvance(u'M'));
        auto *text = new PlainLabel({}, PlainLabel::Emphasis::Normal, this);
        text->setWordWrap(true);
        text->setObjectName(u"step-"_s + stepKey(id));
        grid->addWidget(mark, row, 0, Qt::AlignTop);
        grid->addWidget(new PlainLabel(stepTitle(id), PlainLabel::Emphasis::Strong, this), row, 1, Qt::AlignTop);
        grid->addWidget(text, row, 2);
        m_rows.append(Row{mark, text});
    }
    hide();
}

void ConnectionSteps::showRunning()
{
    for (const Row &row : std::as_const(m_rows)) {
        row.mark->setText(u"…"_s);
        row.mark->setTone(Tone::Neutral);
        row.text->setText({});
    }
    QWidget::show();
}

void ConnectionSteps::show(const ConnectionStep &step)
{
    const Row &row = m_rows.at(static_cast<qsizetype>(step.id));
    const auto [sign, tone] = signOf(step.state);
    row.mark->setText(sign);
    row.mark->setTone(tone);
    row.text->setText(step.hint.isEmpty() ? step.text : step.text + u' ' + step.hint);
}

void ConnectionSteps::show(const ConnectionReport &report)
{
    for (const ConnectionStep &step : report.steps)
        show(step);
    QWidget::show();
}

} // namespace channelscope
