// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sendingbar.h"

#include "models/plaintext.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

SendingBar::SendingBar(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"sendingBar"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    hide();
}

void SendingBar::show(const QList<Sending> &sendings)
{
    if (m_sendings == sendings)
        return;
    m_sendings = sendings;
    for (QWidget *button : std::as_const(m_buttons)) {
        button->hide();
        button->deleteLater(); // it may be the one that was clicked
    }
    m_buttons.clear();
    for (const Sending &sending : sendings) {
        QString text = visibleText(sending.stop, 60);
        auto *button = new QPushButton(text.replace(u'&', "&&"_L1), this);
        button->setObjectName(u"stopOther"_s);
        button->setAccessibleName(visibleText(sending.stop));
        connect(button, &QPushButton::clicked, this, [this, app = sending.app] { Q_EMIT stopRequested(app); });
        layout()->addWidget(button);
        m_buttons << button;
    }
    setVisible(!sendings.isEmpty());
}

} // namespace channelscope
