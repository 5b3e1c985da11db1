// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/channelsfield.h"

#include "models/channelsmodel.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QRegularExpression>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t maxCompletions = 50;
constexpr qsizetype maxRecent = 50;

// Spaces part channels, but not within a variable such as {{$random 1 100}}.
const QRegularExpression &oneChannel()
{
    static const QRegularExpression pattern(uR"((?:\{\{[^{}]*\}\}|\S)+)"_s);
    return pattern;
}

} // namespace

ChannelsField::ChannelsField(const ChannelsModel &occupied, QWidget *parent)
    : QLineEdit(parent)
    , m_occupied(occupied)
    , m_names(new QStringListModel(this))
    , m_completer(new QCompleter(m_names, this))
{
    setPlaceholderText(tr("One or more channels, with spaces between them"));
    setClearButtonEnabled(true);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &ChannelsField::take);
    connect(this, &QLineEdit::textChanged, this, &ChannelsField::changed);
    connect(this, &QLineEdit::textEdited, this, &ChannelsField::complete);
}

QStringList ChannelsField::channels() const
{
    const QString typed = text();
    QStringList channels;
    for (const QRegularExpressionMatch &match : oneChannel().globalMatch(typed))
        channels << match.captured();
    return channels;
}

void ChannelsField::setChannels(const QStringList &channels)
{
    setText(channels.join(u' '));
}

void ChannelsField::remember(const QStringList &channels)
{
    for (const QString &channel : channels) {
        m_recent.removeAll(channel);
        m_recent.prepend(channel);
    }
    m_recent = m_recent.mid(0, maxRecent);
}

void ChannelsField::keyPressEvent(QKeyEvent *event)
{
    // While the list is open these keys are its own; QCompleter takes them after us.
    if (m_completer->popup()->isVisible()) {
        switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Escape:
        case Qt::Key_Tab: event->ignore(); return;
        default: break;
        }
    }
    if (event->key() == Qt::Key_Down) {
        complete();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

std::pair<int, int> ChannelsField::wordAtCursor() const
{
    const QString whole = text();
    const int cursor = cursorPosition();
    const auto begin = cursor == 0 ? 0 : whole.lastIndexOf(u' ', cursor - 1) + 1;
    auto end = whole.indexOf(u' ', cursor);
    if (end < 0)
        end = whole.size();
    return {static_cast<int>(begin), static_cast<int>(end - begin)};
}

void ChannelsField::complete()
{
    const auto [begin, length] = wordAtCursor();
    const QString word = text().mid(begin, length);
    const ChannelSnapshot &snapshot = *m_occupied.snapshot();
    const auto [first, last] = snapshot.withPrefix(word.toUtf8());
    QStringList names;
    std::copy_if(m_recent.begin(), m_recent.end(), std::back_inserter(names),
                 [&](const QString &name) { return name.startsWith(word); });
    for (size_t i = first; i < last && i - first < maxCompletions; ++i)
        names << snapshot.name(i);
    names.removeDuplicates();
    names.removeAll(word);
    if (names.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_names->setStringList(names);
    m_completer->complete();
}

void ChannelsField::take(const QString &completion)
{
    const auto [begin, length] = wordAtCursor();
    QString whole = text();
    whole.replace(begin, length, completion);
    setText(whole);
    setCursorPosition(static_cast<int>(begin + completion.size()));
}

} // namespace channelscope
