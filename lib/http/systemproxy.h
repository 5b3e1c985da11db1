// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QObject>
#include <QUrl>

#include <memory>

class QNetworkProxyFactory;

namespace channelscope {

//! Which proxies the system wants for one origin; none for this very machine. To ask the system may take as long as a
//! network does (it loads a PAC file from wherever it is said to be), so it is asked on a thread of its own, and nobody
//! waits for it. For one thread.
class SystemProxy : public QObject
{
    Q_OBJECT

public:
    explicit SystemProxy(QUrl origin, QObject *parent = nullptr);

    //! Whether what proxies() says holds now: settings change with the network that a laptop is in.
    [[nodiscard]] bool isKnown() const;
    //! Asks the system, if that is not under way.
    void find();
    [[nodiscard]] QList<QNetworkProxy> proxies() const { return *m_proxies; }
    //! Gives a QNetworkAccessManager what is known, without asking anybody. The caller takes ownership.
    [[nodiscard]] QNetworkProxyFactory *factory() const;

Q_SIGNALS:
    //! The system has answered, which it need not do. isKnown() now.
    void found();

private:
    const QUrl m_origin;
    const bool m_isThisMachine;
    const std::shared_ptr<QList<QNetworkProxy>> m_proxies;
    QElapsedTimer m_found; //!< since when they are known
    bool m_isFinding = false;
};

} // namespace channelscope
