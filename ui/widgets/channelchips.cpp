// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/channelchips.h"

#include "channels/channelname.h"
#include "models/plaintext.h"
#include "theme.h"
#include "widgets/plainlabel.h"

#include <QToolButton>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int shownChips = 24;
constexpr int gap = 6;

} // namespace

ChannelChips::ChannelChips(QWidget &before, QWidget *parent)
    : QWidget(parent)
    , m_before(before)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setObjectName(u"channelChips"_s);
}

void ChannelChips::show(const QStringList &channels)
{
    if (m_channels == channels)
        return;
    m_channels = channels;
    for (QWidget *chip : std::as_const(m_chips)) {
        chip->hide();
        chip->deleteLater(); // it may be the one that was clicked
    }
    m_chips.clear();
    for (const QString &channel : channels.mid(0, shownChips)) {
        const ChannelKind kind = channelKind(channel);
        auto *chip = new QToolButton(this);
        chip->setObjectName(u"channelChip"_s);
        QString kindText = kindName(kind);
        kindText.replace(u'-', u' ');
        QString label = tr("%1 · %2  ✕").arg(visibleText(channel, 60), kindText);
        chip->setText(label.replace(u'&', "&&"_L1));
        setPlainToolTip(*chip, tr("Take %1 out").arg(visibleText(channel)));
        chip->setAccessibleName(tr("Take out %1, %2 channel").arg(visibleText(channel), kindText));
        QPalette colours = palette();
        colours.setColor(QPalette::ButtonText, kindColour(kind, palette()));
        chip->setPalette(colours);
        connect(chip, &QToolButton::clicked, this, [this, channel] { Q_EMIT removed(channel); });
        chip->show();
        setTabOrder(m_chips.isEmpty() ? &m_before : m_chips.last(), chip);
        m_chips << chip;
    }
    if (channels.size() > shownChips) {
        auto *more =
            new PlainLabel(tr("and %1 more").arg(channels.size() - shownChips), PlainLabel::Emphasis::Quiet, this);
        more->show();
        m_chips << more;
    }
    setVisible(!channels.isEmpty());
    arrange(width(), true);
    updateGeometry();
}

int ChannelChips::arrange(int width, bool apply) const
{
    int x = 0;
    int y = 0;
    int lineHeight = 0;
    for (QWidget *chip : m_chips) {
        const QSize size = chip->sizeHint().boundedTo({std::max(width, 1), 1000});
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += lineHeight + gap;
            lineHeight = 0;
        }
        if (apply)
            chip->setGeometry(QRect(QPoint(x, y), size));
        x += size.width() + gap;
        lineHeight = std::max(lineHeight, size.height());
    }
    return y + lineHeight;
}

int ChannelChips::heightForWidth(int width) const
{
    return arrange(width, false);
}

QSize ChannelChips::sizeHint() const
{
    return {200, heightForWidth(std::max(width(), 200))};
}

void ChannelChips::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange(width(), true);
}

} // namespace channelscope
