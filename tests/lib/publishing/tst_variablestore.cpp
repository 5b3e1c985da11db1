// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishing/variablestore.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace channelscope;
using namespace Qt::Literals::StringLiterals;

class VariableStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSavedIsReadAgain()
    {
        const QUuid app = QUuid::createUuid();
        QCOMPARE(*m_store.load(app), VariableExpander::Values());
        const VariableExpander::Values values{{u"user"_s, u"u-17"_s}, {u"odd"_s, u"\ufeff\"\n"_s}};
        QVERIFY(m_store.save(app, values));
        QCOMPARE(*m_store.load(app), values);
    }

    void whatCannotBeReadIsKeptBeside_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("not JSON") << QByteArray(R"({"user":"u-17",})");
        QTest::newRow("not an object") << QByteArray("[]");
        QTest::newRow("a number") << QByteArray(R"({"user":17})");
    }

    void whatCannotBeReadIsKeptBeside()
    {
        QFETCH(const QByteArray, content);
        const QUuid app = QUuid::createUuid();
        const QString name = app.toString(QUuid::WithoutBraces) + ".json"_L1;
        const auto damage = [&] {
            QFile file(m_folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
        };
        damage();
        const auto loaded = m_store.load(app);
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().message.contains(name), qPrintable(loaded.error().message));

        for (const QString &kept : {name + ".unreadable"_L1, name + ".unreadable-2"_L1}) {
            QVERIFY(m_store.save(app, {{u"user"_s, u"u-23"_s}}));
            QCOMPARE(m_store.load(app)->value(u"user"_s), u"u-23"_s);
            QFile aside(m_folder.filePath(kept));
            QVERIFY(aside.open(QIODevice::ReadOnly));
            QCOMPARE(aside.readAll(), content);
            damage();
        }
    }

private:
    QTemporaryDir m_folder;
    const VariableStore m_store{m_folder.path()};
};

QTEST_GUILESS_MAIN(VariableStoreTest)
#include "tst_variablestore.moc"
