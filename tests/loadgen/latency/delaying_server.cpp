#include "tests/loadgen/latency/delaying_server.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <ctime>
#include <queue>
#include <span>
#include <string_view>
#include <unordered_map>

#include "common/error.hpp"

namespace tiga::tests {

using common::Nanoseconds;
using common::SteadyClock;
using common::TimePoint;
using common::UniqueFd;
using namespace std::chrono_literals;

namespace {

/// Sleeping ends late, so what is nearer than this is polled for; not more, since who polls all the
/// time is the first to be put aside when another process wants the core.
constexpr Nanoseconds polled_from = 200us;
constexpr std::uint64_t listener_id = 0;
constexpr std::uint64_t stop_id = 1;
constexpr std::uint64_t first_connection_id = 2;

constexpr std::string_view persistent_reply =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\nOK\n";
constexpr std::string_view last_reply =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 3\r\nConnection: close\r\n\r\n"
    "OK\n";

struct Connection {
  UniqueFd socket;
  std::string unread = {};
};

struct Due {
  TimePoint at;
  std::uint64_t connection = 0;  // by number: it may have gone by then
  bool is_probe = false;
  std::size_t number = 0;  // in the record
  bool closes = false;

  bool operator>(const Due& other) const { return at > other.at; }
};

UniqueFd listen_on_free_port(std::uint16_t& port) {
  UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int on = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // is inherited
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      ::listen(socket.get(), 4096) != 0 ||
      ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    common::throw_errno("cannot listen on 127.0.0.1");
  }
  port = ntohs(address.sin_port);
  return socket;
}

}  // namespace

class DelayingServer::Loop {
 public:
  Loop(DelaySchedule schedule, UniqueFd listener, int stop_event)
      : schedule_(std::move(schedule)),
        listener_(std::move(listener)),
        epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    watch(listener_.get(), listener_id);
    watch(stop_event, stop_id);
  }

  void run() {
    ::prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);  // else sleep ends 50 us late
    std::array<epoll_event, 256> events{};
    while (!stopped_) {
      const int count = wait(events);
      for (int i = 0; i < count; ++i) {
        handle(events[static_cast<std::size_t>(i)].data.u64);
      }
      answer_what_is_due();
    }
  }

  Record take_record() { return std::move(record_); }
  std::size_t requests_read() const { return requests_read_; }

 private:
  void watch(int descriptor, std::uint64_t id) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = id;
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, descriptor, &event);
  }

  int wait(std::span<epoll_event> events) const {
    const int most = static_cast<int>(events.size());
    if (due_.empty()) {
      return ::epoll_wait(epoll_.get(), events.data(), most, -1);
    }
    const Nanoseconds left = due_.top().at - SteadyClock::now() - polled_from;
    const Nanoseconds sleep = std::max(left, Nanoseconds::zero());
    const timespec time{sleep / 1s, (sleep % 1s).count()};
    return ::epoll_pwait2(epoll_.get(), events.data(), most, &time, nullptr);
  }

  void handle(std::uint64_t id) {
    if (id == stop_id) {
      stopped_ = true;
    } else if (id == listener_id) {
      accept_waiting();
    } else if (const auto found = connections_.find(id); found != connections_.end()) {
      if (!receive(id, found->second)) {
        connections_.erase(id);
      }
    }
  }

  void accept_waiting() {
    for (;;) {
      UniqueFd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
      if (!socket) {
        return;
      }
      watch(socket.get(), next_id_);
      connections_.emplace(next_id_++, Connection{std::move(socket)});
    }
  }

  /// False once the client has closed.
  bool receive(std::uint64_t id, Connection& connection) {
    std::array<char, 4096> chunk{};
    const ssize_t got = ::recv(connection.socket.get(), chunk.data(), chunk.size(), 0);
    const TimePoint now = SteadyClock::now();
    if (got <= 0) {
      return got < 0 && errno == EAGAIN;
    }
    connection.unread.append(chunk.data(), static_cast<std::size_t>(got));
    constexpr std::string_view head_end = "\r\n\r\n";
    const std::size_t end = connection.unread.find(head_end);
    if (end == std::string::npos) {
      return true;
    }
    const std::string head = connection.unread.substr(0, end);
    connection.unread.erase(0, end + head_end.size());
    note(id, head, now);
    return true;
  }

  void note(std::uint64_t connection, std::string_view head, TimePoint read) {
    const bool is_probe = head.starts_with("GET /probe ");
    std::vector<Served>& list = is_probe ? record_.probes : record_.requests;
    TimePoint at = read + schedule_.delays[list.size() % schedule_.delays.size()];
    list.push_back({read});
    if (schedule_.stall && !record_.requests.empty()) {
      const TimePoint begin = record_.requests.front().read + schedule_.stall->after;
      const TimePoint end = begin + schedule_.stall->length;
      at = at >= begin && at < end ? end : at;
    }
    const bool closes = head.find(" HTTP/1.0") != std::string_view::npos;
    due_.push({at, connection, is_probe, list.size() - 1, closes});
    requests_read_ = record_.requests.size();
  }

  void answer_what_is_due() {
    while (!due_.empty() && due_.top().at <= SteadyClock::now()) {
      const Due due = due_.top();
      due_.pop();
      if (connections_.contains(due.connection)) {
        (due.is_probe ? record_.probes : record_.requests)[due.number].sent = SteadyClock::now();
        send(due.connection, due.closes);
      }
    }
  }

  void send(std::uint64_t id, bool closes) {
    const std::string_view reply = closes ? last_reply : persistent_reply;
    ::send(connections_.at(id).socket.get(), reply.data(), reply.size(), MSG_NOSIGNAL);
    if (closes) {
      connections_.erase(id);
    }
  }

  DelaySchedule schedule_;
  UniqueFd listener_;
  UniqueFd epoll_;
  std::unordered_map<std::uint64_t, Connection> connections_;
  std::uint64_t next_id_ = first_connection_id;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
  Record record_;
  std::atomic<std::size_t> requests_read_{0};
  bool stopped_ = false;
};

DelayingServer::DelayingServer(DelaySchedule schedule, const common::CpuSet& cpus)
    : stop_event_(::eventfd(0, EFD_CLOEXEC)) {
  UniqueFd listener = listen_on_free_port(port_);
  loop_ = std::make_unique<Loop>(std::move(schedule), std::move(listener), stop_event_.get());
  thread_ = std::thread([loop = loop_.get(), cpus] {
    if (!cpus.empty()) {
      common::pin_to(cpus);
    }
    loop->run();
  });
}

DelayingServer::~DelayingServer() {
  if (thread_.joinable()) {
    stop();
  }
}

std::size_t DelayingServer::requests_read() const { return loop_->requests_read(); }

Record DelayingServer::stop() {
  ::eventfd_write(stop_event_.get(), 1);
  thread_.join();
  return loop_->take_record();
}

}  // namespace tiga::tests
