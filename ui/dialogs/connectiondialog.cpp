// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/connectiondialog.h"

#include "widgets/plainlabel.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QString pageText(const ServerAddress &address, const AppCredentials &credentials)
{
    return u"const pusher = new Pusher('%1', {\n"
           "  cluster: '',\n"
           "  wsHost: '%2',\n"
           "  wsPort: %3,\n"
           "  forceTLS: false,\n"
           "  enabledTransports: ['ws']\n"
           "});\n"_s.arg(credentials.key, address.host)
               .arg(address.port);
}

QString environmentText(const ServerAddress &address, const AppCredentials &credentials, const QString &secret)
{
    return u"PUSHER_APP_ID=%1\nPUSHER_APP_KEY=%2\nPUSHER_APP_SECRET=%3\nPUSHER_HOST=%4\nPUSHER_PORT=%5\nPUSHER_SCHEME=http\n"_s
        .arg(credentials.appId, credentials.key, secret, address.host)
        .arg(address.port);
}

} // namespace

ConnectionDialog::ConnectionDialog(const ServerAddress &address, const AppCredentials &credentials, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"connectionDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Connect your page to the sandbox"));
    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    const auto block = [&](const QString &title, const QString &shown, const QString &copied) {
        auto *label = new PlainLabel(title, PlainLabel::Emphasis::Strong, this);
        auto *text = new QPlainTextEdit(shown, this);
        text->setReadOnly(true);
        text->setTabChangesFocus(true);
        text->setAccessibleName(title);
        text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        text->setFixedHeight(text->fontMetrics().lineSpacing() * (static_cast<int>(shown.count(u'\n')) + 1) + 16);
        auto *copy = new QPushButton(tr("Copy"), this);
        copy->setAccessibleName(tr("Copy: %1").arg(title));
        copy->setAutoDefault(false);
        connect(copy, &QPushButton::clicked, this, [copied] { QApplication::clipboard()->setText(copied); });
        auto *head = new QHBoxLayout;
        head->addWidget(label, 1);
        head->addWidget(copy);
        column->addLayout(head);
        column->addWidget(text);
    };
    const QString secret = QString::fromUtf8(credentials.secret.reveal());
    block(tr("In your page (pusher-js)"), pageText(address, credentials), pageText(address, credentials));
    block(tr("In your backend's .env (copied with the secret)"), environmentText(address, credentials, u"••••••••"_s),
          environmentText(address, credentials, secret));
    auto *note = new PlainLabel(tr("These credentials are made anew each time Channelscope starts."),
                                PlainLabel::Emphasis::Quiet, this);
    auto *close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *foot = new QHBoxLayout;
    foot->addWidget(note, 1);
    foot->addWidget(close);
    column->addLayout(foot);
    setMinimumWidth(520);
}

} // namespace channelscope
