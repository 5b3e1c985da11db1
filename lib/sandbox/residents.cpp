// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/residents.h"

#include "live/encryptedchannels.h"
#include "sandbox/resident.h"
#include "sandbox/sandboxapp.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <chrono>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds turn{500};
constexpr size_t fewestShoppers = 40;
constexpr size_t mostShoppers = 70;
constexpr int knownShoppers = 90;
constexpr int rooms = 18;

QString support()
{
    return u"presence-support"_s;
}

QStringList items()
{
    return {u"lamp"_s, u"chair"_s, u"desk"_s, u"kettle"_s,  u"mug"_s,    u"rug"_s,    u"clock"_s,
            u"vase"_s, u"shelf"_s, u"sofa"_s, u"blanket"_s, u"mirror"_s, u"basket"_s, u"stool"_s};
}

QStringList regions()
{
    return {u"eu"_s, u"us"_s, u"ap"_s};
}

QStringList names()
{
    return {u"Ada"_s, u"Zoë"_s, u"Ben"_s, u"Chidi"_s, u"Mei"_s, u"Olga"_s, u"Raj"_s, u"Łukasz"_s, u"Nora"_s, u"Iker"_s};
}

QByteArray toJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

PresenceUser person(const QString &id, const QString &name)
{
    return {id, toJson({{u"name"_s, name}})};
}

} // namespace

Residents::Residents(SandboxApp &app, quint32 seed, QObject *parent)
    : QObject(parent)
    , m_app(app)
    , m_random(seed)
{
    hireStaff();
    while (m_shoppers.size() < (fewestShoppers + mostShoppers) / 2)
        shopperArrives();
    for (int i = 0; i < 60; ++i) {
        orderAdvances();
        stockChanges();
    }
    connect(&m_timer, &QTimer::timeout, this, &Residents::step);
    m_timer.start(turn);
}

Residents::~Residents()
{
    for (const auto &shopper : m_shoppers)
        m_app.remove(shopper.get());
    for (const auto &member : m_staff)
        m_app.remove(member.get());
}

void Residents::step()
{
    removeTerminated();
    if (m_staff.empty())
        hireStaff();
    const int chance = draw(100);
    if (chance < 18)
        shopperArrives();
    else if (chance < 35)
        shopperLeaves();
    else if (chance < 50)
        shopperMoves();
    else if (chance < 75)
        orderAdvances();
    else if (chance < 87)
        stockChanges();
    else if (chance < 92)
        staffTypes();
    else if (chance < 97)
        staffChats();
    else
        newsBreak();
}

void Residents::hireStaff()
{
    const QStringList staffNames = names().first(5);
    for (qsizetype i = 0; i < staffNames.size(); ++i) {
        auto member = std::make_unique<Resident>(m_app.newSocketId(), person(u"staff-%1"_s.arg(i + 1), staffNames[i]));
        enter(*member);
        m_app.join(member.get(), support(), member->user);
        m_app.join(member.get(), u"private-encrypted-chat-%1"_s.arg(i + 1));
        for (const QString &region : regions()) {
            m_app.join(member.get(), u"orders-"_s + region);
            m_app.join(member.get(), u"private-orders-"_s + region);
        }
        m_staff.push_back(std::move(member));
    }
}

void Residents::shopperArrives()
{
    if (m_shoppers.size() >= mostShoppers)
        return shopperLeaves();
    // A number that is drawn again is the same person with a second tab, so users and subscriptions differ.
    const int number = 1 + draw(knownShoppers);
    const PresenceUser user = person(u"u-%1"_s.arg(number), names()[number % names().size()]);
    auto shopper = std::make_unique<Resident>(m_app.newSocketId(), user);
    enter(*shopper);
    shopper->room = pickRoom();
    shopper->stock = pickStock();
    m_app.join(shopper.get(), shopper->room, shopper->user);
    m_app.join(shopper.get(), shopper->stock);
    if (draw(8) == 0)
        m_app.join(shopper.get(), support(), shopper->user);
    m_shoppers.push_back(std::move(shopper));
}

void Residents::shopperLeaves()
{
    if (m_shoppers.size() <= fewestShoppers)
        return shopperArrives();
    const auto it = m_shoppers.begin() + draw(static_cast<int>(m_shoppers.size()));
    m_app.remove(it->get());
    m_shoppers.erase(it);
}

void Residents::shopperMoves()
{
    if (m_shoppers.empty())
        return;
    Resident &shopper = *m_shoppers[static_cast<size_t>(draw(static_cast<int>(m_shoppers.size())))];
    const QString room = pickRoom();
    const QString stock = pickStock();
    if (room != shopper.room) {
        m_app.leave(&shopper, shopper.room);
        m_app.join(&shopper, room, shopper.user);
        shopper.room = room;
    }
    if (stock != shopper.stock) {
        m_app.leave(&shopper, shopper.stock);
        m_app.join(&shopper, stock);
        shopper.stock = stock;
    }
}

void Residents::orderAdvances()
{
    if (m_shoppers.empty())
        return;
    Resident &shopper = *m_shoppers[static_cast<size_t>(draw(static_cast<int>(m_shoppers.size())))];
    if (shopper.order == 0) {
        shopper.order = ++m_lastOrder;
        shopper.orderStage = 0;
        shopper.region = pick(regions());
        m_app.join(&shopper, shopper.orderChannel());
    }
    static const QStringList stages{u"order-placed"_s, u"order-paid"_s, u"order-packed"_s, u"order-shipped"_s};
    const QJsonObject data{{u"order"_s, shopper.order}, {u"user"_s, shopper.user.id}, {u"item"_s, pick(items())}};
    const QString &stage = stages[shopper.orderStage];
    publish(stage, {u"private-orders-"_s + shopper.region, shopper.orderChannel()}, data);
    publish(u"order-count"_s, {u"orders-"_s + shopper.region}, {{u"orders_today"_s, m_lastOrder - 1000}});
    if (++shopper.orderStage == stages.size()) {
        m_app.leave(&shopper, shopper.orderChannel());
        shopper.order = 0;
    }
}

void Residents::stockChanges()
{
    const QString channel = pickStock();
    publish(u"stock-changed"_s, {channel}, {{u"left"_s, draw(40)}, {u"reserved"_s, draw(5)}});
}

void Residents::staffTypes()
{
    Resident &member = *m_staff[static_cast<size_t>(draw(static_cast<int>(m_staff.size())))];
    m_app.relay(&member, support(), u"client-typing"_s, toJson({{u"typing"_s, draw(2) == 0}}));
}

void Residents::staffChats()
{
    static const QStringList lines{u"Hello! How can I help?"_s, u"It ships tomorrow."_s, u"Ça arrive 😀"_s,
                                   u"Shall I reserve one for you?"_s};
    const QString channel = u"private-encrypted-chat-%1"_s.arg(1 + draw(static_cast<int>(m_staff.size())));
    const Secret key = sharedSecret(channel.toUtf8(), m_app.credentials().encryptionMasterKey);
    const QByteArray line = toJson({{u"text"_s, pick(lines)}});
    m_app.publish({u"message"_s, {channel}, encryptedData(line, key), {}, {}});
}

void Residents::newsBreak()
{
    static const QStringList headlines{u"New lamps are in"_s, u"Free delivery this week"_s, u"The shop turns ten"_s};
    publish(u"headline"_s, {u"news"_s}, {{u"title"_s, pick(headlines)}});
}

void Residents::removeTerminated()
{
    const auto leaves = [this](const std::unique_ptr<Resident> &resident) {
        if (resident->isTerminated)
            m_app.remove(resident.get());
        return resident->isTerminated;
    };
    std::erase_if(m_staff, leaves);
    std::erase_if(m_shoppers, leaves);
}

void Residents::enter(Resident &resident)
{
    m_app.add(&resident);
    m_app.signIn(&resident, resident.user.id);
    m_app.join(&resident, u"news"_s);
}

void Residents::publish(const QString &event, const QStringList &channels, const QJsonObject &data)
{
    m_app.publish({event, channels, toJson(data), {}, {}});
}

QString Residents::pickRoom()
{
    // The lower of two draws: some rooms are crowded, some nearly empty.
    return u"presence-room-%1"_s.arg(1 + std::min(draw(rooms), draw(rooms)));
}

QString Residents::pickStock()
{
    return u"cache-stock-"_s + pick(items());
}

} // namespace channelscope
