// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/templatespane.h"

#include "core/onthisthread.h"
#include "models/plaintext.h"
#include "widgets/filedialog.h"
#include "widgets/rowtable.h"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QLocale>
#include <QMenu>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds filterPause(120);

enum Role { PathRole = Qt::UserRole, IsFolderRole };

QString summaryText(const TemplateFile &file)
{
    QStringList channels;
    for (const QString &channel : file.content.event.channels)
        channels << visibleText(channel);
    return plainToolTip(TemplatesPane::tr("%1 → %2\n%3")
                            .arg(visibleText(file.content.event.name), channels.join(u", "_s),
                                 visibleText(QString::fromUtf8(file.content.event.data.left(400)), 300)));
}

QString fileFilter()
{
    return TemplatesPane::tr("Templates (*.json);;All files (*)");
}

} // namespace

TemplatesPane::TemplatesPane(TemplateStore &store, std::function<Event()> current, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_current(std::move(current))
    , m_filter(new FilterEdit(filterPause, this))
    , m_tree(new QTreeView(this))
    , m_empty(new EmptyState(this))
    , m_banner(new Banner(this))
    , m_apply(new QPushButton(tr("Use"), this))
    , m_save(new QPushButton(tr("Save…"), this))
    , m_more(new QToolButton(this))
    , m_stack(new QStackedLayout)
{
    setObjectName(u"templatesPane"_s);
    setMinimumWidth(280);
    m_filter->setObjectName(u"templateFilter"_s);
    m_filter->setPlaceholderText(tr("Find a template"));
    m_filter->setAccessibleName(tr("Find a template"));
    m_filter->setView(m_tree);
    m_tree->setObjectName(u"templatesTree"_s);
    m_tree->setAccessibleName(tr("Templates"));
    m_tree->setModel(&m_model);
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_apply->setObjectName(u"templateUse"_s);
    m_apply->setToolTip(tr("Put the template into the form (Enter)"));
    m_apply->setAccessibleName(tr("Use the template"));
    m_save->setObjectName(u"templateSave"_s);
    m_save->setToolTip(tr("Save what is in the form as a template"));
    m_save->setAccessibleName(tr("Save as a template"));
    m_more->setObjectName(u"templateMore"_s);
    m_more->setText(tr("More"));
    m_more->setAccessibleName(tr("More about templates"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(makeMenu());

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    buttons->addWidget(m_apply);
    buttons->addWidget(m_save);
    buttons->addStretch();
    buttons->addWidget(m_more);
    auto *list = new QWidget(this);
    list->setLayout(m_stack);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 12);
    column->setSpacing(8);
    column->addWidget(m_filter);
    column->addWidget(m_banner);
    column->addWidget(list, 1);
    column->addLayout(buttons);

    connect(m_filter, &FilterEdit::filterChanged, this, &TemplatesPane::showLibrary);
    connect(m_tree, &QTreeView::activated, this, &TemplatesPane::apply);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &TemplatesPane::showActions);
    connect(m_apply, &QPushButton::clicked, this, &TemplatesPane::apply);
    connect(m_save, &QPushButton::clicked, this, &TemplatesPane::saveAs);
    connect(m_empty, &EmptyState::actionChosen, this, [this] {
        if (m_filter->text().isEmpty())
            saveAs();
        else
            m_filter->setFilter({});
    });
    connect(&m_store, &TemplateStore::changed, this, &TemplatesPane::load);
    onKeys(*m_tree, QKeySequence::Delete, this, &TemplatesPane::removeSelected);
    onKeys(*m_tree, Qt::Key_F2, this, &TemplatesPane::rename);
    showActions();
}

QMenu *TemplatesPane::makeMenu()
{
    auto *menu = new QMenu(this);
    m_forTemplate = {
        menu->addAction(tr("Save over the selected one"), this, &TemplatesPane::saveOver),
        menu->addAction(tr("Rename… (F2)"), this, &TemplatesPane::rename),
        menu->addAction(tr("Move to a folder…"), this, &TemplatesPane::moveTo),
        menu->addAction(tr("Duplicate"), this, &TemplatesPane::duplicate),
    };
    m_remove = menu->addAction(tr("Delete"), this, &TemplatesPane::removeSelected);
    menu->addSeparator();
    menu->addAction(tr("New folder…"), this, &TemplatesPane::addFolder);
    menu->addAction(tr("Import…"), this, &TemplatesPane::importTemplates);
    auto *exporting = menu->addAction(tr("Export…"), this, &TemplatesPane::exportTemplates);
    exporting->setObjectName(u"templateExport"_s);
    exporting->setToolTip(tr("The selected template, or all of them"));
    return menu;
}

void TemplatesPane::focusFilter()
{
    m_filter->setFocus();
}

void TemplatesPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_asked)
        load();
}

void TemplatesPane::load()
{
    m_asked = true;
    // Answered in the order they were asked for, and after the changes before them: the last answer is the newest.
    m_store.load().then(this, [this](const TemplateLibrary &library) {
        m_library = library;
        showLibrary();
        m_wanted.clear();
        tellBroken();
    });
}

void TemplatesPane::tellBroken()
{
    QString hint;
    if (!m_library.broken.isEmpty()) {
        const BrokenTemplate &first = m_library.broken.first();
        hint = tr("%1: %2").arg(visibleText(first.path), first.reason);
        if (m_library.broken.size() > 1)
            hint += u' ' + tr("And %1 more.").arg(m_library.broken.size() - 1);
    }
    if (hint == m_toldBroken)
        return; // each time it is read would be too often, and in the way of "Undo"
    m_toldBroken = hint;
    if (hint.isEmpty())
        m_banner->clear();
    else
        m_banner->show(Tone::Warning, tr("A file among the templates cannot be read. It is left as it is."), hint);
}

void TemplatesPane::showLibrary()
{
    const QString wantedPath = m_wanted.isEmpty() ? m_tree->currentIndex().data(PathRole).toString() : m_wanted;
    m_model.clear();
    QHash<QString, QStandardItem *> folders{{QString(), m_model.invisibleRootItem()}};
    const QString filter = m_filter->text();
    const std::function<QStandardItem *(const QString &)> folderItem = [&](const QString &path) {
        if (QStandardItem *known = folders.value(path))
            return known;
        const auto slash = path.lastIndexOf(u'/');
        auto *item = new QStandardItem(visibleText(path.sliced(slash + 1)) + u'/');
        item->setData(path, PathRole);
        item->setData(true, IsFolderRole);
        folderItem(slash < 0 ? QString() : path.left(slash))->appendRow(item);
        folders.insert(path, item);
        return item;
    };
    if (filter.isEmpty()) {
        for (const QString &folder : std::as_const(m_library.folders))
            folderItem(folder);
    }
    QStandardItem *wanted = wantedPath.isEmpty() ? nullptr : folders.value(wantedPath);
    for (const TemplateFile &file : std::as_const(m_library.templates)) {
        if (!matches(file, filter))
            continue;
        auto *item = new QStandardItem(visibleText(file.content.name));
        item->setData(file.path, PathRole);
        item->setToolTip(summaryText(file));
        folderItem(file.folder())->appendRow(item);
        if (file.path == wantedPath)
            wanted = item;
    }
    m_tree->expandAll();
    if (wanted)
        m_tree->setCurrentIndex(wanted->index());

    const bool isEmpty = m_model.rowCount() == 0;
    if (isEmpty && !filter.isEmpty())
        m_empty->show(tr("No template matches"), tr("Name, folder, channels, event and data were searched."),
                      {tr("Show all")});
    else if (isEmpty)
        m_empty->show(
            tr("No templates yet"),
            tr("Save what is in the form under a name, to send it again whenever you like. Each template is a "
               "JSON file without secrets, so a team can keep them in git."),
            {tr("Save the form as a template…")});
    m_stack->setCurrentIndex(isEmpty ? 1 : 0);
    showActions();
}

void TemplatesPane::showActions()
{
    const bool any = selected();
    m_apply->setEnabled(any);
    for (QAction *action : std::as_const(m_forTemplate))
        action->setEnabled(any);
    m_remove->setEnabled(m_tree->currentIndex().isValid());
}

const TemplateFile *TemplatesPane::selected() const
{
    const QModelIndex current = m_tree->currentIndex();
    if (!current.isValid() || current.data(IsFolderRole).toBool())
        return nullptr;
    const QString path = current.data(PathRole).toString();
    const auto found = std::find_if(m_library.templates.begin(), m_library.templates.end(),
                                    [&](const TemplateFile &file) { return file.path == path; });
    return found == m_library.templates.end() ? nullptr : &*found;
}

QString TemplatesPane::selectedFolder() const
{
    const QModelIndex current = m_tree->currentIndex();
    if (!current.isValid())
        return {};
    if (current.data(IsFolderRole).toBool())
        return current.data(PathRole).toString();
    const TemplateFile *file = selected();
    return file ? file->folder() : QString();
}

template <typename T>
void TemplatesPane::tell(const Result<T> &result)
{
    if (result)
        m_banner->clear();
    else
        m_banner->show(Tone::Bad, result.error().message);
    load();
}

template <typename T>
void TemplatesPane::tellWhenDone(const QFuture<Result<T>> &change)
{
    onThisThread(change).then(this, [this](const Result<T> &result) { tell(result); });
}

void TemplatesPane::selectWhenDone(const QFuture<Result<TemplateFile>> &change)
{
    onThisThread(change).then(this, [this](const Result<TemplateFile> &file) {
        if (file)
            m_wanted = file->path;
        tell(file);
    });
}

void TemplatesPane::ask(const QString &title, const QString &label, const QString &text,
                        std::function<void(const QString &)> go)
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(u"templateDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    dialog->setTextValue(text);
    dialog->resize(380, 0); // the title wants room, too
    connect(dialog, &QInputDialog::textValueSelected, this, std::move(go));
    dialog->open();
}

void TemplatesPane::apply()
{
    if (const TemplateFile *file = selected())
        Q_EMIT chosen(file->content.event);
}

void TemplatesPane::saveAs()
{
    const Event event = m_current();
    ask(tr("Save as a template"), tr("Name:"), event.name, [this, event](const QString &name) {
        if (!name.trimmed().isEmpty())
            selectWhenDone(m_store.create(selectedFolder(), {name.trimmed(), event, {}}));
    });
}

void TemplatesPane::saveOver()
{
    if (const TemplateFile *file = selected()) {
        TemplateFile changed = *file;
        changed.content.event = m_current();
        tellWhenDone(m_store.save(changed));
    }
}

void TemplatesPane::rename()
{
    const TemplateFile *file = selected();
    if (!file)
        return;
    ask(tr("Rename the template"), tr("Name:"), file->content.name, [this, path = file->path](const QString &name) {
        if (!name.trimmed().isEmpty())
            selectWhenDone(m_store.rename(path, name.trimmed()));
    });
}

void TemplatesPane::moveTo()
{
    const TemplateFile *file = selected();
    if (!file)
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(u"templateDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Move the template"));
    dialog->setLabelText(tr("Folder:"));
    const QString top = tr("(no folder)");
    dialog->setComboBoxItems(QStringList{top} + m_library.folders);
    dialog->setTextValue(file->folder().isEmpty() ? top : file->folder());
    connect(dialog, &QInputDialog::textValueSelected, this, [this, top, path = file->path](const QString &folder) {
        selectWhenDone(m_store.move(path, folder == top ? QString() : folder));
    });
    dialog->open();
}

void TemplatesPane::duplicate()
{
    if (const TemplateFile *file = selected())
        selectWhenDone(m_store.duplicate(file->path));
}

void TemplatesPane::removeSelected()
{
    if (const TemplateFile *file = selected()) {
        onThisThread(m_store.remove(file->path)).then(this, [this, gone = *file](const Result<void> &removed) {
            tell(removed);
            if (removed)
                offerUndo(gone);
        });
    } else if (m_tree->currentIndex().data(IsFolderRole).toBool()) {
        tellWhenDone(m_store.removeFolder(m_tree->currentIndex().data(PathRole).toString()));
    }
}

// Instead of a question beforehand.
void TemplatesPane::offerUndo(const TemplateFile &gone)
{
    m_banner->offer(tr("“%1” was deleted.").arg(visibleText(gone.content.name)), tr("Undo"),
                    [this, gone] { selectWhenDone(m_store.create(gone.folder(), gone.content)); });
}

void TemplatesPane::addFolder()
{
    ask(tr("New folder"), tr("Name:"), {}, [this](const QString &name) {
        if (!name.trimmed().isEmpty())
            tellWhenDone(m_store.createFolder(selectedFolder(), name.trimmed()));
    });
}

void TemplatesPane::exportTemplates()
{
    QStringList paths;
    if (const TemplateFile *file = selected()) {
        paths << file->path;
    } else {
        for (const TemplateFile &each : std::as_const(m_library.templates))
            paths << each.path;
    }
    auto *dialog = new FileDialog(FileDialog::For::Writing, this, tr("Export templates"), {fileFilter()});
    dialog->setObjectName(u"templatesDialog"_s);
    dialog->selectFile(u"templates.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, paths](const QString &path) {
        onThisThread(m_store.exportTo(path, paths)).then(this, [this, path](const Result<void> &done) {
            if (done)
                m_banner->show(Tone::Good, tr("Saved as %1.").arg(visibleText(path)));
            else
                m_banner->show(Tone::Bad, done.error().message);
        });
    });
    dialog->open();
}

void TemplatesPane::importTemplates()
{
    auto *dialog = new FileDialog(FileDialog::For::Reading, this, tr("Import templates"), {fileFilter()});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        onThisThread(m_store.importFrom(path, selectedFolder())).then(this, [this](const Result<TemplateImport> &made) {
            tell(made);
            if (made)
                tellImported(*made);
        });
    });
    dialog->open();
}

void TemplatesPane::tellImported(const TemplateImport &made)
{
    m_banner->show(made.problems.isEmpty() ? Tone::Good : Tone::Warning,
                   made.files.size() == 1
                       ? tr("1 template was imported.")
                       : tr("%1 templates were imported.").arg(QLocale().toString(made.files.size())),
                   visibleText(made.problems.join(u' '), 600));
}

} // namespace channelscope
