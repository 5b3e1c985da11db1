// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/appheader.h"

#include "delegates/appdelegate.h"

#include <QHBoxLayout>
#include <QLocale>

#include <cmath>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 wrongClockMs = 60'000;

QString placeText(const AppProfile &profile)
{
    const bool cluster = profile.host.isEmpty() && !profile.cluster.isEmpty();
    return (cluster ? profile.cluster : profile.address().display()) + u" · "_s + serverKindTitle(profile.server);
}

} // namespace

AppHeader::AppHeader(QWidget *parent)
    : QWidget(parent)
    , m_name(new PlainLabel({}, PlainLabel::Emphasis::Title, this))
    , m_environment(new Chip(this))
    , m_guard(new PlainLabel({}, PlainLabel::Emphasis::Strong, this))
    , m_place(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_clock(new PlainLabel({}, PlainLabel::Emphasis::Quiet, this))
    , m_residents(new QPushButton(tr("Simulated visitors"), this))
    , m_details(new QPushButton(tr("Connect your page…"), this))
    , m_edit(new QPushButton(tr("Edit app…"), this))
    , m_palette(new QPushButton(tr("Ctrl+K"), this))
{
    setObjectName(u"appHeader"_s);
    m_name->setObjectName(u"currentApp"_s);
    m_guard->setObjectName(u"guardWord"_s);
    m_place->setElided(true);
    m_clock->setObjectName(u"clockOffset"_s);
    m_residents->setObjectName(u"residentsButton"_s);
    m_residents->setCheckable(true);
    m_residents->setToolTip(tr("A shop's worth of simulated visitors who come and go in the sandbox"));
    m_details->setObjectName(u"connectionDetails"_s);
    m_details->setToolTip(tr("The sandbox's key and address, ready to paste into your own page or backend"));
    m_edit->setObjectName(u"editApp"_s);
    m_palette->setObjectName(u"paletteButton"_s);
    m_palette->setToolTip(tr("Find any command or app (Ctrl+K)"));
    m_palette->setAccessibleName(tr("Command palette"));
    for (QPushButton *button : {m_residents, m_details, m_edit})
        button->setAccessibleName(button->text());

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 12, 8);
    row->setSpacing(10);
    row->addWidget(m_name);
    row->addWidget(m_environment);
    row->addWidget(m_guard);
    row->addWidget(m_place, 1);
    row->addWidget(m_clock);
    row->addWidget(m_residents);
    row->addWidget(m_details);
    row->addWidget(m_edit);
    row->addWidget(m_palette);
    connect(m_edit, &QPushButton::clicked, this, &AppHeader::editRequested);
    connect(m_details, &QPushButton::clicked, this, &AppHeader::connectionDetailsRequested);
    connect(m_residents, &QPushButton::toggled, this, &AppHeader::residentsToggled);
    connect(m_palette, &QPushButton::clicked, this, &AppHeader::paletteRequested);
}

void AppHeader::show(const AppProfile &profile, bool isSandbox, bool secretForSessionOnly)
{
    m_name->setText(profile.name);
    m_environment->show(environmentTitle(profile.environment).toUpper(), appColour(profile));
    m_environment->setVisible(!isSandbox);
    m_guard->setText(guardWord(static_cast<int>(profile.guard)));
    m_guard->setVisible(profile.guard != GuardLevel::Normal);
    m_guard->setTone(Tone::Warning);
    QString place = isSandbox ? tr("%1 · in this program").arg(profile.address().display()) : placeText(profile);
    if (secretForSessionOnly)
        place += u" · "_s + tr("secret for this session only");
    m_place->setText(place);
    m_residents->setVisible(isSandbox);
    m_details->setVisible(isSandbox);
    m_edit->setVisible(!isSandbox);
    setClockOffset(std::nullopt);
}

void AppHeader::setClockOffset(std::optional<qint64> milliseconds)
{
    if (!milliseconds) {
        m_clock->setText({});
        return;
    }
    const double seconds = static_cast<double>(*milliseconds) / 1000.0;
    const QString amount = QLocale().toString(std::abs(seconds), 'f', 1);
    const bool isNone = amount == QLocale().toString(0.0, 'f', 1);
    const QString sign = isNone ? QString() : seconds < 0 ? u"−"_s : u"+"_s;
    m_clock->setText(tr("clock %1%2 s").arg(sign, amount));
    m_clock->setToolTip(tr("The server's clock compared with this computer's, to about a second"));
    m_clock->setTone(std::abs(*milliseconds) > wrongClockMs ? Tone::Bad : Tone::Neutral);
}

void AppHeader::setResidents(bool on)
{
    m_residents->setChecked(on);
}

} // namespace channelscope
