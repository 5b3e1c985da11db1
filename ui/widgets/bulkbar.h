// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "models/batchmodel.h"
#include "widgets/plainlabel.h"

#include <QCheckBox>
#include <QJsonObject>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

namespace channelscope {

//! Starts, follows and ends a bulk publish: how fast it may go, how far it is, what came of it.
class BulkBar : public QWidget
{
    Q_OBJECT

public:
    explicit BulkBar(AppSession &session, QWidget *parent = nullptr);

    void show(const BatchTally &tally);
    [[nodiscard]] int inFlight() const { return m_inFlight->value(); }
    [[nodiscard]] std::optional<double> eventsPerSecond() const;
    //! What is chosen, for a draft; whatever is missing stays as it is.
    [[nodiscard]] QJsonObject settings() const;
    void restore(const QJsonObject &settings);

Q_SIGNALS:
    //! The rows in one of these states are to be sent.
    void sendRequested(channelscope::RowStates which);
    //! settings() are others now.
    void settingsChanged();

private:
    QWidget *makeOptions();
    void follow();
    void showRun();
    void showButtons();
    [[nodiscard]] QString stateText() const;

    AppSession &m_session;
    BatchTally m_tally;
    QSpinBox *m_inFlight;
    QCheckBox *m_limited;
    QSpinBox *m_rate;
    QWidget *m_options;
    QProgressBar *m_progress;
    PlainLabel *m_state;
    QPushButton *m_pause;
    QPushButton *m_cancel;
    QPushButton *m_sendRefused;
    QPushButton *m_send;
};

} // namespace channelscope
