// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/retentiondialog.h"

#include "core/onthisthread.h"
#include "models/plaintext.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

RetentionDialog::RetentionDialog(History &history, QWidget *parent)
    : QDialog(parent)
    , m_history(history)
    , m_count(new QSpinBox(this))
    , m_days(new QSpinBox(this))
    , m_consequence(new PlainLabel({}, PlainLabel::Emphasis::Normal, this))
    , m_save(new QPushButton(tr("Save"), this))
{
    setObjectName(u"retentionDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("How much of the history is kept"));
    auto *help = new PlainLabel(tr("All apps share one history. What is beyond either of these is deleted from it, the "
                                   "oldest first: when you save, and each time an app is opened."),
                                PlainLabel::Emphasis::Quiet, this);
    help->setWordWrap(true);
    m_count->setObjectName(u"retentionCount"_s);
    m_count->setAccessibleName(tr("The newest publishes to keep"));
    m_count->setRange(1, 10'000'000);
    m_count->setSingleStep(1'000);
    m_count->setGroupSeparatorShown(true);
    m_days->setObjectName(u"retentionDays"_s);
    m_days->setAccessibleName(tr("Days to keep a publish"));
    m_days->setRange(1, 3'650);
    m_consequence->setObjectName(u"retentionConsequence"_s);
    m_consequence->setWordWrap(true);
    m_save->setObjectName(u"saveRetention"_s);
    m_save->setDefault(true);

    auto *usual = new QPushButton(tr("Defaults"), this);
    usual->setObjectName(u"usualRetention"_s);
    usual->setAccessibleName(tr("Take the defaults"));
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *fields = new QFormLayout;
    fields->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const auto addRow = [&](const QString &text, QWidget *field) {
        auto *label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(field);
        fields->addRow(label, field);
    };
    addRow(tr("&Keep the newest"), m_count);
    addRow(tr("&For at most"), m_days);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(usual);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addWidget(help);
    column->addLayout(fields);
    column->addWidget(m_consequence);
    column->addStretch();
    column->addLayout(buttons);
    resize(460, 250);

    connect(m_count, &QSpinBox::valueChanged, this, &RetentionDialog::count);
    connect(m_days, &QSpinBox::valueChanged, this, &RetentionDialog::count);
    connect(usual, &QPushButton::clicked, this, [this] { show(HistoryRetention()); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &QDialog::accept);
    show(m_history.retention());
    count();
}

HistoryRetention RetentionDialog::retention() const
{
    return {m_count->value(), std::chrono::days(m_days->value())};
}

void RetentionDialog::show(const HistoryRetention &retention)
{
    m_count->setValue(static_cast<int>(retention.maxCount));
    m_days->setValue(static_cast<int>(retention.maxAge.count()));
}

void RetentionDialog::count()
{
    m_count->setSuffix(m_count->value() == 1 ? tr(" publish") : tr(" publishes"));
    m_days->setSuffix(m_days->value() == 1 ? tr(" day") : tr(" days"));
    if (std::exchange(m_counted, retention()) == retention())
        return;                // Enter makes a spin box tell its value once more
    m_save->setEnabled(false); // nobody deletes what they were not told of
    m_save->setText(tr("Save"));
    m_consequence->setTone(Tone::Neutral);
    m_consequence->setText(tr("Counting…"));
    onThisThread(m_history.surplus(retention()))
        .then(this, [this, generation = ++m_generation](const Result<qint64> &surplus) {
            if (generation != m_generation)
                return;
            m_save->setEnabled(surplus.has_value());
            if (!surplus) {
                m_consequence->setTone(Tone::Bad);
                m_consequence->setText(visibleText(surplus.error().message));
            } else if (*surplus == 0) {
                m_consequence->setText(tr("Nothing is deleted now."));
            } else {
                const QString number = QLocale().toString(*surplus);
                m_consequence->setTone(Tone::Bad);
                m_consequence->setText(
                    *surplus == 1 ? tr("Saving deletes 1 publish now. It cannot be brought back.")
                                  : tr("Saving deletes %1 publishes now. They cannot be brought back.").arg(number));
                m_save->setText(tr("Save and delete %1").arg(number));
            }
        });
}

} // namespace channelscope
