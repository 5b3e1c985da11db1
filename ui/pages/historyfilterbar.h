// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/filteredit.h"

#include <QComboBox>

namespace channelscope {

struct HistoryQuery;

//! What of the history is to be seen: a text, whose publishes, how they ended, how long ago.
class HistoryFilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryFilterBar(QWidget *parent = nullptr);

    //! Where the arrow keys go on from the text.
    void setView(QAbstractItemView *view) { m_text->setView(view); }
    //! As of now: "today" is another day tomorrow.
    [[nodiscard]] HistoryQuery query(const QUuid &thisApp) const;
    [[nodiscard]] bool isAllApps() const { return m_scope->currentIndex() == 1; }
    //! Something but the app is asked for.
    [[nodiscard]] bool isFiltered() const;
    void clear();
    void focusText();

Q_SIGNALS:
    //! The text is told a moment after the last key.
    void changed();

private:
    FilterEdit *m_text;
    QComboBox *m_scope;
    QComboBox *m_outcome;
    QComboBox *m_range;
};

} // namespace channelscope
