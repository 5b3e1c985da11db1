// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/templatespane.h"
#include "ui/fixture.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QInputDialog>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Event someEvent(const QString &name = u"created"_s)
{
    return {
        name, {u"orders"_s, u"room-{{room}}"_s}, "\xEF\xBB\xBF{ \"n\": {{$seq}} }\r\n", u"12.34"_s, {u"user_count"_s}};
}

//! The pane over a folder of its own, before it is seen.
struct Pane
{
    Pane()
        : store(path())
        , pane(store, [this] { return form; })
        , tree(in<QTreeView>(pane, u"templatesTree"_s))
    {
        pane.resize(360, 560);
    }
    [[nodiscard]] QString path() const { return folder.filePath(u"templates"_s); }
    void open()
    {
        if (!shown(pane))
            QTest::qFail("the pane does not come up", __FILE__, __LINE__);
    }
    //! As if it had been saved before.
    void add(const QString &name, const QString &inFolder = {})
    {
        QVERIFY(TemplateFolder(path()).create(inFolder, {name, someEvent(), {}}));
    }
    void write(const QString &file, const QByteArray &text) const
    {
        QDir().mkpath(path());
        QFile out(QDir(path()).filePath(file));
        QVERIFY(out.open(QIODevice::WriteOnly) && out.write(text) == text.size());
    }
    //! All that is in the tree, folders with what is in them behind them.
    [[nodiscard]] QStringList items(const QModelIndex &parent = {}) const
    {
        QStringList texts;
        for (int row = 0; row < tree.model()->rowCount(parent); ++row) {
            const QModelIndex index = tree.model()->index(row, 0, parent);
            texts << index.data().toString();
            for (const QString &below : items(index))
                texts << index.data().toString() + below;
        }
        return texts;
    }
    void select(const QString &text)
    {
        const QModelIndexList found =
            tree.model()->match(tree.model()->index(0, 0), Qt::DisplayRole, text, 1,
                                Qt::MatchExactly | Qt::MatchRecursive | Qt::MatchCaseSensitive);
        QVERIFY2(!found.isEmpty(), qPrintable(text));
        tree.setCurrentIndex(found.first());
    }
    [[nodiscard]] QString current() const { return tree.currentIndex().data().toString(); }
    void choose(const QString &text)
    {
        for (QAction *action : in<QToolButton>(pane, u"templateMore"_s).menu()->actions()) {
            if (action->text() == text) {
                QVERIFY2(action->isEnabled(), qPrintable(text));
                action->trigger();
                return;
            }
        }
        QFAIL(qPrintable(text));
    }
    //! Answers the question that is open.
    void answer(const QString &text)
    {
        auto *dialog = pane.findChild<QInputDialog *>(u"templateDialog"_s);
        QVERIFY(dialog);
        dialog->setTextValue(text);
        dialog->accept();
        QTRY_VERIFY(!pane.findChild<QInputDialog *>(u"templateDialog"_s));
    }
    void click(const QString &button) { QTest::mouseClick(&in<QWidget>(pane, button), Qt::LeftButton); }
    void key(Qt::Key key)
    {
        tree.setFocus();
        QTest::keyClick(&tree, key);
    }
    [[nodiscard]] QString label(const QString &name) const { return in<PlainLabel>(pane, name).wholeText(); }
    [[nodiscard]] QStringList files() const { return QDir(path()).entryList(QDir::Files); }

    QTemporaryDir folder;
    TemplateStore store;
    Event form = someEvent();
    TemplatesPane pane;
    QTreeView &tree;
};

} // namespace

class TestTemplatesPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<Event>(); }

    void savesTheFormAndPutsItBackByteForByte()
    {
        Pane pane;
        pane.open();
        QTRY_COMPARE(pane.label(u"emptyStateTitle"_s), u"No templates yet"_s);
        pane.click(u"templateSave"_s);
        pane.answer(u" My order "_s);
        QTRY_COMPARE(pane.items(), QStringList{u"My order"_s});
        QCOMPARE(pane.current(), u"My order"_s);
        QSignalSpy chosen(&pane.pane, &TemplatesPane::chosen);
        pane.click(u"templateUse"_s);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().value<Event>(), someEvent());
        pane.key(Qt::Key_Return);
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(pane.files().size(), 1);
    }

    void aNameHasToBeGiven()
    {
        Pane pane;
        pane.open();
        pane.click(u"templateSave"_s);
        pane.answer(u"  "_s);
        pane.click(u"templateSave"_s);
        pane.answer(u"named"_s); // done after what was asked before it
        QTRY_COMPARE(pane.items(), QStringList{u"named"_s});
        QCOMPARE(pane.files().size(), 1);
    }

    void savesOverTheSelectedOne()
    {
        Pane pane;
        pane.add(u"one"_s);
        pane.open();
        QTRY_COMPARE(pane.items().size(), 1);
        pane.select(u"one"_s);
        pane.form = someEvent(u"paid"_s);
        pane.choose(u"Save over the selected one"_s);
        QTRY_COMPARE(TemplateFolder(pane.path()).readAll().templates.first().content.event.name, u"paid"_s);
        QCOMPARE(pane.files().size(), 1);
    }

    void renamesAndDuplicates()
    {
        Pane pane;
        pane.add(u"one"_s);
        pane.open();
        QTRY_COMPARE(pane.items().size(), 1);
        pane.select(u"one"_s);
        pane.key(Qt::Key_F2);
        pane.answer(u"uno"_s);
        QTRY_COMPARE(pane.items(), QStringList{u"uno"_s});
        QTRY_COMPARE(pane.current(), u"uno"_s);
        pane.choose(u"Duplicate"_s);
        QTRY_COMPARE(pane.items(), (QStringList{u"uno 2"_s, u"uno"_s}));
        QTRY_COMPARE(pane.current(), u"uno 2"_s);
        QCOMPARE(pane.files().size(), 2);
    }

    void selectsWhatWasMadeAlsoWhileSomebodyTypesInTheFilter()
    {
        Pane pane;
        pane.add(u"one"_s);
        pane.open();
        QTRY_COMPARE(pane.items().size(), 1);
        pane.select(u"one"_s);
        pane.choose(u"Duplicate"_s);
        QVERIFY(QTest::qWaitFor([&] { return pane.files().size() == 2; }));
        auto &filter = in<FilterEdit>(pane.pane, u"templateFilter"_s);
        Q_EMIT filter.filterChanged(filter.text()); // shows what was read before
        QTRY_COMPARE(pane.items(), (QStringList{u"one 2"_s, u"one"_s}));
        QTRY_COMPARE(pane.current(), u"one 2"_s);
    }

    void whatWasAskedIsDoneAlthoughThePaneIsGone()
    {
        const QTemporaryDir folder;
        TemplateStore store(folder.path());
        auto pane = std::make_unique<TemplatesPane>(store, [] { return someEvent(); });
        QVERIFY(shown(*pane));
        in<QPushButton>(*pane, u"templateSave"_s).click();
        auto &dialog = in<QInputDialog>(*pane, u"templateDialog"_s);
        dialog.setTextValue(u"one"_s);
        dialog.accept();
        pane.reset();
        const auto library = store.load(); // answered after what nobody waits for any more
        QTRY_VERIFY(library.isFinished());
        QCOMPARE(library.result().templates.size(), 1);
        QCOMPARE(library.result().templates.first().content.name, u"one"_s);
    }

    void deletesAndBringsBack_data()
    {
        QTest::addColumn<bool>("besideABrokenFile");
        QTest::newRow("alone") << false;
        QTest::newRow("beside a file that cannot be read") << true;
    }

    void deletesAndBringsBack()
    {
        QFETCH(const bool, besideABrokenFile);
        Pane pane;
        pane.add(u"one"_s);
        pane.add(u"two"_s);
        if (besideABrokenFile)
            pane.write(u"zzz.json"_s, "{oops");
        pane.open();
        QTRY_COMPARE(pane.items().size(), 2);
        pane.select(u"one"_s);
        pane.key(Qt::Key_Delete);
        QTRY_COMPARE(pane.items(), QStringList{u"two"_s});
        QVERIFY(isSeen(pane.pane, u"bannerAction"_s));
        QCOMPARE(pane.label(u"bannerSentence"_s), u"“one” was deleted."_s);
        pane.click(u"bannerAction"_s);
        QTRY_COMPARE(pane.items(), (QStringList{u"one"_s, u"two"_s}));
        QCOMPARE(TemplateFolder(pane.path()).readAll().templates.first().content.event, someEvent());
        QVERIFY(!isSeen(pane.pane, u"bannerAction"_s));
    }

    void keepsThemInFolders()
    {
        Pane pane;
        pane.add(u"one"_s);
        pane.open();
        QTRY_COMPARE(pane.items().size(), 1);
        pane.choose(u"New folder…"_s);
        pane.answer(u"shop"_s);
        QTRY_COMPARE(pane.items(), (QStringList{u"shop/"_s, u"one"_s}));
        pane.select(u"one"_s);
        pane.choose(u"Move to a folder…"_s);
        pane.answer(u"shop"_s);
        QTRY_COMPARE(pane.items(), (QStringList{u"shop/"_s, u"shop/one"_s}));
        QTRY_COMPARE(pane.current(), u"one"_s);
        pane.click(u"templateSave"_s); // goes where the selected one is
        pane.answer(u"two"_s);
        QTRY_COMPARE(pane.items(), (QStringList{u"shop/"_s, u"shop/one"_s, u"shop/two"_s}));
        pane.select(u"shop/"_s);
        pane.choose(u"Delete"_s); // with all that is in it: no
        QTRY_VERIFY(isSeen(pane.pane, u"bannerSentence"_s));
        QCOMPARE(pane.items().size(), 3);
    }

    void findsThem()
    {
        Pane pane;
        pane.add(u"one"_s);
        pane.add(u"two"_s, u"shop"_s);
        pane.open();
        QTRY_COMPARE(pane.items().size(), 3);
        auto &filter = in<FilterEdit>(pane.pane, u"templateFilter"_s);
        QTest::keyClicks(&filter, u"TWO"_s);
        QTRY_COMPARE(pane.items(), (QStringList{u"shop/"_s, u"shop/two"_s}));
        QTest::keyClicks(&filter, u"x"_s);
        QTRY_COMPARE(pane.label(u"emptyStateTitle"_s), u"No template matches"_s);
        QTest::keyClick(&filter, Qt::Key_Escape);
        QTRY_COMPARE(pane.items().size(), 3);
    }

    void tellsOfAFileThatCannotBeRead()
    {
        Pane pane;
        pane.add(u"one"_s);
        pane.write(u"broken.json"_s, "{oops");
        pane.open();
        QTRY_VERIFY(isSeen(pane.pane, u"bannerSentence"_s));
        QCOMPARE(pane.label(u"bannerSentence"_s), u"A file among the templates cannot be read. It is left as it is."_s);
        QVERIFY(pane.label(u"bannerHint"_s).startsWith(u"broken.json: "_s));
        QCOMPARE(pane.items(), QStringList{u"one"_s});
        QVERIFY(pane.files().contains(u"broken.json"_s));
        QVERIFY(QFile::remove(QDir(pane.path()).filePath(u"broken.json"_s)));
        QTRY_VERIFY(!isSeen(pane.pane, u"bannerSentence"_s));
    }

    void noticesWhatOthersDo()
    {
        Pane pane;
        pane.add(u"one"_s);
        pane.open();
        QTRY_COMPARE(pane.items().size(), 1);
        QVERIFY(TemplateFolder(pane.path()).create({}, {u"theirs"_s, someEvent(), {}}));
        QTRY_COMPARE(pane.items(), (QStringList{u"one"_s, u"theirs"_s}));
    }

    void actionsNeedATemplate()
    {
        Pane pane;
        pane.add(u"two"_s, u"shop"_s);
        pane.open();
        QTRY_COMPARE(pane.items().size(), 2);
        QSignalSpy chosen(&pane.pane, &TemplatesPane::chosen);
        pane.select(u"shop/"_s);
        QVERIFY(!in<QPushButton>(pane.pane, u"templateUse"_s).isEnabled());
        pane.key(Qt::Key_F2);
        QVERIFY(!pane.pane.findChild<QInputDialog *>(u"templateDialog"_s));
        QCOMPARE(chosen.size(), 0);
    }
};

QTEST_MAIN(TestTemplatesPane)
#include "tst_templatespane.moc"
