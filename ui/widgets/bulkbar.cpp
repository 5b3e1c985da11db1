// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bulkbar.h"

#include "widgets/progress.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QString number(qsizetype count)
{
    return QLocale().toString(count);
}

QString timeLeft(std::chrono::milliseconds left)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(left).count();
    if (seconds < 60)
        return BulkBar::tr("%1 s left").arg(seconds);
    if (seconds < 60 * 60)
        return BulkBar::tr("%1 min %2 s left").arg(seconds / 60).arg(seconds % 60);
    return BulkBar::tr("%1 h %2 min left").arg(seconds / 3600).arg(seconds / 60 % 60);
}

} // namespace

BulkBar::BulkBar(AppSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_inFlight(new QSpinBox(this))
    , m_limited(new QCheckBox(tr("At most"), this))
    , m_rate(new QSpinBox(this))
    , m_options(makeOptions())
    , m_progress(new QProgressBar(this))
    , m_state(new PlainLabel({}, PlainLabel::Emphasis::Normal, this))
    , m_pause(new QPushButton(tr("Pause"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_sendRefused(new QPushButton(this))
    , m_send(new QPushButton(this))
{
    setObjectName(u"bulkBar"_s);
    m_progress->setObjectName(u"bulkProgress"_s);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    m_state->setObjectName(u"bulkState"_s);
    m_state->setElided(true);
    m_pause->setObjectName(u"bulkPause"_s);
    m_cancel->setObjectName(u"bulkCancel"_s);
    m_cancel->setToolTip(tr("Sends nothing more; what is on its way is waited for"));
    m_sendRefused->setObjectName(u"bulkSendRefused"_s);
    m_send->setObjectName(u"bulkSend"_s);
    m_send->setToolTip(tr("Send the rows that were not sent yet (Ctrl+Enter)"));

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_options);
    buttons->addStretch();
    buttons->addWidget(m_pause);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_sendRefused);
    buttons->addWidget(m_send);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 10);
    column->setSpacing(6);
    column->addWidget(m_state);
    column->addWidget(m_progress);
    column->addLayout(buttons);

    connect(m_send, &QPushButton::clicked, this, [this] { Q_EMIT sendRequested(RowState::Unsent); });
    connect(m_sendRefused, &QPushButton::clicked, this, [this] { Q_EMIT sendRequested(RowState::Refused); });
    connect(m_pause, &QPushButton::clicked, this, [this] {
        Publisher &run = *m_session.bulk();
        if (run.state() == Publisher::State::Paused)
            run.resume();
        else
            run.pause();
    });
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_session.bulk()->cancel(); });
    connect(&m_session, &AppSession::bulkStarted, this, &BulkBar::follow);
    showRun();
}

QWidget *BulkBar::makeOptions()
{
    auto *options = new QWidget(this);
    auto *row = new QHBoxLayout(options);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_inFlight->setObjectName(u"bulkInFlight"_s);
    m_inFlight->setAccessibleName(tr("Requests at the same time"));
    m_inFlight->setRange(1, 32);
    m_inFlight->setValue(6);
    m_inFlight->setToolTip(tr("Events for the same channel still go one after the other, in their order"));
    m_limited->setObjectName(u"bulkLimited"_s);
    m_limited->setAccessibleName(tr("Limit the events per second"));
    m_rate->setObjectName(u"bulkRate"_s);
    m_rate->setAccessibleName(tr("Events per second"));
    m_rate->setRange(1, 100'000);
    m_rate->setValue(100);
    m_rate->setGroupSeparatorShown(true);
    m_rate->setEnabled(false);
    auto *inFlightLabel = new PlainLabel(tr("requests at the same time"), PlainLabel::Emphasis::Normal, options);
    auto *rateLabel = new PlainLabel(tr("events/s"), PlainLabel::Emphasis::Normal, options);
    row->addWidget(m_inFlight);
    row->addWidget(inFlightLabel);
    row->addSpacing(12);
    row->addWidget(m_limited);
    row->addWidget(m_rate);
    row->addWidget(rateLabel);
    connect(m_limited, &QCheckBox::toggled, m_rate, &QWidget::setEnabled);
    connect(m_inFlight, &QSpinBox::valueChanged, this, &BulkBar::settingsChanged);
    connect(m_limited, &QCheckBox::toggled, this, &BulkBar::settingsChanged);
    connect(m_rate, &QSpinBox::valueChanged, this, &BulkBar::settingsChanged);
    return options;
}

std::optional<double> BulkBar::eventsPerSecond() const
{
    return m_limited->isChecked() ? std::optional<double>(m_rate->value()) : std::nullopt;
}

QJsonObject BulkBar::settings() const
{
    return {{u"in_flight"_s, m_inFlight->value()},
            {u"limited"_s, m_limited->isChecked()},
            {u"events_per_second"_s, m_rate->value()}};
}

void BulkBar::restore(const QJsonObject &settings)
{
    m_inFlight->setValue(settings[u"in_flight"_s].toInt(m_inFlight->value()));
    m_rate->setValue(settings[u"events_per_second"_s].toInt(m_rate->value()));
    m_limited->setChecked(settings[u"limited"_s].toBool(m_limited->isChecked()));
}

void BulkBar::show(const BatchTally &tally)
{
    m_tally = tally;
    showRun();
}

void BulkBar::follow()
{
    Publisher *run = m_session.bulk();
    connect(run, &Publisher::stateChanged, this, &BulkBar::showRun);
    connect(run, &Publisher::progressed, this, &BulkBar::showRun);
    showRun();
}

void BulkBar::showRun()
{
    const bool running = m_session.isBulkRunning();
    m_options->setEnabled(!running);
    if (running) {
        const auto progress = m_session.bulk()->progress();
        const bool isPreparing = m_session.bulk()->state() == Publisher::State::Preparing;
        showProgress(*m_progress, progress.done, isPreparing ? 0 : std::max<qsizetype>(progress.rows, 1));
    }
    // Its room is kept, so that the table does not jump when a run begins.
    m_progress->setEnabled(running);
    if (!running)
        showProgress(*m_progress, m_tally.rows - m_tally.unsent, std::max<qsizetype>(m_tally.rows, 1));
    m_state->setText(stateText());
    showButtons();
}

QString BulkBar::stateText() const
{
    using State = Publisher::State;
    if (m_session.isBulkRunning()) {
        const Publisher &run = *m_session.bulk();
        const auto progress = run.progress();
        QStringList parts{tr("%1 of %2").arg(number(progress.done), number(progress.rows))};
        switch (run.state()) {
        case State::Preparing: return tr("Checking the rows…");
        case State::Paused: parts << tr("paused"); break;
        case State::Stopping: parts << tr("waiting for what is on its way"); break;
        case State::Waiting:
            if (const auto &trouble = run.trouble()) {
                parts << m_session.advise(trouble->error).sentence
                      << tr("goes on at %1")
                             .arg(QLocale().toString(trouble->goesOnAt.toLocalTime().time(), u"HH:mm:ss"_s));
            }
            break;
        default:
            if (progress.eventsPerSecond)
                parts << tr("%1 events/s").arg(number(qRound64(*progress.eventsPerSecond)));
            if (progress.timeLeft)
                parts << timeLeft(*progress.timeLeft);
        }
        return parts.join(u" · "_s);
    }
    if (m_tally.rows == 0)
        return {};
    const bool untouched = m_tally.unsent == m_tally.rows;
    const Publisher *run = m_session.bulk();
    if (untouched && run && run->error())
        return tr("Nothing was sent. %1").arg(m_session.advise(*run->error()).sentence);
    if (untouched && m_tally.faulty == 0)
        return m_tally.rows == 1 ? tr("1 event is ready to be sent")
                                 : tr("%1 events are ready to be sent").arg(number(m_tally.rows));
    if (untouched)
        return tr("%1 of %2 rows cannot be sent as they stand").arg(number(m_tally.faulty), number(m_tally.rows));
    QStringList parts{tr("%1 sent").arg(number(m_tally.sent))};
    // So that the numbers on the buttons, which send what can be sent, add up with these.
    const auto ofThem = [](qsizetype faulty) {
        if (faulty == 0)
            return QString();
        return u' ' + (faulty == 1 ? tr("(1 of them cannot be sent as it stands)")
                                   : tr("(%1 of them cannot be sent as they stand)").arg(number(faulty)));
    };
    if (m_tally.refused > 0)
        parts << tr("%1 refused").arg(number(m_tally.refused)) + ofThem(m_tally.refusedFaulty);
    if (m_tally.unknown > 0)
        parts << tr("%1 not known").arg(number(m_tally.unknown));
    if (m_tally.unsent > 0)
        parts << tr("%1 not sent").arg(number(m_tally.unsent)) + ofThem(m_tally.faulty);
    if (run && run->error())
        parts << m_session.advise(*run->error()).sentence;
    return parts.join(u" · "_s);
}

void BulkBar::showButtons()
{
    const bool running = m_session.isBulkRunning();
    const bool readOnly = m_session.profile().guard == GuardLevel::ReadOnly;
    m_pause->setVisible(running);
    m_cancel->setVisible(running);
    m_send->setVisible(!running);
    const qsizetype refused = m_tally.refused - m_tally.refusedFaulty;
    m_sendRefused->setVisible(!running && refused > 0);
    if (running) {
        const auto state = m_session.bulk()->state();
        m_pause->setText(state == Publisher::State::Paused ? tr("Go on") : tr("Pause"));
        m_pause->setEnabled(state != Publisher::State::Preparing && state != Publisher::State::Stopping);
        m_cancel->setEnabled(state != Publisher::State::Stopping);
        return;
    }
    const qsizetype sendable = m_tally.unsent - m_tally.faulty;
    if (m_tally.unsent < m_tally.rows)
        m_send->setText(tr("Send the rest (%1)").arg(number(sendable)));
    else
        m_send->setText(sendable == 1 ? tr("Send 1 event") : tr("Send %1 events").arg(number(sendable)));
    m_send->setEnabled(sendable > 0 && !readOnly);
    m_sendRefused->setText(tr("Send the refused (%1)").arg(number(refused)));
    m_sendRefused->setEnabled(!readOnly);
}

} // namespace channelscope
