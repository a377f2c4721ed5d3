#include "fuzz/balancer_world.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "fuzz/sockets.hpp"
#include "fuzz/targets.hpp"
#include "fuzz/virtual_clock.hpp"

namespace tiga::fuzz {
namespace {

using namespace std::chrono_literals;
using servers::balancer::Relay;
using servers::balancer::Session;

constexpr std::size_t much_content = 150'000;

}  // namespace

World::World(bool by_connection, servers::core::Engine engine)
    : by_connection_(by_connection), front_(listen_at(0)) {
  clients_.resize(most_clients);
  backends_played_.resize(backend_count);
  for (PlayedBackend& backend : backends_played_) {
    backend.listener = listen_at(0);
    backend.endpoint = {"127.0.0.1", port_of(backend.listener)};
    options_.backends.push_back(backend.endpoint);
  }
  options_.server.limits = small_limits;
  options_.server.engine = engine;
  options_.server.log = servers::core::LogLevel::none;
  options_.unit =
      by_connection ? servers::balancer::Unit::connection : servers::balancer::Unit::request;
  service_.emplace(options_.server);
  loop_.emplace(*service_);
  backends_.emplace(*loop_, options_);
  loop_->io->turn(common::TimePoint());  // as a server's, it runs before it accepts anybody
  descriptors_ = open_descriptors() - static_cast<int>(backend_count);
}

World::~World() = default;

void World::settle() {
  int rounds = 0;
  for (int quiet = 0; quiet < 2;) {
    require(++rounds < 20'000, "it comes to rest");
    const bool turned = loop_->io->turn(common::TimePoint());
    const bool moved = read_all() || turned;
    quiet = moved ? 0 : quiet + 1;
  }
}

// The kernel's timer knows the real time only.
void World::pass(std::chrono::milliseconds span) {
  pass_time(span);
  loop_->deadlines.expire();
  settle();
}

// What ServerLoop does at SIGTERM.
void World::drain() {
  if (draining_) {
    return;
  }
  draining_ = true;
  service_->draining = true;
  const auto stop_if_empty = [this] {
    if (loop_->connections.size() == 0) {
      backends_->stop();
    }
  };
  loop_->connections.on_leave = stop_if_empty;
  loop_->connections.for_each([](servers::loop::Connection& one) { one.drain(); });
  stop_if_empty();
}

void World::expect_nothing_left() {
  for (int times = 0; times < 8; ++times) {
    pass(61s);
  }
  if (draining_) {  // after --drain-timeout
    loop_->connections.for_each([](servers::loop::Connection& one) { one.abort(); });
  }
  for (PlayedClient& client : clients_) {
    client.reads = true;
  }
  settle();
  require(loop_->connections.size() == 0, "after all deadlines no connection is left");
  for (PlayedClient& client : clients_) {
    client.socket.reset();
  }
  for (std::size_t number = 0; number < connections_.size(); ++number) {
    end_backend(number, Ending::reset);
  }
  for (PlayedBackend& backend : backends_played_) {
    backend.listener.reset();
  }
  for (int times = 0; times < 2; ++times) {
    pass(61s);
  }
  require(open_descriptors() <= descriptors_, "no descriptor is left");
  loop_->connections.on_leave = nullptr;
  backends_->stop();
  settle();
}

void World::play(const Action& action) {
  using Kind = Action::Kind;
  switch (action.kind) {
    case Kind::time_passes: {
      constexpr std::array<std::chrono::milliseconds, 10> spans = {1ms, 100ms, 501ms, 1s,  2s,
                                                                   5s,  10s,   30s,   60s, 0ms};
      pass(spans[action.who]);
      break;
    }
    case Kind::drain:
      drain();
      break;
    case Kind::client_sends:
    case Kind::client_sends_much:
    case Kind::client_half_closes:
    case Kind::client_closes:
    case Kind::client_resets:
    case Kind::client_stops_reading:
    case Kind::client_reads_on:
    case Kind::client_is_rejected:
      play_client(action);
      break;
    case Kind::by_connection:
    case Kind::none:
      return;
    default:
      play_backend(action);
  }
  settle();
}

// Each client has its own address, by which the backends recognise it.
PlayedClient* World::open_client(std::size_t number, bool rejected) {
  PlayedClient& client = clients_[number];
  if (client.socket) {
    return rejected ? nullptr : &client;
  }
  if (client.left || client.ending != Ending::open || draining_) {
    return nullptr;
  }
  client.socket = connect_from(static_cast<std::uint32_t>(number) + first_host, port_of(front_));
  await(front_, POLLIN);  // a busy kernel may deliver it late
  common::UniqueFd accepted = servers::loop::accept_client(front_.get());
  const int buffer = 16 * 1024;
  ::setsockopt(accepted.get(), SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
  std::shared_ptr<servers::loop::Connection> connection;
  if (by_connection_) {
    connection = std::make_shared<Relay>(*loop_, options_, *backends_, std::move(accepted));
  } else {
    connection = std::make_shared<Session>(*loop_, options_, *backends_, std::move(accepted));
  }
  rejected ? connection->reject() : connection->start();
  return &client;
}

void World::client_sends(PlayedClient& client, std::string_view text) {
  const ssize_t sent = ::send(client.socket.get(), text.data(), text.size(), MSG_NOSIGNAL);
  if (sent > 0) {
    client.sent += text.substr(0, static_cast<std::size_t>(sent));
  }
  client.reset_told = client.reset_told || (sent < 0 && errno == ECONNRESET);
}

void World::play_client(const Action& action) {
  using Kind = Action::Kind;
  PlayedClient* client =
      open_client(action.who % most_clients, action.kind == Kind::client_is_rejected);
  if (client == nullptr) {
    return;
  }
  switch (action.kind) {
    case Kind::client_sends:
      return client_sends(*client, for_client(action.text));
    case Kind::client_sends_much: {
      std::string once(action.text.empty() ? "x" : action.text);
      std::ranges::replace(once, '~', '-');  // no name, since the text comes many times
      std::ranges::replace(once, '@', '-');
      std::string text;
      while (text.size() < much_content) {
        text += once;
      }
      return client_sends(*client, text);
    }
    case Kind::client_half_closes:
      ::shutdown(client->socket.get(), SHUT_WR);
      return;
    case Kind::client_closes:
      client->left = true;
      client->socket.reset();
      return;
    case Kind::client_resets:
      client->left = true;
      return reset(client->socket);
    case Kind::client_stops_reading:
    case Kind::client_reads_on:
      client->reads = action.kind == Kind::client_reads_on;
      return;
    default:
      return;
  }
}

// '@' is replaced by a name that no other request has.
std::string World::for_client(std::string_view text) {
  std::string bytes;
  for (const char byte : text) {
    if (byte == '@') {
      bytes += '~' + std::to_string(++requests_named_) + '~';
    } else {
      bytes += byte == '~' ? '-' : byte;
    }
  }
  return bytes;
}

bool World::read_all() {
  bool moved = accept_at_backends();
  for (std::size_t number = 0; number < connections_.size(); ++number) {
    moved = read_backend(number) || moved;
  }
  std::array<char, 65536> buffer;
  for (PlayedClient& client : clients_) {
    if (!client.socket || !client.reads) {
      continue;
    }
    const ssize_t got = ::recv(client.socket.get(), buffer.data(), buffer.size(), 0);
    if (got > 0) {
      client.received.append(buffer.data(), static_cast<std::size_t>(got));
    } else if (got == 0 || errno != EAGAIN) {
      client.ending = got == 0 && !client.reset_told ? Ending::closed : Ending::reset;
      reset(client.socket);
    }
    moved = moved || got >= 0 || client.ending != Ending::open;
  }
  return moved;
}

}  // namespace tiga::fuzz
