// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/channelsfield.h"

#include "channels/channelname.h"
#include "models/channelsmodel.h"
#include "models/plaintext.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>

#include <algorithm>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t maxCompletions = 50;
constexpr qsizetype maxRecent = 50;

//! Names that read as they are completed and show their kind.
class CompletionModel : public QStringListModel
{
public:
    using QStringListModel::QStringListModel;

    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DisplayRole)
            return QStringListModel::data(index, role);
        const QString name = QStringListModel::data(index, Qt::EditRole).toString();
        QString kind = kindName(channelKind(name));
        return ChannelsField::tr("%1 · %2").arg(visibleText(name, shownName), kind.replace(u'-', u' '));
    }

private:
    static constexpr qsizetype shownName = 80;
};

} // namespace

ChannelsField::ChannelsField(const ChannelsModel &occupied, QWidget *parent)
    : QLineEdit(parent)
    , m_occupied(occupied)
    , m_names(new CompletionModel(this))
    , m_completer(new QCompleter(m_names, this))
{
    setPlaceholderText(tr("One or more channels, with spaces between them"));
    setClearButtonEnabled(true);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &ChannelsField::take);
    connect(this, &QLineEdit::textChanged, this, &ChannelsField::changed);
    connect(this, &QLineEdit::textEdited, this, [this] {
        if (wordAtCursor().channel.isEmpty())
            m_completer->popup()->hide(); // nothing is begun that could be completed
        else
            complete();
    });
}

QStringList ChannelsField::channels() const
{
    QStringList channels;
    for (const ChannelWord &word : channelWords(text()))
        channels << word.channel;
    return channels;
}

void ChannelsField::setChannels(const QStringList &channels)
{
    QStringList words;
    for (const QString &channel : channels)
        words << channelWord(channel);
    setText(words.join(u' '));
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

ChannelWord ChannelsField::wordAtCursor() const
{
    const int cursor = cursorPosition();
    for (const ChannelWord &word : channelWords(text())) {
        if (word.begin <= cursor && cursor <= word.begin + word.length)
            return word;
    }
    return {cursor, 0, {}};
}

void ChannelsField::complete()
{
    const QString word = wordAtCursor().channel;
    const ChannelSnapshot &snapshot = *m_occupied.snapshot();
    const auto [first, last] = snapshot.withPrefix(word.toUtf8());
    QStringList names;
    std::copy_if(m_recent.begin(), m_recent.end(), std::back_inserter(names),
                 [&](const QString &name) { return name.startsWith(word); });
    for (size_t i = first; i < last && i - first < maxCompletions; ++i)
        names << snapshot.name(i);
    names.removeDuplicates();
    const QStringList present = channels(); // with the word itself
    names.removeIf([&](const QString &name) { return present.contains(name); });
    if (names.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_names->setStringList(names);
    m_completer->complete();
    m_completer->popup()->setCurrentIndex({}); // Enter takes only what somebody went to
}

void ChannelsField::take(const QString &completion)
{
    const ChannelWord word = wordAtCursor();
    const QString taken = channelWord(completion);
    QString whole = text();
    whole.replace(word.begin, word.length, taken);
    setText(whole);
    setCursorPosition(static_cast<int>(word.begin + taken.size()));
}

} // namespace channelscope
