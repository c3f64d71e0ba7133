#pragma once
// A bad line: a TCP forwarder on 127.0.0.1, in a thread of its own, that cuts, stalls or slows what passes. Put it before
// a GitHttpServer or SshServer.

#include <QtTypes>

#include <memory>

namespace rijian::testkit {

/// What happens to a connection. Bytes count what the server sends, on each connection from its begin.
struct LineFault {
    enum class Kind {
        None,     ///< everything passes
        Cut,      ///< closed in good order after `bytes` bytes
        Reset,    ///< the same with a TCP reset
        Stall,    ///< after `bytes` bytes nothing more passes in either direction; the connection stays open
        Throttle, ///< `bytes` bytes a second
        Drop,     ///< closed as soon as it is made
    };
    Kind kind = Kind::None;
    qint64 bytes = 0;
    int times = -1; ///< connections this happens to, then everything passes; -1: all
};

/// Every function may be called from any thread. A new fault holds for connections made after it, but None also frees
/// those that stall or are slowed.
class CuttingProxy {
public:
    /// Forwards to 127.0.0.1:`targetPort`. Throws std::runtime_error when it cannot listen.
    explicit CuttingProxy(quint16 targetPort);
    /// Closes all connections.
    ~CuttingProxy();

    quint16 port() const;
    void setFault(const LineFault &fault);
    /// setFault({}).
    void passThrough();

    /// Connections made so far, those dropped included.
    int connections() const;
    /// Bytes passed from the server to clients so far.
    qint64 bytesDown() const;
    /// Waits until so many connections stall. False: they did not in time.
    bool waitForStall(int count = 1, int timeoutMs = 60'000) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rijian::testkit
