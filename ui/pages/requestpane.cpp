// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/requestpane.h"

#include "http/signaturediff.h"
#include "models/plaintext.h"
#include "widgets/figures.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLocale>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

QString headersText(const HeaderList &headers)
{
    QString text;
    for (const auto &[name, value] : headers)
        text += QString::fromUtf8(name) + u": "_s + QString::fromUtf8(value) + u'\n';
    return text;
}

QString cutNote(qint64 wholeSize)
{
    return u"\n\n"_s + RequestPane::tr("… cut: only the first %1 of %2 are kept.")
                           .arg(sizeText(RequestRecord::maxKeptBody), sizeText(wholeSize));
}

QString bodyText(const RequestRecord &record)
{
    if (record.replyBytes == 0)
        return RequestPane::tr("(no body)");
    QString text = QString::fromUtf8(record.replyBody);
    if (const QJsonDocument json = QJsonDocument::fromJson(record.replyBody); !json.isNull())
        text = QString::fromUtf8(json.toJson(QJsonDocument::Indented));
    return record.replyBodyCut() ? text + cutNote(record.replyBytes) : text;
}

// What was sent, as it was sent: its MD5 is part of the signature, so nothing is laid out anew.
QString sentText(const RequestRecord &record)
{
    const QString text =
        record.requestBytes == 0 ? RequestPane::tr("(no body)") : QString::fromUtf8(record.requestBody);
    return record.requestBodyCut() ? text + cutNote(record.requestBytes) : text;
}

QString shellQuoted(const QString &text)
{
    QString quoted = text;
    return u'\'' + quoted.replace(u'\'', u"'\\''"_s) + u'\'';
}

// Where the server's string to sign parts from ours, as two texts with a mark below.
QString differenceText(const QByteArray &ours, const QByteArray &theirs)
{
    const qsizetype at = firstDifference(ours, theirs);
    if (at < 0)
        return RequestPane::tr("The server built exactly the same text, so the secret is a wrong one.");
    return RequestPane::tr("The texts differ from character %1 on.\n\nours:   %2\nserver: %3")
        .arg(at + 1)
        .arg(QString::fromUtf8(ours.mid(at, 80)), QString::fromUtf8(theirs.mid(at, 80)));
}

} // namespace

RequestPane::RequestPane(AppSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_title(new PlainLabel({}, PlainLabel::Emphasis::Strong, this))
    , m_banner(new Banner(this))
    , m_tabs(new PageTabs(this))
    , m_request(addTab(tr("Request"), u"requestText"_s))
    , m_signature(addTab(tr("Signature"), u"signatureText"_s))
    , m_reply(addTab(tr("Reply"), u"replyText"_s))
    , m_reveal(new QPushButton(tr("Reveal signature"), this))
    , m_copyUrl(new QPushButton(tr("Copy URL"), this))
    , m_copyCurl(new QPushButton(tr("Copy as curl"), this))
{
    setObjectName(u"requestPane"_s);
    m_title->setElided(true);
    m_title->setObjectName(u"requestTitle"_s);
    m_reveal->setObjectName(u"revealSignature"_s);
    m_reveal->setCheckable(true);
    m_copyUrl->setObjectName(u"copyUrl"_s);
    m_copyCurl->setObjectName(u"copyCurl"_s);
    m_tabs->setObjectName(u"requestTabs"_s);
    m_reveal->setToolTip(
        tr("With its signature the URL lets anybody repeat this request, for 10 minutes after it was sent."));
    m_copyUrl->setToolTip(tr("Copies the URL as it is shown: with its signature only if that is revealed."));
    m_copyCurl->setToolTip(tr(
        "Copies a command with a signature in it. It works for anybody, for 10 minutes after the request was sent."));
    for (QPushButton *button : {m_reveal, m_copyUrl, m_copyCurl})
        button->setAccessibleName(button->text());

    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 4);
    head->setSpacing(8);
    head->addWidget(m_title, 1);
    head->addWidget(m_reveal);
    head->addWidget(m_copyUrl);
    head->addWidget(m_copyCurl);
    m_tabs->setDocumentMode(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addWidget(m_tabs, 1);
    setTabOrder(m_reveal, m_copyUrl);
    setTabOrder(m_copyUrl, m_copyCurl);
    setTabOrder(m_copyCurl, m_tabs);

    connect(m_reveal, &QPushButton::toggled, this, [this](bool on) {
        m_revealed = on;
        m_reveal->setText(on ? tr("Hide signature") : tr("Reveal signature"));
        fill();
    });
    connect(m_copyUrl, &QPushButton::clicked, this, &RequestPane::copyUrl);
    connect(m_copyCurl, &QPushButton::clicked, this, &RequestPane::copyCurl);
    clear();
}

QPlainTextEdit *RequestPane::addTab(const QString &title, const QString &objectName)
{
    auto *text = new QPlainTextEdit(m_tabs);
    text->setObjectName(objectName);
    text->setAccessibleName(title);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_tabs->addTab(text, title);
    return text;
}

void RequestPane::show(const RequestRecord &record)
{
    m_record = record;
    m_revealed = false;
    m_reveal->setChecked(false);
    m_reveal->setEnabled(!record.signature.isEmpty());
    m_copyUrl->setEnabled(true);
    m_copyCurl->setEnabled(!record.requestBodyCut());
    fill();
}

void RequestPane::clear()
{
    m_record = RequestRecord();
    m_title->setText(tr("Select a request to see all of it"));
    m_banner->clear();
    for (QPlainTextEdit *text : {m_request, m_signature, m_reply})
        text->clear();
    for (QPushButton *button : {m_reveal, m_copyUrl, m_copyCurl})
        button->setEnabled(false);
}

void RequestPane::fill()
{
    const QString method = QString::fromLatin1(m_record.method);
    m_title->setText(tr("%1 %2 · %3 · %4")
                         .arg(method, visibleText(m_record.path),
                              m_record.status > 0 ? u"HTTP %1"_s.arg(m_record.status) : tr("no answer"),
                              durationText(m_record.milliseconds)));
    if (m_record.error) {
        const Advice advice = m_session.advise(*m_record.error);
        m_banner->show(Tone::Bad, advice.sentence, advice.hint);
    } else {
        m_banner->clear();
    }
    m_request->setPlainText(method + u' ' + (m_revealed ? m_record.revealedUrl() : m_record.url) + u'\n' +
                            headersText(m_record.requestHeaders) + u'\n' + sentText(m_record));

    QString signature = m_record.stringToSign.isEmpty()
                            ? tr("This request was not signed.")
                            : tr("String to sign:") + u"\n\n"_s + QString::fromUtf8(m_record.stringToSign) + u"\n\n"_s +
                                  tr("auth_signature: ") +
                                  (m_revealed ? QString::fromLatin1(m_record.signature) : tr("hidden"));
    if (m_record.error) {
        if (const auto theirs = serverStringToSign(m_record.error->message)) {
            signature += u"\n\n"_s + tr("The server says it should be:") + u"\n\n"_s + QString::fromUtf8(*theirs) +
                         u"\n\n"_s + differenceText(m_record.stringToSign, *theirs);
        }
    }
    m_signature->setPlainText(signature);

    if (m_record.status == 0) {
        m_reply->setPlainText(tr("There was no reply."));
    } else {
        m_reply->setPlainText(
            u"HTTP %1%2\n"_s.arg(m_record.status).arg(m_record.http2 ? tr(" over HTTP/2") : QString()) +
            headersText(m_record.replyHeaders) + u'\n' + bodyText(m_record));
    }
}

void RequestPane::copyUrl()
{
    QApplication::clipboard()->setText(m_revealed ? m_record.revealedUrl() : m_record.url);
    if (m_revealed)
        sayUntilWhenItWorks();
    else
        m_banner->show(Tone::Good, tr("Copied without its signature."));
}

void RequestPane::copyCurl()
{
    QApplication::clipboard()->setText(curlCommand(m_record));
    sayUntilWhenItWorks();
}

void RequestPane::sayUntilWhenItWorks()
{
    const QDateTime end = m_record.signatureEnds();
    const QString time = QLocale().toString(end.toLocalTime().time(), u"HH:mm:ss"_s);
    if (end > QDateTime::currentDateTime())
        m_banner->show(Tone::Good, tr("Copied. The signature in it works until %1.").arg(time));
    else
        m_banner->show(
            Tone::Warning, tr("Copied, but the signature in it has been too old since %1.").arg(time),
            tr("soketi and Reverb do not mind; other servers refuse it. Send the request again for a new one."));
}

QString curlCommand(const RequestRecord &record)
{
    QString command = u"curl -sS "_s + shellQuoted(record.revealedUrl());
    if (record.method == "POST") {
        command += u" -H 'Content-Type: application/json' --data-binary "_s +
                   shellQuoted(QString::fromUtf8(record.requestBody));
    }
    return command;
}

} // namespace channelscope
