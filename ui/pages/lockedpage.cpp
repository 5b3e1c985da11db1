// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/lockedpage.h"

#include <QHBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

LockedPage::LockedPage(QWidget *parent)
    : EmptyState(parent)
    , m_session(new QWidget(this))
    , m_secret(new QLineEdit(m_session))
{
    setObjectName(u"lockedPage"_s);
    m_secret->setObjectName(u"sessionSecret"_s);
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setPlaceholderText(tr("The app's secret"));
    m_secret->setAccessibleName(tr("The app's secret, for this session only"));
    m_secret->setMinimumWidth(260);
    auto *keepButton = new QPushButton(tr("Keep for this session"), m_session);
    keepButton->setObjectName(u"keepForSession"_s);
    keepButton->setAccessibleName(keepButton->text());
    keepButton->setToolTip(tr("In memory only, until Channelscope is closed"));
    keepButton->setEnabled(false);
    auto *row = new QHBoxLayout(m_session);
    row->setContentsMargins(0, 12, 0, 0);
    row->addWidget(m_secret);
    row->addWidget(keepButton);
    addBelow(m_session);

    connect(this, &EmptyState::actionChosen, this, [this](int action) {
        if (action == 0)
            Q_EMIT editRequested();
        else
            Q_EMIT tryAgainRequested();
    });
    connect(m_secret, &QLineEdit::textChanged, keepButton,
            [keepButton](const QString &text) { keepButton->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_secret, &QLineEdit::returnPressed, this, &LockedPage::keep);
    connect(keepButton, &QPushButton::clicked, this, &LockedPage::keep);
}

void LockedPage::showAsking()
{
    m_session->hide();
    m_secret->clear();
    show(tr("Asking the keychain for the secret…"), {});
}

void LockedPage::showTrouble(const QString &title, const QString &text, bool offersSession)
{
    m_session->setVisible(offersSession);
    show(title, text, {tr("Enter the secret…"), tr("Try again")}, Tone::Warning);
}

void LockedPage::keep()
{
    QByteArray secret = m_secret->text().trimmed().toUtf8();
    if (secret.isEmpty())
        return;
    m_secret->clear();
    Q_EMIT keptForSession(Secret(std::move(secret)));
}

} // namespace channelscope
