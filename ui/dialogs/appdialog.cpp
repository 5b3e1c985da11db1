// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/appdialog.h"

#include "apps/appurl.h"
#include "apps/envimport.h"
#include "core/onthisthread.h"
#include "http/advice.h"
#include "live/encryptedchannels.h"
#include "models/plaintext.h"
#include "widgets/accessiblename.h"
#include "widgets/connectionsteps.h"
#include "widgets/filedialog.h"
#include "widgets/scrollingpane.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPointer>
#include <QScreen>
#include <QVBoxLayout>
#include <QtConcurrentRun>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename Value>
void select(QComboBox *box, Value value)
{
    box->setCurrentIndex(box->findData(static_cast<int>(value)));
}

template <typename Value>
Value selected(const QComboBox *box)
{
    return static_cast<Value>(box->currentData().toInt());
}

Result<QByteArray> envText(const QString &path)
{
    constexpr qint64 largest = 1024 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(AppDialog::tr("“%1” cannot be read: %2").arg(path, file.errorString()));
    const QByteArray text = file.read(largest + 1);
    if (text.size() > largest)
        return invalid(AppDialog::tr("“%1” is larger than 1 MB, which no .env file is.").arg(path));
    return text;
}

} // namespace

AppDialog::AppDialog(AppsController &controller, AppProfile profile, QWidget *parent)
    : QDialog(parent)
    , m_controller(controller)
    , m_profile(std::move(profile))
    , m_isNew(m_profile.name.isEmpty())
    , m_name(new QLineEdit(this))
    , m_environment(new QComboBox(this))
    , m_guard(new QComboBox(this))
    , m_server(new QComboBox(this))
    , m_cluster(new QLineEdit(this))
    , m_host(new QLineEdit(this))
    , m_port(new QSpinBox(this))
    , m_tls(new QCheckBox(tr("Use TLS (https)"), this))
    , m_prefix(new QLineEdit(this))
    , m_prefixSigned(new QCheckBox(tr("The prefix is part of the signature"), this))
    , m_appId(new QLineEdit(this))
    , m_key(new QLineEdit(this))
    , m_secret(new QLineEdit(this))
    , m_masterKey(new QLineEdit(this))
    , m_maxReply(new QSpinBox(this))
    , m_found(new QComboBox(this))
    , m_banner(new Banner(this))
    , m_steps(new ConnectionSteps(this))
    , m_test(new QPushButton(tr("&Test connection"), this))
    , m_save(new QPushButton(m_isNew ? tr("Add app") : tr("Save"), this))
{
    setObjectName(u"appDialog"_s);
    setWindowTitle(m_isNew ? tr("Add app") : tr("Edit “%1”").arg(visibleText(m_profile.name)));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    m_save->setDefault(true);
    m_test->setObjectName(u"testButton"_s);
    m_save->setObjectName(u"saveButton"_s);
    m_test->setAutoDefault(false);
    cancel->setAutoDefault(false);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_test);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addWidget(makeImportBar());
    column->addWidget(m_banner);
    column->addWidget(new ScrollingPane(makeForm(), this), 1);
    column->addWidget(m_steps);
    column->addLayout(buttons);
    setMinimumWidth(560);

    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_test, &QPushButton::clicked, this, &AppDialog::test);
    connect(m_save, &QPushButton::clicked, this, &AppDialog::save);
    connect(m_banner, &Banner::actionChosen, this, [this] {
        m_controller.keepForSession(m_profile, secrets());
        Q_EMIT finishedWith(m_profile.id);
        accept();
    });
    connect(&m_controller, &AppsController::saved, this, &AppDialog::showSaved);
    connect(m_server, &QComboBox::currentIndexChanged, this, &AppDialog::serverChanged);
    connect(m_environment, &QComboBox::activated, this, [this] {
        m_environmentIsChosen = true;
        suggestGuard();
    });
    connect(m_guard, &QComboBox::activated, this, [this] { m_guardIsChosen = true; });
    connect(m_host, &QLineEdit::editingFinished, this, &AppDialog::splitPastedUrl);
    fill(m_profile);
}

AppDialog::~AppDialog()
{
    m_testStop.request_stop();
}

bool AppDialog::event(QEvent *event)
{
    const bool done = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        fitOnScreen();
    return done;
}

// As high as what it has to say, but never beyond the screen: there the form scrolls, and the buttons stay in reach.
void AppDialog::fitOnScreen()
{
    constexpr int frame = 40; // the title bar
    const QRect room = screen()->availableGeometry();
    const int wanted = std::min(std::max(sizeHint().height(), height()), room.height() - frame);
    if (wanted != height())
        resize(width(), wanted);
    if (const int over = frameGeometry().bottom() - room.bottom(); over > 0 && isVisible())
        move(x(), std::max(room.top(), y() - over));
}

QWidget *AppDialog::makeImportBar()
{
    auto *bar = new QWidget(this);
    auto *text = new PlainLabel(m_isNew ? tr("Fill in from")
                                : m_controller.isKeptForSession(m_profile.id)
                                    ? tr("The secret is in no keychain: it is kept until the program ends.")
                                    : tr("The secret is kept in the keychain, never in a file."),
                                PlainLabel::Emphasis::Quiet, bar);
    auto *file = new QPushButton(tr(".env file…"), bar);
    auto *paste = new QPushButton(tr("Clipboard"), bar);
    file->setAccessibleName(tr("Fill in from a .env file"));
    paste->setAccessibleName(tr("Fill in from the clipboard"));
    paste->setToolTip(tr("A PUSHER_URL, or the lines of a .env file"));
    file->setAutoDefault(false);
    paste->setAutoDefault(false);
    file->setVisible(m_isNew);
    paste->setVisible(m_isNew);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(text);
    row->addWidget(file);
    row->addWidget(paste);
    row->addWidget(m_found);
    row->addStretch();
    m_found->setObjectName(u"foundApps"_s);
    nameForScreenReaders(m_found, tr("Which of the apps that were found"));
    m_found->hide();
    connect(m_found, &QComboBox::activated, this, [this](int index) { setImported(m_imports.at(index)); });
    connect(file, &QPushButton::clicked, this, &AppDialog::importFile);
    connect(paste, &QPushButton::clicked, this,
            [this] { importText(QApplication::clipboard()->text().toUtf8(), tr("the clipboard")); });
    return bar;
}

QWidget *AppDialog::makeForm()
{
    auto *area = new QWidget(this);
    m_form = new QFormLayout(area);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);

    for (const auto environment : {Environment::Development, Environment::Staging, Environment::Production})
        m_environment->addItem(environmentTitle(environment), static_cast<int>(environment));
    m_guard->addItem(tr("Normal: publish freely"), static_cast<int>(GuardLevel::Normal));
    m_guard->addItem(tr("Confirm: ask before every publish"), static_cast<int>(GuardLevel::Confirm));
    m_guard->addItem(tr("Read-only: nothing can be published"), static_cast<int>(GuardLevel::ReadOnly));
    for (const auto server : {ServerKind::Pusher, ServerKind::Soketi, ServerKind::Reverb, ServerKind::Sockudo})
        m_server->addItem(serverKindTitle(server), static_cast<int>(server));
    m_server->addItem(tr("Another or not known"), static_cast<int>(ServerKind::Unknown));

    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(tr("default"));
    m_port->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_cluster->setPlaceholderText(tr("Such as eu, us2, ap1 or mt1"));
    m_host->setPlaceholderText(tr("Such as 127.0.0.1 or ws.example.com"));
    m_prefix->setPlaceholderText(tr("Optional, such as /realtime"));
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setPlaceholderText(m_isNew ? QString() : keptText());
    m_masterKey->setEchoMode(QLineEdit::Password);
    m_masterKey->setPlaceholderText(tr("Optional: 32 bytes as base64, for private-encrypted- channels"));
    m_maxReply->setRange(1, AppProfile::largestMaxReplyMb);
    m_maxReply->setSuffix(tr(" MB"));
    m_maxReply->setToolTip(tr("A reply that is larger is not read to its end. The list of a million channels takes "
                              "about 70 MB, and as much again in memory."));

    const auto row = [this, area](const QString &label, QWidget *field, const QString &objectName) {
        field->setObjectName(objectName);
        QString spoken = label;
        field->setAccessibleName(spoken.remove(u'&'));
        // Not addRow(QString, …): the label it makes guesses whether its text is markup.
        auto *caption = new QLabel(area);
        caption->setTextFormat(Qt::PlainText);
        caption->setText(label);
        caption->setBuddy(field);
        m_form->addRow(caption, field);
    };
    row(tr("&Name"), m_name, u"appName"_s);
    row(tr("&Environment"), m_environment, u"environment"_s);
    row(tr("&Guard"), m_guard, u"guard"_s);
    row(tr("Se&rver"), m_server, u"server"_s);
    row(tr("&Cluster"), m_cluster, u"cluster"_s);
    row(tr("&Host"), m_host, u"host"_s);
    row(tr("&Port"), m_port, u"port"_s);
    m_form->addRow(QString(), m_tls);
    row(tr("Path prefi&x"), m_prefix, u"pathPrefix"_s);
    m_form->addRow(QString(), m_prefixSigned);
    row(tr("App &id"), m_appId, u"appId"_s);
    row(tr("App &key"), m_key, u"appKey"_s);
    row(tr("&Secret"), m_secret, u"secret"_s);
    row(tr("Encryption master key"), m_masterKey, u"masterKey"_s);
    row(tr("&Largest reply"), m_maxReply, u"maxReply"_s);
    m_tls->setObjectName(u"tls"_s);
    m_prefixSigned->setObjectName(u"prefixIsSigned"_s);
    m_prefixSigned->setToolTip(
        tr("Yes for soketi's own prefix; no for Reverb's, and where a proxy takes the prefix off."));
    return area;
}

void AppDialog::fill(const AppProfile &profile)
{
    m_name->setText(profile.name);
    select(m_environment, profile.environment);
    select(m_guard, profile.guard);
    select(m_server, profile.server);
    if (m_isNew && profile.host.isEmpty() && profile.appId.isEmpty())
        select(m_server, ServerKind::Pusher);
    m_cluster->setText(profile.cluster);
    m_host->setText(profile.host);
    m_port->setValue(profile.port);
    m_tls->setChecked(profile.tls);
    m_prefix->setText(profile.pathPrefix);
    m_pusherHasHost = profile.server == ServerKind::Pusher && !profile.host.isEmpty();
    m_prefixSigned->setChecked(profile.prefixIsSigned);
    m_appId->setText(profile.appId);
    m_key->setText(profile.key);
    m_maxReply->setValue(profile.maxReplyMb);
    if (profile.hasEncryptionMasterKey)
        m_masterKey->setPlaceholderText(keptText());
    serverChanged();
}

QString AppDialog::keptText() const
{
    return m_controller.isKeptForSession(m_profile.id) ? tr("Kept for this session; type to replace it")
                                                       : tr("Stored; type to replace it");
}

void AppDialog::serverChanged()
{
    // Only Pusher has clusters; a Pusher app needs no host, port or prefix, but may have them.
    const bool pusher = selected<ServerKind>(m_server) == ServerKind::Pusher;
    m_cluster->setVisible(pusher);
    m_form->labelForField(m_cluster)->setVisible(pusher);
    const bool hasHost = !pusher || m_pusherHasHost;
    const std::initializer_list<QWidget *> own{m_host, m_port, m_prefix};
    for (QWidget *field : own) {
        field->setVisible(hasHost);
        m_form->labelForField(field)->setVisible(hasHost);
    }
    m_prefixSigned->setVisible(hasHost);
}

// Production starts out safe; whoever wants to publish there says so.
void AppDialog::suggestGuard()
{
    if (m_isNew && !m_guardIsChosen)
        select(m_guard, selected<Environment>(m_environment) == Environment::Production ? GuardLevel::ReadOnly
                                                                                        : GuardLevel::Normal);
}

AppProfile AppDialog::edited() const
{
    AppProfile profile = m_profile;
    profile.name = m_name->text().trimmed();
    profile.environment = selected<Environment>(m_environment);
    profile.guard = selected<GuardLevel>(m_guard);
    profile.server = selected<ServerKind>(m_server);
    const bool pusher = profile.server == ServerKind::Pusher;
    const bool hasHost = !pusher || m_pusherHasHost;
    profile.cluster = pusher ? m_cluster->text().trimmed() : QString();
    profile.host = hasHost ? m_host->text().trimmed() : QString();
    profile.port = hasHost ? m_port->value() : 0;
    profile.tls = m_tls->isChecked();
    profile.pathPrefix = hasHost ? m_prefix->text().trimmed() : QString();
    profile.prefixIsSigned = m_prefixSigned->isChecked();
    profile.appId = m_appId->text().trimmed();
    profile.key = m_key->text().trimmed();
    profile.maxReplyMb = m_maxReply->value();
    profile.hasEncryptionMasterKey = profile.hasEncryptionMasterKey || !m_masterKey->text().trimmed().isEmpty();
    if (profile.name.isEmpty())
        profile.name = profile.appId;
    return profile;
}

AppSecrets AppDialog::secrets() const
{
    AppSecrets secrets;
    secrets.secret = Secret(m_secret->text().trimmed().toUtf8());
    if (const auto key = masterKeyFromBase64(m_masterKey->text().toLatin1()))
        secrets.encryptionMasterKey = *key;
    return secrets;
}

QString AppDialog::problem() const
{
    if (const QString profileProblem = edited().problem(); !profileProblem.isEmpty())
        return profileProblem;
    if (m_isNew && m_secret->text().trimmed().isEmpty())
        return tr("The secret is missing.");
    if (!m_masterKey->text().trimmed().isEmpty()) {
        if (const auto key = masterKeyFromBase64(m_masterKey->text().toLatin1()); !key)
            return key.error().message;
    }
    return {};
}

void AppDialog::askForSecret(const QString &reason)
{
    m_banner->show(Tone::Warning, reason);
    m_secret->setPlaceholderText(tr("Enter the secret"));
    m_secret->setFocus();
}

void AppDialog::test()
{
    splitPastedUrl();
    if (const QString trouble = problem(); !trouble.isEmpty()) {
        m_banner->show(Tone::Bad, trouble);
        return;
    }
    m_banner->clear();
    m_test->setEnabled(false);
    m_test->setText(tr("Testing…"));
    m_steps->showRunning();
    m_testStop = std::stop_source();
    const auto onStep = [dialog = QPointer(this)](const ConnectionStep &step) {
        if (dialog)
            dialog->m_steps->show(step);
    };
    m_controller.test(edited(), secrets(), m_testStop.get_token(), onStep)
        .then(this, [this](const ConnectionReport &report) {
            m_test->setEnabled(true);
            m_test->setText(tr("&Test connection"));
            m_steps->show(report);
            if (report.detected != ServerKind::Unknown && selected<ServerKind>(m_server) == ServerKind::Unknown)
                select(m_server, report.detected);
        });
}

void AppDialog::save()
{
    splitPastedUrl();
    if (const QString trouble = problem(); !trouble.isEmpty()) {
        m_banner->show(Tone::Bad, trouble);
        return;
    }
    m_profile = edited();
    m_waitsForSave = true;
    m_save->setEnabled(false);
    m_save->setText(tr("Saving…"));
    m_controller.save(m_profile, secrets());
}

void AppDialog::showSaved(const AppsController::Saved &saved)
{
    if (!m_waitsForSave || saved.profile.id != m_profile.id)
        return;
    m_waitsForSave = false;
    m_save->setEnabled(true);
    m_save->setText(m_isNew ? tr("Add app") : tr("Save"));
    if (saved.profileError) {
        const Advice advice = describe(*saved.profileError);
        m_banner->show(Tone::Bad, advice.sentence, advice.hint);
    } else if (saved.secretError) {
        m_banner->show(
            Tone::Warning, describe(*saved.secretError),
            tr("The app is saved without its secret. It can be kept in memory until Channelscope is closed."),
            tr("Keep for this session"));
    } else {
        Q_EMIT finishedWith(m_profile.id);
        accept();
    }
}

void AppDialog::setImported(const ImportedApp &imported)
{
    AppProfile profile = imported.profile;
    // What the user has chosen already is better than what the source leaves open.
    const QString name = m_name->text().trimmed();
    if (!name.isEmpty() && name != m_importedName)
        profile.name = name;
    else
        m_importedName = profile.name;
    if (!m_isNew || m_environmentIsChosen)
        profile.environment = selected<Environment>(m_environment);
    profile.guard = selected<GuardLevel>(m_guard);
    if (profile.server == ServerKind::Unknown && selected<ServerKind>(m_server) != ServerKind::Pusher)
        profile.server = selected<ServerKind>(m_server);
    fill(profile);
    suggestGuard();
    m_profile.colour = profile.colour;
    m_secret->setText(QString::fromUtf8(imported.secret.reveal()));
    m_masterKey->setText(QString::fromLatin1(imported.encryptionMasterKey.reveal().toByteArray().toBase64()));
    if (!imported.notes.isEmpty())
        m_banner->show(Tone::Neutral, imported.notes.join(u'\n'));
    else
        m_banner->clear();
}

// One of them is taken at once; where there are more, the others can be chosen instead.
void AppDialog::offer(const QList<ImportedApp> &apps)
{
    m_imports = apps;
    m_found->clear();
    for (const ImportedApp &app : apps)
        m_found->addItem(visibleText(tr("%1: %2").arg(serverKindTitle(app.profile.server), app.profile.name)));
    m_found->setVisible(apps.size() > 1);
    setImported(apps.first());
}

void AppDialog::importText(const QByteArray &text, const QString &source)
{
    ++m_importNumber;
    const QString trimmed = QString::fromUtf8(text).trimmed();
    if (trimmed.startsWith("http://"_L1) || trimmed.startsWith("https://"_L1)) {
        if (const auto app = appFromUrl(trimmed))
            offer({*app});
        else
            m_banner->show(Tone::Bad, app.error().message);
        return;
    }
    const auto apps = appsFromEnv(text);
    if (!apps)
        m_banner->show(Tone::Bad, apps.error().message);
    else if (apps->isEmpty())
        m_banner->show(Tone::Bad, tr("There is no app in %1.").arg(source),
                       tr("Expected is a PUSHER_URL, or lines such as PUSHER_APP_KEY=…, REVERB_APP_KEY=… or "
                          "SOKETI_DEFAULT_APP_KEY=…"));
    else
        offer(*apps);
}

void AppDialog::importFile()
{
    auto *dialog = new FileDialog(FileDialog::For::Reading, this, tr("Choose a .env file"));
    dialog->setFilter(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        onThisThread(QtConcurrent::run(&envText, path))
            .then(this, [this, path, number = ++m_importNumber](const Result<QByteArray> &text) {
                if (number != m_importNumber)
                    return; // something else was imported since
                if (text)
                    importText(*text, path);
                else
                    m_banner->show(Tone::Bad, text.error().message);
            });
    });
    dialog->open();
}

void AppDialog::splitPastedUrl()
{
    const QString text = m_host->text().trimmed();
    if (!text.contains("://"_L1))
        return;
    if (const auto app = appFromUrl(text)) {
        setImported(*app);
        return;
    }
    const QUrl url(text);
    if (url.host().isEmpty())
        return;
    m_tls->setChecked(url.scheme() == "https"_L1 || url.scheme() == "wss"_L1);
    m_port->setValue(url.port(0));
    m_prefix->setText(url.path() == u'/' ? QString() : url.path());
    m_host->setText(url.host());
}

} // namespace channelscope
