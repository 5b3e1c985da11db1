// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appsession.h"
#include "widgets/filteredit.h"
#include "widgets/plainlabel.h"

#include <QComboBox>
#include <QToolButton>
#include <QWidget>

class QAbstractItemView;

namespace channelscope {

class IntervalBox;

//! How the list of channels is looked at, for when the app is opened anew.
struct ListView
{
    SavedFilter filter;
    int groups = 0;       //!< which of the choices
    int interval = 0;     //!< likewise
    bool isBilled = true; //!< the server bills what it is asked
    QString selected;     //!< channel; may be empty
};

//! What is shown of the occupied channels: prefix, refinement, kind, groups, saved filters, and how often the list is
//! asked for.
class ChannelsBar : public QWidget
{
    Q_OBJECT

public:
    explicit ChannelsBar(AppSession &session, QWidget *parent = nullptr);

    //! The arrow keys lead from the fields into it.
    void setList(QAbstractItemView *list);
    void focusFilter();
    [[nodiscard]] QString prefix() const { return m_prefix->text(); }
    //! Something else than the prefix hides channels.
    [[nodiscard]] bool isRefined() const;
    void setPrefix(const QString &prefix);
    void clearRefinement();
    [[nodiscard]] ListView view() const;
    void restore(const ListView &view);

private:
    void setUpFields();
    void fillKinds();
    void fillGroups();
    void setUpInterval();
    void showCost();
    void fillFilters();
    void group();
    [[nodiscard]] char detectedSeparator();
    void makeRoomForCount(qulonglong total);
    void showCount();
    void apply(const SavedFilter &filter);
    void askForName();
    [[nodiscard]] SavedFilter current(const QString &name) const;

    AppSession &m_session;
    std::optional<char> m_detected; //!< the separator that most names have
    QString m_detectedWith;         //!< the prefix they were listed with
    FilterEdit *m_prefix;
    FilterEdit *m_refine;
    QComboBox *m_kinds;
    QComboBox *m_groups;
    QToolButton *m_filters;
    IntervalBox *m_interval;
    QToolButton *m_refresh;
    PlainLabel *m_count;
};

} // namespace channelscope
