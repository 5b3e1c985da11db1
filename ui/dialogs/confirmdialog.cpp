// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/confirmdialog.h"

#include "models/plaintext.h"
#include "widgets/chip.h"
#include "widgets/figures.h"
#include "widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype listedChannels = 8;

} // namespace

ConfirmDialog::ConfirmDialog(const AppProfile &profile, const Event &event, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"confirmDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Publish to “%1”?").arg(profile.name));
    const QStringList channels = uniqueChannels(event.channels);

    auto *chip = new Chip(this);
    chip->show(environmentTitle(profile.environment).toUpper(), appColour(profile));
    auto *title = new PlainLabel(tr("Publish “%1” to %2?").arg(visibleText(event.name), profile.name),
                                 PlainLabel::Emphasis::Title, this);
    title->setWordWrap(true);
    QStringList shown;
    for (const QString &channel : channels.mid(0, listedChannels))
        shown << visibleText(channel);
    QString where = channels.size() == 1
                        ? tr("It goes to the channel %1.").arg(shown.first())
                        : tr("It goes to %1 channels:\n%2").arg(channels.size()).arg(shown.join(u'\n'));
    if (channels.size() > listedChannels)
        where += u'\n' + tr("and %1 more").arg(channels.size() - listedChannels);
    auto *text = new PlainLabel(where, PlainLabel::Emphasis::Normal, this);
    text->setWordWrap(true);
    auto *size = new PlainLabel(tr("%1 of data. Everybody who is subscribed receives it; it cannot be taken back.")
                                    .arg(sizeText(event.data.size())),
                                PlainLabel::Emphasis::Quiet, this);
    size->setWordWrap(true);

    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *publish = new QPushButton(tr("Publish"), this);
    publish->setObjectName(u"confirmPublish"_s);
    // Enter must not publish by accident: the safe answer has the focus, and only who goes to the other one means it.
    cancel->setDefault(true);
    cancel->setFocus();
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(publish, &QPushButton::clicked, this, &QDialog::accept);

    auto *head = new QHBoxLayout;
    head->addWidget(chip);
    head->addStretch();
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(publish);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(10);
    column->addLayout(head);
    column->addWidget(title);
    column->addWidget(text);
    column->addWidget(size);
    column->addStretch();
    column->addLayout(buttons);
    setMinimumWidth(420);
}

} // namespace channelscope
