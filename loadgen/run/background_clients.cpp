#include "loadgen/run/background_clients.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "common/error.hpp"
#include "loadgen/engine/sockets.hpp"
#include "loadgen/requests/request.hpp"
#include "loadgen/requests/user_fields.hpp"
#include "loadgen/run/stop_signals.hpp"

namespace tiga::loadgen::run {
namespace {

/// In each interval only some of the slow readers read, so that they do not all disturb the
/// measurement at the same time.
constexpr unsigned ticks_in_a_turn = 10;

/// The connection is open and nothing was received.
bool is_idle(const common::UniqueFd& socket) {
  char byte = 0;
  return socket && ::recv(socket.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 &&
         (errno == EAGAIN || errno == EINTR);
}

/// The request of a slow reader: that of the run with another path, and without content.
std::string slow_request(const Options& options) {
  Options slow = options;
  slow.url.target = options.background_clients.slow_path;
  slow.method = "GET";
  slow.body.reset();
  std::erase_if(slow.headers,
                [](const std::string& line) { return requests::is_named(line, "Content-Length"); });
  slow.keep_alive = true;
  return requests::make_request(slow);
}

}  // namespace

BackgroundClients::BackgroundClients(const Options& options, requests::Addresses addresses,
                                     int stop_fd)
    : options_(options),
      addresses_(std::move(addresses)),
      sources_(addresses_.at(addresses_.current())),
      stop_fd_(stop_fd) {
  const BackgroundClientOptions& asked = options.background_clients;
  if (asked.count() == 0) {
    return;
  }
  facts_.idle = asked.idle;
  facts_.slow_readers = asked.slow_readers;
  facts_.slow_path = asked.slow_path;
  facts_.slow_rate = asked.slow_rate;
  sources_needed_ =
      sources_.needed(options.concurrency + asked.count(), requests::local_port_count());
  const auto deadline = common::Deadline::after(options.timeout);
  open_idle(deadline);
  open_slow_readers(deadline);
  if (slow_readers_.empty()) {
    return;
  }
  end_ = make_eventfd();
  try {
    thread_ = std::jthread([this] { read_slowly(); });
  } catch (const std::system_error& error) {
    throw common::CannotRun(std::string("cannot start a thread: ") + error.what());
  }
}

BackgroundClients::~BackgroundClients() { stop(); }

/// Whether a started connection is open by the deadline and before the run is stopped.
bool BackgroundClients::connects(int socket, common::Deadline deadline) {
  std::array<pollfd, 2> watched{{{socket, POLLOUT, 0}, {stop_fd_, POLLIN, 0}}};
  int error = 0;
  socklen_t size = sizeof error;
  return socket >= 0 && ::poll(watched.data(), watched.size(), deadline.poll_milliseconds()) > 0 &&
         watched[0].revents != 0 &&
         ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

/// Connects to the first address that accepts, like the measured connections. `begin` starts a
/// connection to an address and returns its socket.
template <typename Begin>
bool BackgroundClients::connect_somewhere(const Begin& begin, common::Deadline deadline) {
  for (std::optional<std::size_t> address = addresses_.current(); address;
       address = addresses_.after_failure(*address)) {
    if (connects(begin(addresses_.at(*address)), deadline)) {
      addresses_.succeeded(*address);
      return true;
    }
  }
  return false;
}

const common::SocketAddress* BackgroundClients::source_of(std::uint64_t index) const {
  return sources_.at(static_cast<unsigned>(index % sources_needed_));
}

void BackgroundClients::open_idle(common::Deadline deadline) {
  idle_.resize(facts_.idle);
  for (std::uint64_t index = 0; index < facts_.idle; ++index) {
    common::UniqueFd& socket = idle_[index];
    const auto begin = [&](const common::SocketAddress& target) {
      socket = engine::open_socket(target, source_of(index), {}, SOCK_NONBLOCK);
      static_cast<void>(::connect(socket.get(), target.get(), target.size));  // the socket tells
      return socket.get();
    };
    facts_.idle_at_begin += connect_somewhere(begin, deadline) ? 1U : 0U;
  }
}

void BackgroundClients::open_slow_readers(common::Deadline deadline) {
  request_ = slow_request(options_);
  for (std::uint64_t index = 0; index < facts_.slow_readers; ++index) {
    SlowReader& reader =
        slow_readers_.emplace_back(request_, source_of(facts_.idle + index), facts_);
    const auto begin = [&](const common::SocketAddress& target) {
      reader.connect(target, common::SteadyClock::now());
      return reader.socket();
    };
    if (connect_somewhere(begin, deadline)) {
      ++facts_.slow_readers_at_begin;
      reader.take_turn(common::SteadyClock::now());  // its request is on its way
    }
  }
}

void BackgroundClients::read_slowly() {
  const common::Nanoseconds cpu_before = common::thread_cpu_time();
  try {
    take_turns();
  } catch (...) {
    error_ = std::current_exception();
  }
  facts_.cpu_s = std::chrono::duration<double>(common::thread_cpu_time() - cpu_before).count();
}

void BackgroundClients::take_turns() {
  common::TimePoint next = common::SteadyClock::now();
  for (std::size_t tick = 0;; ++tick) {
    const common::TimePoint now = common::SteadyClock::now();
    for (std::size_t index = tick % ticks_in_a_turn; index < slow_readers_.size();
         index += ticks_in_a_turn) {
      slow_readers_[index].take_turn(now);
    }
    next = std::max(next, now) + SlowReader::turn / ticks_in_a_turn;
    pollfd end{end_.get(), POLLIN, 0};
    if (::poll(&end, 1, common::Deadline(next).poll_milliseconds()) > 0) {
      return;
    }
  }
}

void BackgroundClients::stop() {
  if (thread_.joinable()) {
    ::eventfd_write(end_.get(), 1);
    thread_.join();
  }
}

std::optional<BackgroundClientFacts> BackgroundClients::finish() {
  if (options_.background_clients.count() == 0) {
    return std::nullopt;
  }
  stop();
  if (error_) {
    std::rethrow_exception(error_);
  }
  facts_.idle_at_end = static_cast<std::uint64_t>(std::ranges::count_if(idle_, is_idle));
  for (const SlowReader& reader : slow_readers_) {
    facts_.slow_readers_at_end += reader.is_open() ? 1U : 0U;
  }
  idle_.clear();
  slow_readers_.clear();
  return facts_;
}

}  // namespace tiga::loadgen::run
