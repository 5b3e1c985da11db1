// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"
#include "models/activitymodel.h"
#include "tour/hands.h"
#include "tour/tour.h"
#include "widgets/jsoneditor.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTableWidget>
#include <QToolButton>
#include <QTreeView>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;
using namespace hands;

void Tour::planVariables()
{
    add(
        u"variables"_s, u"a variable in the event's name is filled in before it is sent"_s,
        [this] {
            m_window.currentWorkspace()->showPage(Workspace::Page::Publish);
            type(in<QLineEdit>(m_window, u"eventName"_s), u"tick-{{$seq}}"_s);
        },
        [this]() -> QString {
            const auto *preview = in<QPlainTextEdit>(m_window, u"variablePreview"_s);
            return preview->isVisible() && preview->toPlainText().startsWith("tick-"_L1) &&
                           !preview->toPlainText().contains("{{"_L1)
                       ? QString()
                       : u"the preview does not show the name as it will be sent"_s;
        });
    add(
        u"variables-dialog"_s, u"a variable of the app is given a value"_s,
        [this] {
            in<QAbstractButton>(m_window, u"editVariables"_s)->click();
            auto *table = in<QTableWidget>(m_window, u"variablesTable"_s);
            table->item(0, 0)->setText(u"customer"_s);
            table->item(0, 1)->setText(u"Ada"_s);
        },
        [this]() -> QString {
            return in<QAbstractButton>(m_window, u"saveVariables"_s)->isEnabled() ? QString() : u"it cannot be saved"_s;
        });
    add(
        u"variable-value"_s, u"the value stands where the variable was written"_s,
        [this] {
            in<QAbstractButton>(m_window, u"saveVariables"_s)->click();
            type(in<QLineEdit>(m_window, u"eventName"_s), u"hello-{{customer}}-{{$seq}}"_s);
        },
        [this]() -> QString {
            return in<QPlainTextEdit>(m_window, u"variablePreview"_s)->toPlainText().startsWith("hello-Ada-"_L1)
                       ? QString()
                       : u"the preview does not show the value"_s;
        });
    add(
        u"repeat"_s, u"the event is published three times, each with its own number"_s,
        [this] {
            in<QAbstractButton>(m_window, u"repeat"_s)->setChecked(true);
            in<QSpinBox>(m_window, u"repeatTimes"_s)->setValue(3);
            in<QSpinBox>(m_window, u"repeatEvery"_s)->setValue(50);
            in<QAbstractButton>(m_window, u"publishButton"_s)->click();
        },
        [this]() -> QString {
            const auto verdicts = m_window.findChildren<QLabel *>(u"publishVerdict"_s);
            if (verdicts.size() < 4)
                return u"fewer than three more results have come"_s;
            for (const QLabel *verdict : verdicts) {
                if (!verdict->text().startsWith(u'✓'))
                    return verdict->text();
            }
            return {};
        });
}

void Tour::planTemplates()
{
    add(
        u"encrypted"_s, u"an end-to-end encrypted channel is refused beside another one, and accepted alone"_s,
        [this] {
            in<QAbstractButton>(m_window, u"repeat"_s)->setChecked(false);
            type(in<QLineEdit>(m_window, u"eventName"_s), u"sealed"_s);
            type(in<QLineEdit>(m_window, u"channelsField"_s), u"private-encrypted-vault orders"_s);
            m_refused = in<QLabel>(m_window, u"findings"_s)->text();
            type(in<QLineEdit>(m_window, u"channelsField"_s), u"private-encrypted-vault"_s);
            in<QAbstractButton>(m_window, u"publishButton"_s)->click();
        },
        [this]() -> QString {
            if (!m_refused.contains("encrypted"_L1))
                return u"the mixture is not refused: “%1”"_s.arg(m_refused);
            const auto verdicts = m_window.findChildren<QLabel *>(u"publishVerdict"_s);
            return verdicts.size() > 4 && verdicts.last()->text().startsWith(u'✓') ? QString()
                                                                                   : u"it is not accepted"_s;
        });
    add(
        u"to-user"_s, u"an event goes to all connections of one user"_s,
        [this] {
            in<QAbstractButton>(m_window, u"sendToUser"_s)->click();
            auto *dialog = in<QInputDialog>(m_window, u"userDialog"_s);
            dialog->setTextValue(u"u-1"_s);
            in<QLineEdit>(m_window, u"channelsField"_s)->clear();
            dialog->accept();
            in<QAbstractButton>(m_window, u"publishButton"_s)->click();
        },
        [this]() -> QString {
            if (in<QLineEdit>(m_window, u"channelsField"_s)->text() != "#server-to-user-u-1"_L1)
                return u"the user is not in the channels field"_s;
            const auto verdicts = m_window.findChildren<QLabel *>(u"publishVerdict"_s);
            return verdicts.size() > 5 && verdicts.last()->text().startsWith(u'✓') ? QString()
                                                                                   : u"it is not accepted"_s;
        });
    add(
        u"copy-as"_s, u"the event is copied as a call of the command line"_s,
        [this] {
            QMenu *menu = in<QToolButton>(m_window, u"copyAs"_s)->menu();
            Q_EMIT menu->aboutToShow();
            menu->actions().last()->trigger();
        },
        [this]() -> QString {
            const QString text = QApplication::clipboard()->text();
            return text.contains("channelscope-cli"_L1) && text.contains("#server-to-user-u-1"_L1)
                       ? QString()
                       : u"the clipboard has no such call: “%1”"_s.arg(text);
        });
    add(
        u"template"_s, u"the event is saved as a template and listed"_s,
        [this] {
            choose(m_window, u"publishSide"_s, 1);
            in<QAbstractButton>(m_window, u"templateSave"_s)->click();
            auto *dialog = in<QInputDialog>(m_window, u"templateDialog"_s);
            dialog->setTextValue(u"Tick"_s);
            dialog->accept();
        },
        [this]() -> QString {
            const QAbstractItemModel &model = *in<QTreeView>(m_window, u"templatesTree"_s)->model();
            return model.rowCount() == 1 && model.index(0, 0).data() == u"Tick"_s ? QString()
                                                                                  : u"the template is not listed"_s;
        });
}

void Tour::planForm()
{
    add(
        u"template-apply"_s, u"the template is put into the form again"_s,
        [this] {
            type(in<QLineEdit>(m_window, u"eventName"_s), u"something-else"_s);
            auto *tree = in<QTreeView>(m_window, u"templatesTree"_s);
            tree->setCurrentIndex(tree->model()->index(0, 0));
            in<QAbstractButton>(m_window, u"templateUse"_s)->click();
        },
        [this]() -> QString {
            return in<QLineEdit>(m_window, u"eventName"_s)->text() == "sealed"_L1
                       ? QString()
                       : u"the template is not in the form"_s;
        });
    add(
        u"json-minify"_s, u"the data is written without spaces"_s,
        [this] { in<QAbstractButton>(m_window, u"minifyJson"_s)->click(); },
        [this]() -> QString {
            return in<JsonEditor>(*in<QWidget>(m_window, u"eventPage"_s), {})->bytes() == R"({"message":"hello"})"
                       ? QString()
                       : u"the data is not on one line"_s;
        });
    add(
        u"json-format"_s, u"and with them again"_s, [this] { in<QAbstractButton>(m_window, u"formatJson"_s)->click(); },
        [this]() -> QString {
            return in<JsonEditor>(*in<QWidget>(m_window, u"eventPage"_s), {})->bytes().contains("\n  \"message\": ")
                       ? QString()
                       : u"the data is not indented"_s;
        });
    add(
        u"exclude"_s, u"one connection is excluded from the event"_s,
        [this] {
            type(in<QLineEdit>(m_window, u"channelsField"_s), u"orders"_s);
            type(in<QLineEdit>(m_window, u"excludeSocketId"_s), u"1234.5678"_s);
            in<QAbstractButton>(m_window, u"publishButton"_s)->click();
        },
        [this]() -> QString {
            // Requests of other kinds may have come since.
            const ActivityModel &requests = m_window.currentWorkspace()->session().activity();
            for (int row = 0; row < requests.rowCount(); ++row) {
                const RequestRecord &request = *requests.recordAt(row);
                if (request.method == "POST")
                    return request.requestBody.contains(R"("socket_id":"1234.5678")") ? QString()
                                                                                      : u"it is not excluded"_s;
            }
            return u"nothing was sent"_s;
        });
    add(
        u"repeat-stop"_s, u"a repetition without an end is stopped from another page"_s,
        [this] {
            in<QLineEdit>(m_window, u"excludeSocketId"_s)->clear();
            in<QAbstractButton>(m_window, u"repeat"_s)->setChecked(true);
            in<QSpinBox>(m_window, u"repeatTimes"_s)->setValue(0);
            in<QAbstractButton>(m_window, u"publishButton"_s)->click();
            m_window.currentWorkspace()->showPage(Workspace::Page::Activity);
        },
        [this]() -> QString {
            const QString state = in<QLabel>(m_window, u"repeatState"_s)->text();
            if (!state.startsWith("Stopped after"_L1) && !state.startsWith(u'0') && state.endsWith("sent"_L1))
                in<QAbstractButton>(m_window, u"stopSending"_s)->click();
            if (m_window.currentWorkspace()->isSending() || !state.startsWith("Stopped after"_L1))
                return u"it is not stopped: “%1”"_s.arg(state);
            m_window.currentWorkspace()->showPage(Workspace::Page::Publish);
            return {};
        });
}

} // namespace channelscope
