// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/totalspane.h"

#include "models/plaintext.h"
#include "widgets/countchart.h"
#include "widgets/figures.h"
#include "widgets/plainlabel.h"

#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

TotalsPane::TotalsPane(AppSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_text(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_chart(new CountChart(this))
{
    setObjectName(u"appTotals"_s);
    auto *title = new PlainLabel(tr("Select a channel"), PlainLabel::Emphasis::Title, this);
    auto *invitation =
        new PlainLabel(tr("Its counts and the users who are present are shown here. Meanwhile, the whole app:"),
                       PlainLabel::Emphasis::Quiet, this);
    invitation->setWordWrap(true);
    m_text->setObjectName(u"totalsText"_s);
    m_text->setWordWrap(true);
    m_chart->setObjectName(u"totalsChart"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(10);
    column->addWidget(title);
    column->addWidget(invitation);
    column->addWidget(m_text);
    column->addWidget(m_chart, 1);
    column->addStretch(1);

    m_pause.setSingleShot(true);
    m_pause.setInterval(CountChart::pause);
    m_pause.callOnTimeout(this, &TotalsPane::showTotals);
    connect(&m_session, &AppSession::countsRecorded, this, [this] {
        if (!m_pause.isActive())
            m_pause.start();
    });
}

void TotalsPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showTotals();
}

void TotalsPane::showTotals()
{
    if (!isVisible())
        return;
    const CountRecorder::Totals &totals = m_session.counts().totals();
    const CountTotals &last = totals.last;
    const auto told = [&](std::optional<qint64> sum, qint64 toldBy, const QString &what) {
        if (!sum)
            return tr("– %1 (not told by the list)").arg(what);
        return toldBy == last.channels ? tr("%1 %2").arg(countText(sum), what)
                                       : tr("%1 %2, told of %3 of them").arg(countText(sum), what, countText(toldBy));
    };
    if (totals.lastAt == Moment(0)) {
        m_text->setText(tr("Its totals come with a list without a prefix."));
    } else {
        QString text = tr("%1 · %2 · %3")
                           .arg(last.channels == 1 ? tr("1 channel") : tr("%1 channels").arg(countText(last.channels)),
                                told(last.subscriptions, last.subscriptionsToldBy, tr("subscriptions")),
                                told(last.users, last.usersToldBy, tr("users")));
        if (!totals.isCurrent) {
            const ListStatus &list = m_session.list();
            text += u' ' + tr("(as of %1; %2)")
                               .arg(timeText(totals.lastAt), list.state == LoadState::Failed
                                                                 ? tr("the list could not be read since then")
                                                                 : tr("totals come with a list without a prefix"));
        }
        m_text->setText(text);
    }
    m_chart->setLines(
        m_session.profile().name,
        {{tr("channels"), totals.channels}, {tr("subscriptions"), totals.subscriptions}, {tr("users"), totals.users}},
        currentMoment());
}

} // namespace channelscope
