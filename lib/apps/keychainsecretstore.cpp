// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "apps/keychainsecretstore.h"

#include "apps/secretservice.h"
#include "core/logging.h"

#include <QCoreApplication>
#include <QLibrary>
#include <QPromise>
#include <QQueue>
#include <QThread>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <atomic>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = SecretError::Kind;
using Outcome = SecretResult<std::optional<Secret>>; // of all three operations; only a read has a value

constexpr auto service = "channelscope"_L1;

tl::unexpected<SecretError> failed(Kind kind, const QString &message)
{
    return tl::unexpected(SecretError{kind, message});
}

// libsecret, with which QtKeychain asks, keeps its session with the keychain as long as the process lives, and a
// keychain that was started again knows nothing of it. A new one for each question takes a few messages.
void beginNewSession()
{
    static const auto endTheOldOne =
        reinterpret_cast<void (*)()>(QLibrary(u"secret-1"_s, 0).resolve("secret_service_disconnect"));
    if (endTheOldOne)
        endTheOldOne();
}

//! One question to the keychain and the promise of its answer.
struct Request
{
    enum class Operation { Read, Write, Remove };

    Operation operation;
    QString key;
    Secret secret;
    std::shared_ptr<QObject> home;        // lives in the store's thread, where the outcome is given
    QPromise<Outcome> promise;            // touched in that thread only
    std::atomic<bool> isFinished = false; // written in that thread only

    Request(Operation what, const QString &name, const Secret &value, std::shared_ptr<QObject> where)
        : operation(what)
        , key(name)
        , secret(value)
        , home(std::move(where))
    {
        promise.start();
    }

    //! The first outcome counts; a later one is ignored.
    void finish(const Outcome &outcome)
    {
        if (isFinished.exchange(true))
            return;
        promise.addResult(outcome);
        promise.finish();
    }
};

using RequestPtr = std::shared_ptr<Request>;

//! QtKeychain runs the jobs of a process one after the other, in the thread that used it first. This is that thread.
class KeychainThread : public QObject
{
public:
    static KeychainThread &instance()
    {
        static KeychainThread *const self = new KeychainThread;
        return *self;
    }

    //! From any thread.
    void enqueue(const RequestPtr &request)
    {
        QMetaObject::invokeMethod(
            this,
            [this, request] {
                m_waiting.enqueue(request);
                next();
            },
            Qt::QueuedConnection);
    }

private:
    KeychainThread()
    {
        m_thread.setObjectName(u"keychain"_s);
        moveToThread(&m_thread);
        m_thread.start();
        // A thread that hangs in a D-Bus call must not keep the program from ending: it is left to the system then.
        qAddPostRoutine([] {
            instance().m_thread.quit();
            instance().m_thread.wait(500);
        });
    }

    void next()
    {
        while (!m_isBusy && !m_waiting.isEmpty()) {
            const RequestPtr request = m_waiting.dequeue();
            if (!request->isFinished) // else its watchdog was first: what nobody waits for is not begun
                start(request);
        }
    }

    void start(const RequestPtr &request)
    {
        m_isBusy = true;
        beginNewSession();
        QKeychain::Job *job = jobFor(*request);
        job->setKey(request->key);
        connect(job, &QKeychain::Job::finished, this, [this, request](QKeychain::Job *done) {
            // The job deletes itself. It is never deleted from outside: the backend would answer into freed memory.
            const Outcome outcome = outcomeOf(*request, *done);
            QMetaObject::invokeMethod(
                request->home.get(), [request, outcome] { request->finish(outcome); }, Qt::QueuedConnection);
            m_isBusy = false;
            next();
        });
        job->start();
    }

    static QKeychain::Job *jobFor(const Request &request)
    {
        if (request.operation == Request::Operation::Read)
            return new QKeychain::ReadPasswordJob(service);
        if (request.operation == Request::Operation::Remove)
            return new QKeychain::DeletePasswordJob(service);
        auto *job = new QKeychain::WritePasswordJob(service);
        job->setBinaryData(request.secret.reveal().toByteArray());
        return job;
    }

    static Outcome outcomeOf(const Request &request, const QKeychain::Job &job)
    {
        const bool isWrite = request.operation == Request::Operation::Write;
        const bool isAbsent = job.error() == QKeychain::EntryNotFound && !isWrite;
        if (job.error() != QKeychain::NoError && !isAbsent) {
            qCDebug(lcKeychain) << "error" << job.error() << job.errorString();
            return failed(kindOf(job.error()), job.errorString());
        }
        if (isWrite)
            return std::nullopt;
        if (request.operation == Request::Operation::Read && !isAbsent)
            return Secret(static_cast<const QKeychain::ReadPasswordJob &>(job).binaryData());

        // "Not found" and "removed" are also what QtKeychain says of a locked keyring.
        switch (SecretService::entry(service, request.key)) {
        case SecretService::Entry::None: return std::nullopt;
        case SecretService::Entry::Locked: return failed(Kind::Locked, QString());
        case SecretService::Entry::Unknown: return failed(Kind::NoAnswer, QString());
        case SecretService::Entry::Readable: return failed(Kind::Failed, job.errorString());
        }
        Q_UNREACHABLE();
    }

    static Kind kindOf(QKeychain::Error error)
    {
        using State = SecretService::State;
        const State state = SecretService::state();
        switch (error) {
        case QKeychain::AccessDeniedByUser: return Kind::Denied;
        case QKeychain::AccessDenied: return state == State::Locked ? Kind::Locked : Kind::Denied;
        case QKeychain::NoBackendAvailable:
        case QKeychain::NotImplemented: return state == State::NoBus ? Kind::NoBus : Kind::NoBackend;
        default: break;
        }
        // All else is one and the same error to QtKeychain, so the session has to tell what it is.
        switch (state) {
        case State::NoBus: return Kind::NoBus;
        case State::NoService: return Kind::NoBackend;
        case State::NoAnswer: return Kind::NoAnswer;
        case State::NoKeyring: return Kind::Denied;
        case State::Locked: return Kind::Locked;
        case State::Unlocked: return Kind::Failed;
        }
        Q_UNREACHABLE();
    }

    QThread m_thread;
    QQueue<RequestPtr> m_waiting;
    bool m_isBusy = false;
};

} // namespace

struct KeychainSecretStore::Private
{
    explicit Private(std::chrono::milliseconds patience)
        : watchdog(patience)
    {}

    std::chrono::milliseconds watchdog;
    // Shared with the requests: it can only go when no answer is on its way to it any more.
    std::shared_ptr<QObject> home{new QObject, [](QObject *object) { object->deleteLater(); }};
    QList<std::weak_ptr<Request>> requests;

    QFuture<Outcome> ask(Request::Operation operation, const QString &key, const Secret &secret = {})
    {
        const auto request = std::make_shared<Request>(operation, key, secret, home);
        requests.removeIf([](const std::weak_ptr<Request> &old) { return old.expired(); });
        requests.append(request);
        QTimer::singleShot(watchdog, home.get(), [weak = std::weak_ptr(request)] {
            if (const RequestPtr late = weak.lock())
                late->finish(failed(Kind::NoAnswer, QString()));
        });
        KeychainThread::instance().enqueue(request);
        return request->promise.future();
    }

    QFuture<SecretResult<void>> change(Request::Operation operation, const QString &key, const Secret &secret = {})
    {
        return ask(operation, key, secret).then([](const Outcome &outcome) -> SecretResult<void> {
            if (!outcome)
                return tl::unexpected(outcome.error());
            return {};
        });
    }
};

KeychainSecretStore::KeychainSecretStore(std::chrono::milliseconds watchdog)
    : d(std::make_unique<Private>(watchdog))
{}

KeychainSecretStore::~KeychainSecretStore()
{
    for (const auto &request : std::as_const(d->requests)) {
        if (const RequestPtr open = request.lock())
            open->finish(failed(Kind::NoAnswer, QString()));
    }
}

QFuture<SecretResult<std::optional<Secret>>> KeychainSecretStore::read(const QString &key)
{
    return d->ask(Request::Operation::Read, key);
}

QFuture<SecretResult<void>> KeychainSecretStore::write(const QString &key, const Secret &secret)
{
    return d->change(Request::Operation::Write, key, secret);
}

QFuture<SecretResult<void>> KeychainSecretStore::remove(const QString &key)
{
    return d->change(Request::Operation::Remove, key);
}

} // namespace channelscope
