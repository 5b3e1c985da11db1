// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/copyasbutton.h"

#include "publishing/snippets.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

CopyAsButton::CopyAsButton(AppSession &session, std::function<Event()> current, QWidget *parent)
    : QToolButton(parent)
    , m_session(session)
    , m_current(std::move(current))
{
    setObjectName(u"copyAs"_s);
    setText(tr("Copy as"));
    setAccessibleName(tr("Copy as code"));
    setToolTip(tr("Copy this publish as a command or a program"));
    setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(this);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fill(menu); });
    setMenu(menu);
}

void CopyAsButton::fill(QMenu *menu)
{
    menu->clear();
    const Expanded<Event> event = m_session.preview(m_current());
    if (!event) {
        menu->addAction(event.error().message)->setEnabled(false);
        return;
    }
    menu->addAction(tr("curl, signed now"), this, [this, event = *event] {
        copy(tr("The curl command"), m_session.signedCurl(event),
             tr("Its signature works for 10 minutes: until then whoever has the text can send this event."));
    });
    for (const SnippetKind kind : snippetKinds()) {
        menu->addAction(snippetTitle(kind), this, [this, kind, event = *event] {
            copy(snippetTitle(kind), m_session.snippet(kind, event),
                 tr("It takes the credentials from PUSHER_APP_ID, PUSHER_APP_KEY and PUSHER_APP_SECRET."));
        });
    }
}

void CopyAsButton::copy(const QString &what, const Result<QByteArray> &text, const QString &warning)
{
    if (!text) {
        Q_EMIT told(Tone::Warning, tr("Nothing was copied."), text.error().message);
        return;
    }
    QApplication::clipboard()->setText(QString::fromUtf8(*text));
    Q_EMIT told(Tone::Good, tr("%1 was copied.").arg(what), warning);
}

} // namespace channelscope
