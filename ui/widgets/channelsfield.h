// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/channelwords.h"

#include <QLineEdit>
#include <QStringListModel>

class QCompleter;

namespace channelscope {

class ChannelsModel;

//! A line for one or more channel names with a space between them (names can have commas in them; see channelWords()).
//! Completes the name at the cursor from channels used before and the occupied ones, each shown with its kind.
class ChannelsField : public QLineEdit
{
    Q_OBJECT

public:
    explicit ChannelsField(const ChannelsModel &occupied, QWidget *parent = nullptr);

    [[nodiscard]] QStringList channels() const; //!< as typed, duplicates included
    void setChannels(const QStringList &channels);
    //! Names to complete besides the occupied ones, the latest first.
    void remember(const QStringList &channels);

Q_SIGNALS:
    void changed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void complete();
    void take(const QString &completion);
    [[nodiscard]] ChannelWord wordAtCursor() const;

    const ChannelsModel &m_occupied;
    QStringList m_recent;
    QStringListModel *m_names;
    QCompleter *m_completer;
};

} // namespace channelscope
