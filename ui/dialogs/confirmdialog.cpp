// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/confirmdialog.h"

#include "models/plaintext.h"
#include "widgets/chip.h"
#include "widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype listedChannels = 8;

QString placesText(const QStringList &channels)
{
    QStringList shown;
    for (const QString &channel : channels.mid(0, listedChannels))
        shown << visibleText(channel);
    if (channels.size() == 1)
        return ConfirmDialog::tr("It goes to the channel %1.").arg(shown.first());
    QString text = ConfirmDialog::tr("It goes to %1 channels:\n%2").arg(channels.size()).arg(shown.join(u'\n'));
    if (channels.size() > listedChannels)
        text += u'\n' + ConfirmDialog::tr("and %1 more").arg(channels.size() - listedChannels);
    return text;
}

Question questionOf(const AppProfile &profile, const PublishSummary &summary)
{
    return {ConfirmDialog::tr("Publish to “%1”?").arg(profile.name),
            ConfirmDialog::tr("Publish %1 to %2?").arg(summary.what, visibleText(profile.name)),
            placesText(summary.channels),
            summary.facts,
            ConfirmDialog::tr("Publish"),
            profile.environment == Environment::Production};
}

} // namespace

ConfirmDialog::ConfirmDialog(const AppProfile &profile, const PublishSummary &summary, QWidget *parent)
    : ConfirmDialog(questionOf(profile, summary), profile, parent)
{}

ConfirmDialog::ConfirmDialog(const Question &question, const AppProfile &profile, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"confirmDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(question.title);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(10);
    const auto line = [&](const QString &text, PlainLabel::Emphasis emphasis) {
        auto *label = new PlainLabel(text, emphasis, this);
        label->setWordWrap(true);
        column->addWidget(label);
        return label;
    };

    auto *chip = new Chip(this);
    chip->show(environmentTitle(profile.environment).toUpper(), appColour(profile));
    auto *head = new QHBoxLayout;
    head->addWidget(chip);
    head->addStretch();
    column->addLayout(head);
    line(question.what, PlainLabel::Emphasis::Title);
    line(question.places, PlainLabel::Emphasis::Normal)->setObjectName(u"confirmPlaces"_s);
    line(question.facts.join(u' '), PlainLabel::Emphasis::Normal)->setObjectName(u"confirmFacts"_s);
    line(tr("It cannot be taken back."), PlainLabel::Emphasis::Quiet);

    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *publish = new QPushButton(question.yes, this);
    publish->setObjectName(u"confirmPublish"_s);
    // Enter must not publish by accident: the safe answer is the default, and only who goes to the other one means it.
    cancel->setDefault(true);
    cancel->setFocus();
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(publish, &QPushButton::clicked, this, &QDialog::accept);
    if (question.typed) {
        auto *ask = line(tr("Type the name of the app, %1, to go on:").arg(visibleText(profile.name)),
                         PlainLabel::Emphasis::Normal);
        auto *typed = new QLineEdit(this);
        typed->setObjectName(u"confirmName"_s);
        typed->setAccessibleName(tr("Name of the app"));
        ask->setBuddy(typed);
        column->addWidget(typed);
        auto *wrong = line({}, PlainLabel::Emphasis::Normal);
        wrong->setObjectName(u"confirmWrongName"_s);
        wrong->setTone(Tone::Bad);
        // Who has typed the name means it. Until then Enter does nothing: it is not the answer No either.
        publish->setDefault(true);
        publish->setEnabled(false);
        connect(typed, &QLineEdit::textChanged, publish, [publish, wrong, name = profile.name](const QString &text) {
            publish->setEnabled(text.trimmed() == name);
            wrong->setText({});
        });
        connect(typed, &QLineEdit::returnPressed, wrong, [publish, wrong] {
            if (!publish->isEnabled())
                wrong->setText(tr("This is not the name of the app. Nothing has been done yet."));
        });
        typed->setFocus();
    }

    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(publish);
    column->addStretch();
    column->addLayout(buttons);
    setMinimumWidth(440);
    resize(minimumWidth(), column->totalHeightForWidth(minimumWidth()));
}

} // namespace channelscope
