// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Starts a program and prints when its first window can be used, as the X server sees it, and how much memory it and
// its children have taken by then and a second later:
//
//   windowwatch any|RRGGBB COMMAND [ARGUMENT …]   ->   MILLISECONDS  PSS_KB  PSS_KB_A_SECOND_LATER
//
// "Can be used": a top-level window of at least 300 x 200 is mapped, its whole area has been painted once, and its
// middle is of the given colour. A browser shows its window before its page; the colour is that of the page.
#include <xcb/damage.h>
#include <xcb/xcb.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <poll.h>
#include <set>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using Time = std::chrono::steady_clock;

template <typename T>
using Reply = std::unique_ptr<T, decltype(&std::free)>;

constexpr auto giveUpAfter = std::chrono::seconds(60);

void fail(const char *why)
{
    std::fprintf(stderr, "windowwatch: %s\n", why);
    std::exit(1);
}

//! The process and its descendants; orphans of theirs are ours, as their subreaper, and so among them.
std::set<pid_t> processTree(pid_t root)
{
    std::multimap<pid_t, pid_t> children;
    for (const auto &entry : std::filesystem::directory_iterator("/proc")) {
        const pid_t pid = std::atoi(entry.path().filename().c_str());
        std::ifstream stat(entry.path() / "stat");
        std::string text;
        if (pid <= 0 || !std::getline(stat, text))
            continue;
        const size_t name = text.rfind(')');
        children.emplace(std::atoi(text.c_str() + name + 4), pid);
    }
    std::set<pid_t> tree;
    std::set<pid_t> open{root};
    while (!open.empty()) {
        const pid_t pid = *open.begin();
        open.erase(open.begin());
        if (pid != getpid())
            tree.insert(pid);
        const auto [from, to] = children.equal_range(pid);
        for (auto it = from; it != to; ++it)
            open.insert(it->second);
    }
    return tree;
}

//! The proportional share of memory of all of them.
long pssKb()
{
    long sum = 0;
    for (const pid_t pid : processTree(getpid())) {
        std::ifstream rollup("/proc/" + std::to_string(pid) + "/smaps_rollup");
        for (std::string line; std::getline(rollup, line);) {
            if (line.starts_with("Pss:"))
                sum += std::atol(line.c_str() + 4);
        }
    }
    return sum;
}

class Watch
{
public:
    //! `colour` is what the middle of the window must have; std::nullopt: any.
    explicit Watch(std::optional<uint32_t> colour)
        : m_connection(xcb_connect(nullptr, nullptr))
        , m_colour(colour)
    {
        if (xcb_connection_has_error(m_connection))
            fail("no X server; DISPLAY must name one");
        const xcb_query_extension_reply_t *damage = xcb_get_extension_data(m_connection, &xcb_damage_id);
        if (!damage || !damage->present)
            fail("the X server has no DAMAGE extension");
        m_damageNotify = damage->first_event + XCB_DAMAGE_NOTIFY;
        const Reply<xcb_damage_query_version_reply_t> version(
            xcb_damage_query_version_reply(m_connection, xcb_damage_query_version(m_connection, 1, 1), nullptr),
            &std::free);
        const uint32_t mask = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;
        const xcb_screen_t *screen = xcb_setup_roots_iterator(xcb_get_setup(m_connection)).data;
        xcb_change_window_attributes(m_connection, screen->root, XCB_CW_EVENT_MASK, &mask);
        xcb_flush(m_connection);
    }
    ~Watch() { xcb_disconnect(m_connection); }
    Watch(const Watch &) = delete;
    Watch &operator=(const Watch &) = delete;

    //! Waits for the window; std::nullopt if `deadline` passes first.
    std::optional<Time::time_point> usableAt(Time::time_point deadline)
    {
        while (Time::now() < deadline) {
            pollfd descriptor{xcb_get_file_descriptor(m_connection), POLLIN, 0};
            poll(&descriptor, 1, 100);
            while (const auto event = Reply<xcb_generic_event_t>(xcb_poll_for_event(m_connection), &std::free)) {
                if (isUsableAfter(event.get()))
                    return Time::now();
            }
            if (xcb_connection_has_error(m_connection))
                fail("the X server went away");
        }
        return std::nullopt;
    }

private:
    struct Window
    {
        int width = 0;
        int height = 0;
        long painted = 0;
        bool mapped = false;
    };

    bool isUsableAfter(const xcb_generic_event_t *event)
    {
        const int type = event->response_type & 0x7f;
        if (type == XCB_CREATE_NOTIFY) {
            const auto *created = reinterpret_cast<const xcb_create_notify_event_t *>(event);
            xcb_damage_create(m_connection, xcb_generate_id(m_connection), created->window,
                              XCB_DAMAGE_REPORT_LEVEL_RAW_RECTANGLES);
            xcb_flush(m_connection);
        } else if (type == XCB_CONFIGURE_NOTIFY) {
            const auto *configured = reinterpret_cast<const xcb_configure_notify_event_t *>(event);
            measure(configured->window, configured->width, configured->height);
        } else if (type == XCB_MAP_NOTIFY) {
            const auto *mapped = reinterpret_cast<const xcb_map_notify_event_t *>(event);
            const Reply<xcb_get_geometry_reply_t> geometry(
                xcb_get_geometry_reply(m_connection, xcb_get_geometry(m_connection, mapped->window), nullptr),
                &std::free);
            if (!geometry || mapped->override_redirect)
                return false;
            measure(mapped->window, geometry->width, geometry->height);
            m_windows[mapped->window].mapped = true;
        } else if (type == m_damageNotify) {
            const auto *damaged = reinterpret_cast<const xcb_damage_notify_event_t *>(event);
            Window &window = m_windows[damaged->drawable];
            if (window.mapped)
                window.painted += static_cast<long>(damaged->area.width) * damaged->area.height;
            const bool isLarge = window.width >= 300 && window.height >= 200;
            return window.mapped && isLarge && window.painted >= static_cast<long>(window.width) * window.height &&
                   (!m_colour || m_colour == middle(damaged->drawable, window));
        }
        return false;
    }

    void measure(xcb_window_t id, int width, int height)
    {
        m_windows[id].width = width;
        m_windows[id].height = height;
    }

    std::optional<uint32_t> middle(xcb_window_t id, const Window &window)
    {
        const Reply<xcb_get_image_reply_t> pixel(
            xcb_get_image_reply(m_connection,
                                xcb_get_image(m_connection, XCB_IMAGE_FORMAT_Z_PIXMAP, id,
                                              static_cast<int16_t>(window.width / 2),
                                              static_cast<int16_t>(window.height / 2), 1, 1, ~0U),
                                nullptr),
            &std::free);
        if (!pixel || xcb_get_image_data_length(pixel.get()) < 4)
            return std::nullopt;
        uint32_t colour = 0;
        std::memcpy(&colour, xcb_get_image_data(pixel.get()), sizeof colour);
        return colour & 0xffffff;
    }

    xcb_connection_t *m_connection;
    std::optional<uint32_t> m_colour;
    int m_damageNotify = 0;
    std::map<xcb_window_t, Window> m_windows;
};

void endAll(pid_t leader)
{
    kill(leader, SIGTERM);
    for (int tenths = 0; tenths < 50 && waitpid(-1, nullptr, WNOHANG) >= 0; ++tenths)
        usleep(100'000);
    for (const pid_t pid : processTree(getpid()))
        kill(pid, SIGKILL);
    while (waitpid(-1, nullptr, 0) > 0) {
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 3)
        fail("which colour, and which program?");
    std::optional<uint32_t> colour;
    if (std::strcmp(argv[1], "any") != 0)
        colour = static_cast<uint32_t>(std::strtoul(argv[1], nullptr, 16));
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    Watch watch(colour);
    const Time::time_point start = Time::now();
    const pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    const auto usable = watch.usableAt(start + giveUpAfter);
    const long atOnce = pssKb();
    if (usable)
        sleep(1);
    const long settled = pssKb();
    endAll(child);
    if (!usable)
        fail("no window came");
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(*usable - start).count();
    std::printf("%lld %ld %ld\n", static_cast<long long>(took), atOnce, settled);
    return 0;
}
