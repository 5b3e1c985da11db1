// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Channels page of the whole window over the channels that channels.js serves:
//
//   bench_channels window PORT CHANNELS   ->  lines of "PHASE MILLISECONDS P50 P99.9 MAX": from the user's act to what
//                                             it leads to on the screen, and how long the event loop of the window was
//                                             away at a stretch meanwhile; then "all-phases" with what they took
//                                             together, "steady-mb MB" and "peak-mb MB"
//   bench_channels decode FILE            ->  lines of "NAME NUMBER" about decoding that reply alone
#include "core/heap.h"
#include "http/replies.h"
#include "mainwindow.h"
#include "models/channelsmodel.h"
#include "support/beats.h"
#include "support/fakesecretstore.h"
#include "support/memory.h"
#include "theme.h"
#include "ui/desk.h"
#include "widgets/plainlabel.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>
#include <QTimer>

#include <cstdio>
#include <functional>

using namespace channelscope;
using namespace channelscope::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double bytesInMb = 1024 * 1024;

//! Whether a widget was painted while something was so.
class Painted : public QObject
{
public:
    explicit Painted(QWidget &widget) { widget.installEventFilter(this); }
    void waitFor(std::function<bool()> condition)
    {
        m_condition = std::move(condition);
        m_yes = false;
    }
    [[nodiscard]] bool yes() const { return m_yes; }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_yes = m_yes || (event->type() == QEvent::Paint && m_condition && m_condition());
        return false;
    }

private:
    std::function<bool()> m_condition;
    bool m_yes = false;
};

//! The names of channels.js.
QByteArray nameOf(int i)
{
    static const std::array<QByteArray, 4> families{"presence-room-", "private-order-", "chat-", "cache-scores-"};
    return families[static_cast<size_t>(i % 4)] + QByteArray::number(i).rightJustified(7, '0');
}

class WindowBench
{
public:
    WindowBench(quint16 port, int channels)
        : m_port(port)
        , m_channels(channels)
        , m_profile(profileOf({false, u"127.0.0.1"_s, port, {}, true}, ServerKind::Soketi))
    {
        m_profile.appId = QString::number(channels);
        m_desk.saveBefore(m_profile, "sec-1");
        m_desk.startController();
        m_window = std::make_unique<MainWindow>(*m_desk.controller, m_desk.sandbox, m_desk.kept.stores());
        m_window->resize(1280, 800);
        m_window->show();
        wait([this] { return m_window->windowHandle() && m_window->windowHandle()->isExposed(); });
    }

    void run()
    {
        moment(0);
        load();
        type(u"prefixEdit"_s, u"prefix"_s, u"presence-room-00"_s,
             [](const QByteArray &name, const QByteArray &typed) { return name.startsWith(typed); });
        type(u"refineEdit"_s, u"refine"_s, u"77"_s,
             [](const QByteArray &name, const QByteArray &typed) { return name.contains(typed); });
        sort(u"count-sort"_s, ChannelsModel::SubscriptionsColumn, Qt::DescendingOrder);
        sort(u"name-sort"_s, ChannelsModel::NameColumn, Qt::AscendingOrder);
        refresh();
        wait([this] { return m_settled.hasExpired(2000); }); // what was put off until there is time is done then
        std::printf("all-phases %.3f %.2f %.2f %.2f\n", m_took, within(m_gaps, 0.5), within(m_gaps, 0.999),
                    within(m_gaps, 1));
        std::printf("steady-mb %.1f\npeak-mb %.1f\n", double(memoryKb("VmRSS")) / 1024,
                    double(memoryKb("VmHWM")) / 1024);
    }

private:
    template <typename Condition>
    void wait(Condition condition)
    {
        QElapsedTimer patience;
        patience.start();
        m_settled.start();
        while (!condition()) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            if (patience.hasExpired(120'000))
                qFatal("What was expected does not come, but “%s”", qPrintable(said()));
        }
    }

    //! From `act` until the table has been painted as it is when `there`.
    template <typename Act, typename Condition>
    void phase(const QString &name, Act act, Condition there)
    {
        m_beats.clear();
        QElapsedTimer elapsed;
        elapsed.start();
        m_painted->waitFor(there);
        act();
        wait([this] { return m_painted->yes(); });
        const double milliseconds = double(elapsed.nsecsElapsed()) / 1e6;
        m_painted->waitFor({});
        calm(); // what it leaves to be done later belongs to it
        std::printf("%s %.3f %.2f %.2f %.2f\n", qPrintable(name), milliseconds, within(m_beats.gaps(), 0.5),
                    within(m_beats.gaps(), 0.999), within(m_beats.gaps(), 1));
        m_gaps << m_beats.gaps();
        m_took += milliseconds;
        std::fflush(stdout);
    }

    void calm()
    {
        wait([this] { return isCalm() && m_settled.hasExpired(700); });
    }

    void load()
    {
        m_window->openApp(m_profile.id);
        wait([this] { return m_window->currentWorkspace() != nullptr; });
        m_said = &in<PlainLabel>(page(), u"channelCount"_s);
        m_table = &in<QAbstractItemView>(page(), u"channelsTable"_s);
        in<QComboBox>(page(), u"refreshInterval"_s).setCurrentIndex(0);
        m_painted = std::make_unique<Painted>(*table().viewport());
        wait([this] { return isCounted(m_channels); }); // connections are open and code is in memory
        calm();

        // As it is for the first time: nothing is listed before.
        QElapsedTimer sinceReply;
        double shown = 0;
        const auto context = std::make_unique<QObject>();
        QObject::connect(&session(), &AppSession::requestRecorded, context.get(), [&](const RequestRecord &record) {
            if (record.path == u"/channels"_s)
                sinceReply.start();
        });
        in<QLineEdit>(page(), u"prefixEdit"_s).setText(u"nothing starts with this"_s);
        QTest::keyClick(&in(page(), u"prefixEdit"_s), Qt::Key_Return);
        wait([this] { return isCounted(0); });
        calm();
        forgetPeakMemory();
        phase(
            u"load"_s,
            [this] {
                in<QLineEdit>(page(), u"prefixEdit"_s).clear();
                QTest::keyClick(&in(page(), u"prefixEdit"_s), Qt::Key_Return);
            },
            [&] {
                if (!isCounted(m_channels))
                    return false;
                shown = double(sinceReply.nsecsElapsed()) / 1e6;
                return true;
            });
        std::printf("shown %.3f 0 0 0\n", shown);
    }

    //! Types `text` key by key; the keys that change what is listed are told.
    template <typename Match>
    void type(const QString &field, const QString &name, const QString &text, Match match)
    {
        auto &edit = in<QLineEdit>(page(), field);
        edit.setFocus();
        int listed = m_channels;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QByteArray typed = text.first(i + 1).toUtf8();
            int expected = 0;
            for (int channel = 0; channel < m_channels; ++channel)
                expected += match(nameOf(channel), typed);
            const auto press = [&] { QTest::keyClick(&edit, text.at(i).toLatin1()); };
            if (std::exchange(listed, expected) != expected) {
                phase(name, press, [&] { return isCounted(expected); });
            } else {
                press();
                calm();
            }
        }
        phase(
            name + u"-clear"_s, [&] { QTest::keyClick(&edit, Qt::Key_Escape); }, [&] { return isCounted(m_channels); });
    }

    void sort(const QString &name, int column, Qt::SortOrder order)
    {
        const ChannelsModel &model = session().channels();
        int most = 0;
        for (int i = 0; i < std::min(m_channels, 997); ++i)
            most = std::max(most, (i * 31) % 997 + 1);
        phase(
            name, [&] { clickHeader(column, order); },
            [&] {
                if (!isCalm())
                    return false;
                const QString first = model.nameAt(0);
                return column == ChannelsModel::NameColumn
                           ? first == u"cache-scores-0000003"_s
                           : model.index(0, column).data(ChannelsModel::CountRole).toInt() == most;
            });
    }

    void clickHeader(int column, Qt::SortOrder order)
    {
        const auto headers = table().findChildren<QHeaderView *>();
        for (QHeaderView *header : headers) {
            if (header->orientation() == Qt::Horizontal)
                header->setSortIndicator(column, order);
        }
    }

    void refresh()
    {
        auto &view = table();
        auto &model = session().channels();
        // One that stays, in the middle and in view.
        const QString name = QString::fromLatin1(nameOf(m_channels / 2 + 2));
        const int row = model.rowOf(name);
        view.setCurrentIndex(model.index(row, 0));
        view.scrollTo(model.index(row, 0), QAbstractItemView::PositionAtCenter);
        calm();
        const int y = view.visualRect(model.index(row, 0)).y();
        moment(1);
        const ChannelSnapshot *before = model.snapshot().get();
        phase(
            u"refresh"_s, [this] { QTest::mouseClick(&in(page(), u"refreshButton"_s), Qt::LeftButton); },
            [&] { return model.snapshot().get() != before && isCalm(); });
        const QModelIndex current = view.currentIndex();
        const bool kept = model.nameAt(current.row()) == name && view.visualRect(current).y() == y &&
                          view.selectionModel()->isRowSelected(current.row());
        if (!kept)
            std::fprintf(stderr, "The refresh lost the selection or the place: %s at %d instead of %d\n",
                         qPrintable(model.nameAt(current.row())), view.visualRect(current).y(), y);
    }

    void moment(int version)
    {
        const std::unique_ptr<QNetworkReply> reply(m_network.get(
            QNetworkRequest(QUrl(u"http://127.0.0.1:%1/version/%2/%3"_s.arg(m_port).arg(m_channels).arg(version)))));
        wait([&] { return reply->isFinished(); });
    }

    [[nodiscard]] bool isCounted(int channels) { return said().startsWith(QLocale().toString(channels) + u' '); }
    [[nodiscard]] QString said() const { return m_said ? m_said->wholeText() : QString(); }
    [[nodiscard]] bool isCalm()
    {
        return session().list().state == LoadState::Ready && !session().channels().isArranging();
    }
    [[nodiscard]] AppSession &session() { return m_window->currentWorkspace()->session(); }
    [[nodiscard]] QWidget &page() { return *m_window->currentWorkspace(); }
    [[nodiscard]] QAbstractItemView &table() { return *m_table; }

    const quint16 m_port;
    const int m_channels;
    AppProfile m_profile;
    Desk m_desk;
    std::unique_ptr<MainWindow> m_window;
    PlainLabel *m_said = nullptr;
    QAbstractItemView *m_table = nullptr;
    std::unique_ptr<Painted> m_painted;
    QNetworkAccessManager m_network;
    QElapsedTimer m_settled;
    Beats m_beats;
    QList<double> m_gaps; //!< of all phases
    double m_took = 0;
};

int decode(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return 2;
    QByteArray body = file.readAll();
    const double size = double(body.size());
    const double before = double(memoryKb("VmRSS")) * 1024;
    forgetPeakMemory();
    QElapsedTimer elapsed;
    elapsed.start();
    const auto snapshot = decodeChannels(body);
    body = QByteArray();
    const double milliseconds = double(elapsed.nsecsElapsed()) / 1e6;
    if (!snapshot)
        return 1;
    std::printf("decode-ms %.1f\nreply-mb %.1f\nsnapshot-mb %.1f\ndecode-peak-mb %.1f\nafter-mb %.1f\n", milliseconds,
                size / bytesInMb, double((*snapshot)->memory()) / bytesInMb,
                (double(memoryKb("VmHWM")) * 1024 - before + size) / bytesInMb,
                (double(memoryKb("VmRSS")) * 1024 - before + size) / bytesInMb);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    returnLargeBlocks(); // as the program does
    const QByteArray what(argc > 1 ? argv[1] : "");
    if (what == "decode" && argc == 3)
        return decode(QString::fromLocal8Bit(argv[2]));
    if (what != "window" || argc != 4) {
        std::fprintf(stderr, "usage: bench_channels window PORT CHANNELS | decode FILE\n");
        return 2;
    }
    QApplication app(argc, argv);
    applyTheme(Theme::Light);
    WindowBench(static_cast<quint16>(std::atoi(argv[2])), std::atoi(argv[3])).run();
    return 0;
}
