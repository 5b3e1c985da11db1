// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publishing/templatestore.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"
#include "widgets/filteredit.h"

#include <QStandardItemModel>
#include <QTreeView>

#include <functional>

class QMenu;
class QStackedLayout;
class QToolButton;

namespace channelscope {

//! The saved templates in their folders: find one, put it into the form, save the form as one, and keep them in order.
class TemplatesPane : public QWidget
{
    Q_OBJECT

public:
    //! `store` outlives it; `current` gives the event as it stands in the form.
    TemplatesPane(TemplateStore &store, std::function<Event()> current, QWidget *parent = nullptr);

    void focusFilter();

Q_SIGNALS:
    //! To be put into the form.
    void chosen(const channelscope::Event &event);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QMenu *makeMenu();
    void load();
    void showLibrary();
    void tellBroken();
    void showActions();
    void apply();
    void saveAs();
    void saveOver();
    void rename();
    void moveTo();
    void duplicate();
    void removeSelected();
    void addFolder();
    void exportTemplates();
    void importTemplates();
    void ask(const QString &title, const QString &label, const QString &text, std::function<void(const QString &)> go);
    template <typename T>
    void tell(const Result<T> &result);
    template <typename T>
    void tellWhenDone(const QFuture<Result<T>> &change);
    void selectWhenDone(const QFuture<Result<TemplateFile>> &change);
    void offerUndo(const TemplateFile &gone);
    void tellImported(const TemplateImport &made);
    [[nodiscard]] const TemplateFile *selected() const;
    [[nodiscard]] QString selectedFolder() const;

    TemplateStore &m_store;
    const std::function<Event()> m_current;
    TemplateLibrary m_library;
    bool m_asked = false;
    QString m_toldBroken; //!< what the banner said of files that cannot be read
    QStandardItemModel m_model;
    FilterEdit *m_filter;
    QTreeView *m_tree;
    EmptyState *m_empty;
    Banner *m_banner;
    QPushButton *m_apply;
    QPushButton *m_save;
    QToolButton *m_more;
    QList<QAction *> m_forTemplate; //!< actions that need a selected template
    QAction *m_remove = nullptr;
    QStackedLayout *m_stack;
    QString m_wanted; //!< the path to select when the templates have been read again
};

} // namespace channelscope
