// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QJsonArray>
#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>

namespace channelscope {

class MainWindow;

//! Drives the real window through the main job, the way a person would: by the controls it shows. Takes a picture of
//! each step and writes tour.json. It is a test, the source of the README's pictures, and a first look.
class Tour : public QObject
{
    Q_OBJECT

public:
    //! Pictures go into `folder`, which is made if need be. `window` must be shown and on the sandbox.
    Tour(MainWindow &window, QString folder, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    //! All steps are done, or one failed; `failure` then says which and why.
    void finished(bool passed, const QString &failure);

private:
    struct Step
    {
        QString name;
        QString checked; //!< what the step proves, in words
        std::function<void()> act;
        std::function<QString()> trouble; //!< empty when what is expected can be seen; else what is missing
    };

    void add(const QString &name, const QString &checked, std::function<void()> act, std::function<QString()> trouble);
    void planOpening();
    void planTotals();
    void planBrowsing();
    void planChannel();
    void planPublishing();
    void planActivity();
    void planVariables();
    void planTemplates();
    void planForm();
    void planBatch();
    void planBatchRun();
    void planHistory();
    void planSendingAgain();
    void planFinding();
    void planViews();
    void planComparing();
    void planExports();
    void planRetention();
    void planProduction();
    [[nodiscard]] QString keptFile() const;
    void next();
    void look();
    void conclude(bool ok, const QString &trouble);
    void writeReport(bool passed);

    MainWindow &m_window;
    const QString m_folder;
    QList<Step> m_steps;
    qsizetype m_at = -1;
    QElapsedTimer m_stepTime;
    QTimer m_poll;
    QJsonArray m_report;
    QString m_refused; //!< what the form said of a mixture that nobody may send
};

} // namespace channelscope
