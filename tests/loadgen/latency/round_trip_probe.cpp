#include "tests/loadgen/latency/round_trip_probe.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <random>
#include <string_view>

#include "common/error.hpp"
#include "common/unique_fd.hpp"

namespace tiga::tests {
namespace {

using common::SteadyClock;
using common::UniqueFd;

constexpr std::string_view persistent_request = "GET /probe HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr std::string_view last_request = "GET /probe HTTP/1.0\r\nHost: localhost\r\n\r\n";

UniqueFd connect_to(std::uint16_t port) {
  UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    socket.reset();
  }
  return socket;
}

bool send(const UniqueFd& socket, std::string_view bytes) {
  return ::send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(bytes.size());
}

bool exchange_on_own_connection(std::uint16_t port) {
  const UniqueFd socket = connect_to(port);
  if (!socket || !send(socket, last_request)) {
    return false;
  }
  std::array<char, 1024> chunk{};
  ssize_t all = 0;
  ssize_t got = 0;
  while ((got = ::recv(socket.get(), chunk.data(), chunk.size(), 0)) > 0) {
    all += got;
  }
  return got == 0 && all > 0;
}

// The reply comes in one piece: it is a single small send.
bool exchange(const UniqueFd& socket) {
  std::array<char, 1024> chunk{};
  return send(socket, persistent_request) &&
         ::recv(socket.get(), chunk.data(), chunk.size(), 0) > 0;
}

}  // namespace

RoundTripProbe::RoundTripProbe(std::uint16_t port, bool keep_alive, Timed timed,
                               const common::CpuSet& cpus)
    : timed_(timed), thread_([this, port, keep_alive, cpus] {
        if (!cpus.empty()) {
          common::pin_to(cpus);
        }
        run(port, keep_alive);
      }) {}

RoundTripProbe::~RoundTripProbe() {
  if (thread_.joinable()) {
    stopped_ = true;
    thread_.join();
  }
}

void RoundTripProbe::run(std::uint16_t port, bool keep_alive) {
  std::minstd_rand random(1);
  std::uniform_int_distribution<int> pause_us(1000, 3000);  // in step with nothing
  const UniqueFd standing = keep_alive ? connect_to(port) : UniqueFd();
  std::size_t probes = 0;
  const auto ask = [&] {
    ++probes;
    return keep_alive ? exchange(standing) : exchange_on_own_connection(port);
  };
  do {
    std::this_thread::sleep_for(std::chrono::microseconds(pause_us(random)));
    failed_ = timed_ == Timed::after_reply && !ask();
    const auto begin = SteadyClock::now();
    failed_ = failed_ || !ask();
    times_.push_back({probes - 1, SteadyClock::now() - begin});
  } while (!stopped_ && !failed_);
}

void RoundTripProbe::stop() {
  stopped_ = true;
  thread_.join();
  if (failed_) {
    throw common::CannotRun("the server did not answer a probe");
  }
}

std::vector<common::Nanoseconds> RoundTripProbe::round_trips(
    const std::vector<Served>& probes) const {
  std::vector<common::Nanoseconds> trips;
  trips.reserve(times_.size());
  for (const Time& time : times_) {
    trips.push_back(time.elapsed - probes.at(time.probe).delay());
  }
  return trips;
}

}  // namespace tiga::tests
