// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cachepane.h"

#include "core/utf8.h"
#include "models/plaintext.h"
#include "widgets/figures.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

// No character in part.
QByteArray beginning(const QByteArray &utf8)
{
    qsizetype end = std::min(utf8.size(), CachePane::shownBytes);
    while (end > 0 && end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xc0U) == 0x80U)
        --end;
    return utf8.first(end);
}

QString lifeText(qint64 ttl, Moment toldAt)
{
    constexpr qint64 tooFarAway = 10LL * 365 * 24 * 3600;
    return ttl < tooFarAway ? CachePane::tr("until %1").arg(timeText(toldAt + std::chrono::seconds(ttl)))
                            : CachePane::tr("for another %1 s").arg(ttl);
}

} // namespace

CachePane::CachePane(QWidget *parent)
    : QWidget(parent)
    , m_title(new PlainLabel({}, PlainLabel::Emphasis::Strong, this))
    , m_copy(new QPushButton(tr("Copy"), this))
    , m_text(new QPlainTextEdit(this))
{
    m_title->setObjectName(u"cacheTitle"_s);
    m_title->setWordWrap(true);
    m_copy->setObjectName(u"copyCached"_s);
    m_copy->setAccessibleName(tr("Copy the cached event"));
    m_copy->setToolTip(tr("Copies all of it, as the server told it"));
    m_text->setObjectName(u"cachedEvent"_s);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Cached event"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setMaximumHeight(110);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(head);
    column->addWidget(m_text);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(lossyUtf8(m_data)); });
}

void CachePane::show(const std::optional<CachedValue> &cache, Moment at)
{
    m_text->setVisible(cache.has_value());
    m_copy->setVisible(cache.has_value());
    QString title = tr("Cached event");
    if (!cache)
        title = tr("Cached event: none");
    else if (cache->ttl)
        title = tr("Cached event, %1").arg(lifeText(*cache->ttl, at));
    if (cache && cache->data.size() > shownBytes)
        title += tr(" (its first %1 of %2)").arg(sizeText(shownBytes), sizeText(cache->data.size()));
    m_title->setText(title);
    const QByteArray told = cache ? cache->data : QByteArray();
    if (told == m_data)
        return;
    m_data = told;
    m_text->setPlainText(visibleLines(lossyUtf8(beginning(told))));
}

} // namespace channelscope
