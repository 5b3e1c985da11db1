// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tour/tour.h"

#include "mainwindow.h"
#include "models/channelsmodel.h"
#include "tour/hands.h"

#include <QAbstractButton>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QPlainTextEdit>
#include <QTableView>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;
using namespace hands;

namespace {

constexpr auto pollEvery = std::chrono::milliseconds(50);
constexpr qint64 longestStepMs = 15'000;
constexpr qint64 settleMs = 350; //!< let what a step set in motion be painted before the picture

//! The window, with the dialog that is open before it.
QPixmap pictureOf(MainWindow &window)
{
    QPixmap picture = window.grab();
    QWidget *dialog = QApplication::activeModalWidget();
    if (!dialog || dialog == &window)
        return picture;
    QPainter painter(&picture);
    painter.drawPixmap(window.mapFromGlobal(dialog->mapToGlobal(QPoint())), dialog->grab());
    return picture;
}

} // namespace

Tour::Tour(MainWindow &window, QString folder, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_folder(std::move(folder))
{
    m_poll.setInterval(pollEvery);
    m_poll.callOnTimeout(this, &Tour::look);
    planOpening();
    planTotals();
    planBrowsing();
    planChannel();
    planPublishing();
    planActivity();
    planVariables();
    planTemplates();
    planForm();
    planBatch();
    planBatchRun();
    planExports();
    planHistory();
    planSendingAgain();
    planRetention();
    planFinding();
    planViews();
    planComparing();
    planProduction();
}

void Tour::start()
{
    if (!QDir().mkpath(m_folder)) {
        Q_EMIT finished(false, tr("The folder “%1” cannot be made.").arg(m_folder));
        return;
    }
    next();
}

void Tour::add(const QString &name, const QString &checked, std::function<void()> act, std::function<QString()> trouble)
{
    m_steps.append({name, checked, std::move(act), std::move(trouble)});
}

void Tour::planOpening()
{
    add(
        u"open"_s, u"the sandbox is open, its channels are listed with their kinds"_s, [] {},
        [this]() -> QString {
            if (!m_window.currentWorkspace())
                return u"no app is open"_s;
            auto &session = m_window.currentWorkspace()->session();
            if (session.list().state != LoadState::Ready)
                return u"the list has not come"_s;
            if (session.channels().rowCount() < 10)
                return u"fewer than 10 channels are listed"_s;
            return in<QTableView>(m_window, u"channelsTable"_s)->isVisible() ? QString()
                                                                             : u"the table is not in view"_s;
        });
}

void Tour::planBrowsing()
{
    add(
        u"prefix"_s, u"only channels that start with the prefix are listed, each with its number of users"_s,
        [this] { type(in<QLineEdit>(m_window, u"prefixEdit"_s), u"presence-"_s); },
        [this]() -> QString {
            auto &session = m_window.currentWorkspace()->session();
            const ChannelsModel &model = session.channels();
            if (session.list().shownPrefix != "presence-"_L1 || model.rowCount() == 0)
                return u"the list for the prefix has not come"_s;
            for (int row = 0; row < model.rowCount(); ++row) {
                if (!model.nameAt(row).startsWith("presence-"_L1))
                    return u"a channel without the prefix is listed"_s;
                if (!model.index(row, ChannelsModel::UsersColumn).data(ChannelsModel::CountRole).isValid())
                    return u"a presence channel has no number of users"_s;
            }
            return {};
        });
    add(
        u"presence"_s, u"the selected presence channel tells its counts, and as many users as it counts"_s,
        [this] { press(in<QLineEdit>(m_window, u"prefixEdit"_s), Qt::Key_Down); },
        [this]() -> QString {
            auto &session = m_window.currentWorkspace()->session();
            const DetailStatus &detail = session.detail();
            if (!detail.value || !detail.usersLoaded)
                return u"the channel's answer has not come"_s;
            if (!detail.value->counts.subscriptionCount || !detail.value->counts.userCount)
                return u"a count is missing"_s;
            // Visitors come and go between the two requests, so the two answers may differ by a few.
            const auto difference = *detail.value->counts.userCount - session.users().presentCount();
            if (session.users().presentCount() == 0 || std::abs(difference) > 3)
                return u"users and user_count do not agree"_s;
            return in<QTableView>(m_window, u"usersTable"_s)->isVisible() ? QString() : u"the users are not in view"_s;
        });
}

void Tour::planPublishing()
{
    add(
        u"compose"_s, u"the event is addressed to the selected channel and its data is checked as JSON"_s,
        [this] {
            in<QAbstractButton>(m_window, u"publishToButton"_s)->click();
            type(in<QLineEdit>(m_window, u"eventName"_s), u"order-created"_s);
            in<QAbstractButton>(m_window, u"infoUserCount"_s)->setChecked(true);
        },
        [this]() -> QString {
            if (!in<QLineEdit>(m_window, u"channelsField"_s)->text().startsWith("presence-"_L1))
                return u"the channel is not filled in"_s;
            return in<QLabel>(m_window, u"jsonState"_s)->text().contains("JSON"_L1) ? QString()
                                                                                    : u"the data is not checked"_s;
        });
    add(
        u"publish"_s, u"the server accepts the event and tells the channel's number of users"_s,
        [this] { in<QAbstractButton>(m_window, u"publishButton"_s)->click(); },
        [this]() -> QString {
            const auto verdicts = m_window.findChildren<QLabel *>(u"publishVerdict"_s);
            if (verdicts.isEmpty())
                return u"no result yet"_s;
            return verdicts.first()->text().startsWith(u'✓') ? QString() : verdicts.first()->text();
        });
}

void Tour::planActivity()
{
    add(
        u"request"_s, u"the publish can be looked at: its URL without signature, and the string that was signed"_s,
        [this] { in<QAbstractButton>(m_window, u"showRequest"_s)->click(); },
        [this]() -> QString {
            const QString request = in<QPlainTextEdit>(m_window, u"requestText"_s)->toPlainText();
            if (!request.startsWith("POST "_L1) || !request.contains("auth_signature=***"_L1))
                return u"the request is not shown, or not redacted"_s;
            const QString signature = in<QPlainTextEdit>(m_window, u"signatureText"_s)->toPlainText();
            return signature.contains("body_md5="_L1) ? QString() : u"the string to sign is not shown"_s;
        });
}

void Tour::next()
{
    ++m_at;
    if (m_at == m_steps.size()) {
        writeReport(true);
        Q_EMIT finished(true, {});
        return;
    }
    m_stepTime.start();
    m_steps[m_at].act();
    m_poll.start();
}

void Tour::look()
{
    const QString trouble = m_steps[m_at].trouble();
    if (trouble.isEmpty() && m_stepTime.elapsed() >= settleMs)
        conclude(true, {});
    else if (m_stepTime.elapsed() > longestStepMs)
        conclude(false, trouble);
}

void Tour::conclude(bool ok, const QString &trouble)
{
    m_poll.stop();
    const Step &step = m_steps[m_at];
    const QString picture = u"%1-%2.png"_s.arg(m_at + 1, 2, 10, QLatin1Char('0')).arg(step.name);
    const bool saved = pictureOf(m_window).save(QDir(m_folder).filePath(picture));
    const QString failure = !ok ? trouble : saved ? QString() : tr("the picture cannot be saved");
    QJsonObject entry{{u"step"_s, step.name},
                      {u"ok"_s, failure.isEmpty()},
                      {u"checked"_s, step.checked},
                      {u"picture"_s, picture},
                      {u"ms"_s, m_stepTime.elapsed()}};
    if (!failure.isEmpty())
        entry.insert(u"failure"_s, failure);
    m_report.append(entry);
    if (failure.isEmpty()) {
        next();
        return;
    }
    writeReport(false);
    Q_EMIT finished(false, tr("Step “%1”: %2").arg(step.name, failure));
}

void Tour::writeReport(bool passed)
{
    QFile file(QDir(m_folder).filePath(u"tour.json"_s));
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        file.write(QJsonDocument(QJsonObject{{u"passed"_s, passed}, {u"steps"_s, m_report}}).toJson());
}

} // namespace channelscope
