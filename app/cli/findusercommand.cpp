// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "command.h"
#include "core/utf8.h"
#include "exports/tables.h"
#include "http/usersearch.h"
#include "input.h"
#include "stopsignal.h"
#include "text.h"

#include <QJsonArray>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace channelscope {

using namespace Qt::Literals::StringLiterals;

namespace {

//! One run of `find-user`.
class FindUser : public QObject
{
public:
    FindUser(CommandContext &context, const ChannelsApi &api, const UserSearch::Options &options, bool yes)
        : QObject(&context)
        , m_context(context)
        , m_yes(yes)
        , m_search(api, options)
    {
        m_context.setFailureFrame([this](const Problem &) { return document(); }, [this] { return hits(); });
        connect(&m_search, &UserSearch::listed, this, &FindUser::confirm);
        connect(&m_search, &UserSearch::found, this, &FindUser::show);
        connect(&m_search, &UserSearch::progressed, this, &FindUser::showProgress);
        connect(&m_search, &UserSearch::stateChanged, this, &FindUser::showTrouble);
        connect(&m_search, &UserSearch::finished, this, &FindUser::finish);
        connect(new StopSignal(this), &StopSignal::received, &m_search, &UserSearch::cancel);
        m_search.list();
    }

private:
    void confirm()
    {
        if (!m_search.isBilled() || m_search.requests() == 0 || m_yes) {
            m_search.search();
            return;
        }
        const QString cost =
            tr("%1 presence channels are to be asked, each for the price of a message.").arg(m_search.requests());
        if (canAsk() && askYesNo(cost + u' ' + tr("Go on?"))) {
            m_search.search();
            return;
        }
        Problem problem;
        problem.code = ExitCode::Guard;
        problem.kind = u"guard"_s;
        problem.message = cost;
        problem.hint = tr("Only the list was asked for, for the price of %1. Repeat the command with --yes to go on.")
                           .arg(m_search.messagesOfList() == 1 ? tr("a message")
                                                               : tr("%1 messages").arg(m_search.messagesOfList()));
        m_context.fail(problem);
        m_search.disconnect(this);
    }

    void show(const UserHits &hits)
    {
        Output &output = m_context.output();
        if (output.isJson())
            return;
        clearProgress();
        for (const UserHit &hit : hits) {
            QString line = hit.channel;
            if (m_search.options().match == UserSearch::Match::Contains)
                line += u"  "_s + shownName(hit.user.id);
            if (!hit.user.userInfo.isEmpty())
                line += u"  "_s + lossyUtf8(hit.user.userInfo);
            output.line(line);
        }
        if (!output.flush() || output.isReaderGone()) {
            m_search.disconnect(this);
            m_context.done();
        }
    }

    void showProgress()
    {
        if (!isatty(STDERR_FILENO) || m_search.state() == UserSearch::State::Finished)
            return;
        clearProgress();
        const UserSearch::Progress &progress = m_search.progress();
        std::fprintf(stderr, "%s",
                     tr("%1 of %2 channels asked").arg(progress.asked).arg(progress.channels).toUtf8().constData());
    }

    static void clearProgress()
    {
        if (isatty(STDERR_FILENO))
            std::fputs("\r\033[K", stderr);
    }

    void showTrouble()
    {
        if (!m_search.trouble())
            return;
        clearProgress();
        const qint64 left = QDateTime::currentDateTimeUtc().msecsTo(m_search.trouble()->goesOnAt);
        m_context.output().note(tr("%1 Going on in %2 s.")
                                    .arg(m_context.problem(m_search.trouble()->error).message)
                                    .arg(static_cast<double>(std::max<qint64>(left, 0)) / 1000, 0, 'f', 1));
    }

    [[nodiscard]] QList<Output::RawMember> hits() const
    {
        QByteArrayList hits;
        const UserHits found = m_search.hits();
        for (const UserHit &hit : found)
            hits << hitJson(hit);
        return {{"hits", '[' + hits.join(',') + ']'}};
    }

    //! Without the hits.
    [[nodiscard]] QJsonObject document() const
    {
        QJsonArray failed;
        const auto failures = m_search.failed();
        for (const UserSearch::Failed &one : failures) {
            const Problem problem = m_context.problem(one.error);
            failed.append(QJsonObject{{u"channel"_s, one.channel},
                                      {u"kind"_s, problem.kind},
                                      {u"status"_s, problem.status > 0 ? QJsonValue(problem.status) : QJsonValue()},
                                      {u"message"_s, problem.message}});
        }
        const UserSearch::Progress &progress = m_search.progress();
        return {{u"id"_s, m_search.options().id},     {u"channels"_s, progress.channels},
                {u"asked"_s, progress.asked},         {u"vanished"_s, progress.vanished},
                {u"empty"_s, progress.empty},         {u"failed"_s, failed},
                {u"failed_count"_s, progress.failed}, {u"complete"_s, m_search.isComplete()}};
    }

    // Nobody was asked there: nobody was there any more.
    [[nodiscard]] QString vanishedNote() const
    {
        const qsizetype vanished = m_search.progress().vanished;
        return vanished == 0 ? QString() : u' ' + tr("%1 of them had emptied since they were listed.").arg(vanished);
    }

    void finish()
    {
        clearProgress();
        Output &output = m_context.output();
        const auto failed = m_search.failed();
        for (const UserSearch::Failed &one : failed)
            output.warning(tr("%1 could not be asked: %2").arg(one.channel, m_context.problem(one.error).message));
        if (const qsizetype more = m_search.progress().failed - failed.size(); more > 0)
            output.warning(tr("%1 more could not be asked either.").arg(more));
        const UserSearch::Progress &progress = m_search.progress();
        if (const qsizetype left = progress.channels - progress.asked; left > 0 && m_search.error())
            output.warning(tr("%1 of %2 channels were not asked.").arg(left).arg(progress.channels));
        if (m_search.hasTooMany())
            output.warning(tr("There are more than %1 of them; the search ended there.").arg(m_search.hits().size()));
        const bool stopped = m_search.error() && m_search.error()->kind == ApiError::Kind::Canceled;
        if (stopped || (m_search.hits().isEmpty() && !m_search.isComplete())) {
            // Whoever got no answer cannot say that the user is not there.
            const ApiError error = m_search.error().value_or(failed.isEmpty() ? ApiError() : failed.first().error);
            Problem problem = m_context.problem(error);
            if (error.kind == ApiError::Kind::Canceled)
                problem.message = tr("The search was stopped.");
            m_context.fail(problem);
            return;
        }
        if (m_search.error())
            output.warning(tr("The search ended early: %1").arg(m_context.problem(*m_search.error()).message));
        if (output.isJson())
            output.document(document(), hits());
        else if (m_search.hits().isEmpty())
            output.note(tr("The user is in none of the %1 presence channels.").arg(m_search.progress().channels) +
                        vanishedNote());
        m_context.done(m_search.hits().isEmpty() ? ExitCode::NotFound : ExitCode::Done);
    }

    CommandContext &m_context;
    const bool m_yes;
    UserSearch m_search;
};

} // namespace

void addFindUserCommand(CLI::App &root, Action &selected)
{
    auto *command = root.add_subcommand("find-user", "Tell in which presence channels a user is now");
    const auto *id = command->add_option("ID", "the user's id")->required();
    const auto *substring =
        command->add_flag("--substring")->description("ids that have ID in them, in upper or lower case");
    const auto *yes = command->add_flag("--yes")->description(
        "the confirmation that is asked for where the server bills each read as a message");
    command->footer(
        "Asks every presence channel for its users, four at a time, and prints each channel where the user is as soon "
        "as it\n"
        "is known. Exit code 0: found; 8: surely in none of them. A channel that could not be asked is named on "
        "standard\n"
        "error; if the user was not found elsewhere, its reason gives the exit code. --json prints one document at the "
        "end:\n"
        "{\"id\",\"hits\":[{\"channel\",\"at\",\"id\"[,\"user_info\"]}],\"channels\",\"asked\",\"vanished\",\"empty\","
        "\n"
        "\"failed\",\"failed_count\",\"complete\"}; \"failed\" names the first thousand of them.\n\n"
        "  channelscope-cli --app shop find-user u-17\n"
        "  channelscope-cli --app shop --json find-user smith --substring");
    command->callback([=, &selected] {
        UserSearch::Options options;
        options.id = lossyUtf8(channelOf(id));
        options.match = substring->count() > 0 ? UserSearch::Match::Contains : UserSearch::Match::Exact;
        options.mostPauses = 5; // a script must come to an end: some 30 s if the server does not tell how long to wait
        options.mostPatience = std::chrono::minutes(5);
        selected = [options, confirmed = yes->count() > 0](CommandContext &context) {
            context.withApi(CommandContext::MasterKey::NotNeeded, [&context, options, confirmed](ChannelsApi &api) {
                new FindUser(context, api, options, confirmed);
            });
        };
    });
}

} // namespace channelscope
