// The engine on epoll(7).
#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <vector>

#include "common/error.hpp"
#include "common/unique_fd.hpp"
#include "loadgen/engine/engine.hpp"

namespace tiga::loadgen::engine {
namespace {

using common::TimePoint;

constexpr std::size_t buffer_size = std::size_t{64} * 1024;
constexpr std::size_t batch_size = 512;
constexpr int most_reads_at_once = 16;  // then other connections, deadlines and signals are handled
constexpr std::uint32_t peer_closed = EPOLLRDHUP;
constexpr std::uint32_t broken = EPOLLHUP | EPOLLERR;

timespec timespec_of(common::Nanoseconds time) {
  const auto whole = std::chrono::duration_cast<std::chrono::seconds>(time);
  return {whole.count(), (time - whole).count()};
}

// Each connection is registered once, edge-triggered; the next request is sent as soon as a reply
// is complete. A request on an open connection takes one send and one recv; a request with its own
// connection takes socket, connect, send, epoll_ctl, recv and close.
class EpollEngine : public Engine {
 public:
  EpollEngine(requests::Work& work, int stop_fd)
      : Engine(work),
        epoll_(::epoll_create1(EPOLL_CLOEXEC)),
        sockets_(slots().size()),
        buffer_(buffer_size) {
    epoll_event event{};  // its data is null, unlike that of any slot
    event.events = EPOLLIN;
    if (!epoll_ || ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, stop_fd, &event) != 0) {
      common::throw_errno("cannot set up epoll");
    }
  }

 private:
  struct Socket {
    common::UniqueFd fd;
    std::uint32_t watched = 0;  // events for which it is registered
  };

  void wait(common::Nanoseconds time) override {
    const timespec left = timespec_of(time);
    std::array<epoll_event, batch_size> events;
    const int count = ::epoll_pwait2(epoll_.get(), events.data(), static_cast<int>(events.size()),
                                     &left, nullptr);
    if (count < 0 && errno != EINTR) {
      common::throw_errno("cannot wait for events");
    }
    read_clock();
    for (int index = 0; index < count; ++index) {
      const epoll_event& event = events[static_cast<std::size_t>(index)];
      if (event.data.ptr == nullptr) {
        work().stop(requests::Stop::interrupted);
        return;
      }
      handle(*static_cast<RequestSlot*>(event.data.ptr), event.events);
      start_due();
    }
  }

  // If the server is local, the connection is open when connect() returns. So the request is sent
  // at once, and writability is watched only if the connection was not open yet.
  void connect(RequestSlot& slot) override {
    const common::SocketAddress& target = target_of(slot);
    Socket& socket = socket_of(slot);
    socket.fd = open_socket(target, source_of(slot), socket_setup(), SOCK_NONBLOCK);
    socket.watched = 0;
    const int result = ::connect(socket.fd.get(), target.get(), target.size);
    if (result != 0 && errno != EINPROGRESS) {
      connect_failed(slot, errno);
    } else {
      after_send(slot, send_rest(slot, read_clock()));
    }
  }

  void send(RequestSlot& slot) override { after_send(slot, send_rest(slot, now())); }

  void disconnect(RequestSlot& slot) override { socket_of(slot).fd.reset(); }

  Socket& socket_of(const RequestSlot& slot) { return sockets_[slot.number]; }

  void handle(RequestSlot& slot, std::uint32_t events) {
    const bool readable = (events & (EPOLLIN | peer_closed | broken)) != 0;
    if (!slot.exchange.in_progress()) {
      if (readable) {  // between two requests: any event ends the connection
        drop(slot);
      }
      return;
    }
    const bool unsent = slot.sent < work().request().size();
    if (unsent && (events & (EPOLLOUT | broken)) != 0) {
      after_send(slot, send_rest(slot, read_clock()));
    }
    if (slot.exchange.in_progress() && readable) {
      receive(slot, events);
    }
  }

  // Returns 0 when everything is sent, EAGAIN if the rest has to wait, else errno.
  int send_rest(RequestSlot& slot, TimePoint connected_at) {
    const std::string_view request = work().request();
    while (slot.sent < request.size()) {
      const std::string_view rest = request.substr(slot.sent);
      const ssize_t count =
          ::send(socket_of(slot).fd.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
      if (count < 0) {
        return errno;
      }
      if (slot.exchange.phase() == requests::Exchange::Phase::connecting) {
        connected(slot, connected_at);
      }
      slot.sent += static_cast<std::size_t>(count);
      slot.exchange.sent(static_cast<std::size_t>(count));
    }
    return 0;
  }

  void after_send(RequestSlot& slot, int result) {
    if (result == EAGAIN) {
      watch(slot, true);
    } else if (result != 0) {
      send_failed(slot, result);
    } else if (socket_of(slot).watched == 0) {
      watch(slot, false);
    }
  }

  // The connection failed: either it was never open, or it broke, and then a reply to the part of
  // the request that was sent may have arrived before.
  void send_failed(RequestSlot& slot, int error) {
    if (slot.exchange.phase() == requests::Exchange::Phase::connecting) {
      connect_failed(slot, error);
      return;
    }
    receive(slot, broken);
    if (slot.exchange.in_progress()) {
      slot.exchange.reset(error_text(error), read_clock());
      finish(slot, true);
    }
  }

  // The next wait reports data that is already there.
  void watch_anew(RequestSlot& slot) {
    const bool output = (socket_of(slot).watched & EPOLLOUT) != 0;
    socket_of(slot).watched &= ~static_cast<std::uint32_t>(EPOLLET);
    watch(slot, output);
  }

  void watch(RequestSlot& slot, bool output) {
    epoll_event event{};
    event.events = EPOLLIN | EPOLLRDHUP | EPOLLET;
    if (output) {
      event.events |= EPOLLOUT;
    }
    if (event.events == socket_of(slot).watched) {
      return;
    }
    event.data.ptr = &slot;
    const int operation = socket_of(slot).watched == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    if (::epoll_ctl(epoll_.get(), operation, socket_of(slot).fd.get(), &event) != 0) {
      common::throw_errno("cannot watch a socket");
    }
    socket_of(slot).watched = event.events;
  }

  // Reads the available bytes. A read that does not fill the buffer has emptied the socket, so no
  // further read is needed to get EAGAIN; if the peer closed before, that read returned the last
  // bytes.
  void receive(RequestSlot& slot, std::uint32_t events) {
    const bool peer_gone = (events & (peer_closed | broken)) != 0;
    const bool closed_cleanly = peer_gone && (events & broken) == 0;
    requests::Exchange& exchange = slot.exchange;
    for (int reads = 0; exchange.in_progress(); ++reads) {
      if (reads == most_reads_at_once) {
        watch_anew(slot);
        return;
      }
      const ssize_t count = ::recv(socket_of(slot).fd.get(), buffer_.data(), buffer_.size(), 0);
      const int error = errno;
      if (count < 0 && error == EAGAIN) {
        return;
      }
      if (count < 0) {
        exchange.reset(error_text(error), now());
      } else if (count == 0) {
        exchange.closed(now());
      } else {
        const auto size = static_cast<std::size_t>(count);
        exchange.received({buffer_.data(), size}, now());
        const bool emptied = size < buffer_.size();
        if (emptied && closed_cleanly && exchange.in_progress()) {
          exchange.closed(now());
        }
        if (emptied && !peer_gone && exchange.in_progress()) {
          return;
        }
      }
    }
    finish(slot, peer_gone);
  }

  common::UniqueFd epoll_;
  std::vector<Socket> sockets_;  // by index of their slot
  std::vector<char> buffer_;
};

}  // namespace

std::unique_ptr<Engine> make_epoll_engine(requests::Work& work, int stop_fd) {
  return std::make_unique<EpollEngine>(work, stop_fd);
}

}  // namespace tiga::loadgen::engine
