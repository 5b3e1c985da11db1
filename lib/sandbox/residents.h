// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QRandomGenerator>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <memory>
#include <vector>

class QJsonObject;

namespace channelscope {

class Resident;
class SandboxApp;

//! The simulated population of a shop: shoppers come and go, change rooms, order and chat with the staff, on the same
//! app and through the same doors as real clients. The same seed gives the same story. Does not own the app.
class Residents : public QObject
{
    Q_OBJECT
public:
    //! Fills the shop at once; from then on something happens about twice a second.
    Residents(SandboxApp &app, quint32 seed, QObject *parent = nullptr);
    //! Everybody leaves.
    ~Residents() override;

    //! One turn of the story; called by the timer.
    void step();

private:
    void hireStaff();
    void shopperArrives();
    void shopperLeaves();
    void shopperMoves();
    void orderAdvances();
    void stockChanges();
    void staffTypes();
    void staffChats();
    void newsBreak();

    void removeTerminated();
    void enter(Resident &resident);
    void publish(const QString &event, const QStringList &channels, const QJsonObject &data);

    //! A number from 0 to below `count`.
    int draw(int count) { return m_random.bounded(count); }
    QString pick(const QStringList &list) { return list[draw(static_cast<int>(list.size()))]; }
    QString pickRoom();
    QString pickStock();

    SandboxApp &m_app;
    QRandomGenerator m_random;
    QTimer m_timer;
    std::vector<std::unique_ptr<Resident>> m_staff;
    std::vector<std::unique_ptr<Resident>> m_shoppers;
    int m_lastOrder = 1000;
};

} // namespace channelscope
