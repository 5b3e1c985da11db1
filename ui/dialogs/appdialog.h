// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appscontroller.h"
#include "widgets/banner.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

class QFormLayout;

namespace channelscope {

class ConnectionSteps;

//! Adds an app or edits one: address, credentials, environment and guard; imports from a .env file or a PUSHER_URL;
//! tests the connection before anything is saved. The secret goes into the keychain, or, if there is none, into this
//! session.
class AppDialog : public QDialog
{
    Q_OBJECT

public:
    //! Edits `profile`; a new one if its name is empty.
    AppDialog(AppsController &controller, AppProfile profile, QWidget *parent = nullptr);
    ~AppDialog() override;

    //! Puts the cursor into the secret's field, for an app whose secret is missing.
    void askForSecret(const QString &reason);

Q_SIGNALS:
    void finishedWith(const QUuid &id);

protected:
    bool event(QEvent *event) override;

private:
    void fitOnScreen();
    [[nodiscard]] QString keptText() const;
    QWidget *makeForm();
    QWidget *makeImportBar();
    void fill(const AppProfile &profile);
    [[nodiscard]] AppProfile edited() const;
    [[nodiscard]] AppSecrets secrets() const;
    [[nodiscard]] QString problem() const;
    void test();
    void save();
    void showSaved(const AppsController::Saved &saved);
    void importText(const QByteArray &text, const QString &source);
    void importFile();
    void splitPastedUrl();
    void serverChanged();
    void suggestGuard();
    void offer(const QList<ImportedApp> &apps);
    void setImported(const ImportedApp &imported);

    AppsController &m_controller;
    AppProfile m_profile;
    const bool m_isNew;
    bool m_waitsForSave = false;
    bool m_environmentIsChosen = false; //!< by the user: an import leaves it alone then
    bool m_guardIsChosen = false;
    bool m_pusherHasHost = false; //!< it came with one, such as a proxy's
    QString m_importedName;       //!< while the name is still that of an import, another one may replace it
    QList<ImportedApp> m_imports;
    quint64 m_importNumber = 0; //!< of the latest: a file that is read slowly does not undo a later import
    std::stop_source m_testStop;

    QLineEdit *m_name;
    QComboBox *m_environment;
    QComboBox *m_guard;
    QComboBox *m_server;
    QLineEdit *m_cluster;
    QLineEdit *m_host;
    QSpinBox *m_port;
    QCheckBox *m_tls;
    QLineEdit *m_prefix;
    QCheckBox *m_prefixSigned;
    QLineEdit *m_appId;
    QLineEdit *m_key;
    QLineEdit *m_secret;
    QLineEdit *m_masterKey;
    QSpinBox *m_maxReply;
    QFormLayout *m_form = nullptr;
    QComboBox *m_found; //!< to choose from m_imports
    Banner *m_banner;
    ConnectionSteps *m_steps;
    QPushButton *m_test;
    QPushButton *m_save;
};

} // namespace channelscope
