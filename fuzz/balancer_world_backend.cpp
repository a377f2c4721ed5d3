// The backends' part of the simulation.
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <charconv>

#include "fuzz/balancer_world.hpp"
#include "fuzz/sockets.hpp"
#include "fuzz/targets.hpp"

namespace tiga::fuzz {
namespace {

constexpr std::size_t most_connections = 40;
constexpr std::size_t much = 150'000;

// X-Forwarded-For ends with the client for which the balancer sends the request.
std::size_t client_of(const http::RequestParser& head) {
  std::string_view value;
  for (std::size_t index = 0; index < head.field_count(); ++index) {
    if (http::same_token(head.field(index).name, "X-Forwarded-For")) {
      value = head.field(index).value;
    }
  }
  constexpr std::string_view net = "127.0.0.";
  const std::size_t address = value.rfind(net);
  require(address != std::string_view::npos, "each request says for whom it is");
  const std::string_view host = value.substr(address + net.size());
  std::uint32_t number = 0;
  const auto end = std::from_chars(host.data(), host.data() + host.size(), number);
  require(end.ptr == host.data() + host.size() && number >= first_host &&
              number < first_host + World::most_clients,
          "it is for a client that there is");
  return number - first_host;
}

// The name that for_client() gave to the request; empty if its target has none.
std::string_view name_in(std::string_view target) {
  const std::size_t begin = target.find('~');
  const std::size_t end = target.find('~', begin + 1);
  return begin == std::string_view::npos || end == std::string_view::npos
             ? std::string_view()
             : target.substr(begin, end - begin);
}

}  // namespace

void World::play_backend(const Action& action) {
  using Kind = Action::Kind;
  const std::size_t number = action.who % backend_count;
  PlayedBackend& backend = backends_played_[number];
  const auto answers = [&](Ending after) {
    backend.answer = action.text;
    backend.after_answer = after;
  };
  switch (action.kind) {
    case Kind::backend_answers:
      return answers(Ending::open);
    case Kind::backend_answers_closes:
      return answers(Ending::closed);
    case Kind::backend_answers_resets:
      return answers(Ending::reset);
    case Kind::backend_refuses:
      backend.listener.reset();
      return;
    case Kind::backend_listens:
      if (!backend.listener) {
        backend.listener = listen_at(backend.endpoint.port);
      }
      return;
    default:
      break;
  }
  std::size_t newest = connections_.size();
  while (newest > 0 &&
         (connections_[newest - 1].backend != number || !connections_[newest - 1].socket)) {
    --newest;
  }
  if (newest == 0) {
    return;
  }
  const std::size_t connection = newest - 1;
  switch (action.kind) {
    case Kind::backend_sends:
      return backend_sends(connection, action.text);
    case Kind::backend_sends_much: {
      const std::string once =
          for_backend(action.text.empty() ? "x" : action.text, connections_[connection]);
      std::string bytes;
      while (bytes.size() < much) {
        bytes += once;
      }
      return send_to_balancer(connection, bytes);
    }
    case Kind::backend_half_closes:
      connections_[connection].ending = Ending::closed;
      ::shutdown(connections_[connection].socket.get(), SHUT_WR);
      return;
    case Kind::backend_closes:
      return end_backend(connection, Ending::closed);
    case Kind::backend_resets:
      return end_backend(connection, Ending::reset);
    default:
      return;
  }
}

// '@' is replaced by the mark of the request that is answered.
std::string World::for_backend(std::string_view text, const PlayedConnection& connection) const {
  const std::size_t mark = first_mark + connection.answer.value_or(first_mark);
  std::string bytes(text);
  for (char& byte : bytes) {
    if (byte == '@') {
      byte = mark < 2 * first_mark ? static_cast<char>(mark) : 'x';
    } else if (static_cast<unsigned char>(byte) >= first_mark) {
      byte = 'y';
    }
  }
  return bytes;
}

void World::backend_sends(std::size_t number, std::string_view text) {
  send_to_balancer(number, for_backend(text, connections_[number]));
}

void World::send_to_balancer(std::size_t number, std::string_view bytes) {
  PlayedConnection& connection = connections_[number];
  const ssize_t sent = ::send(connection.socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (sent <= 0) {
    return;
  }
  const std::string_view taken = bytes.substr(0, static_cast<std::size_t>(sent));
  connection.sent += taken;
  if (connection.answer) {
    answers_[*connection.answer].bytes += taken;
  }
}

// Pending input is read first, so that no request is missed and a close is not a reset.
void World::end_backend(std::size_t number, Ending ending) {
  while (connections_[number].socket && read_backend(number)) {
  }
  PlayedConnection& connection = connections_[number];
  if (!connection.socket) {
    return;
  }
  connection.ending = ending;
  if (ending == Ending::reset) {
    reset(connection.socket);
  } else {
    connection.socket.reset();
  }
}

// A complete head has arrived.
void World::take_request(std::size_t number) {
  PlayedConnection& connection = connections_[number];
  const http::Request& request = connection.parser.request();
  connection.answer = answers_.size();
  answers_.push_back({.client = client_of(connection.parser), .connection = number, .bytes = {}});
  const std::string_view name = name_in(request.target);
  if (!name.empty()) {
    const bool safe = request.method == http::Method::get || request.method == http::Method::head ||
                      request.method == http::Method::options;
    const int tries = ++tries_[std::string(name)];
    require(tries == 1 || safe, "what is not safe is sent once");
    require(tries <= 2, "nothing is sent more than twice");
  }
}

void World::came_to_backend(std::size_t number, std::string_view bytes) {
  connections_[number].received += bytes;
  const PlayedBackend& backend = backends_played_[connections_[number].backend];
  while (connections_[number].socket) {
    PlayedConnection& connection = connections_[number];
    const std::string_view rest = std::string_view(connection.received).substr(connection.parsed);
    if (connection.body.state() == http::BodyDecoder::State::need_more) {
      const http::BodyDecoder::Step step = connection.body.step(rest);
      require(step.state != http::BodyDecoder::State::failed, "content is forwarded well framed");
      connection.parsed += step.consumed;
      if (step.consumed == 0) {
        return;
      }
      continue;
    }
    const auto state = connection.parser.parse(rest);
    require(state != http::RequestParser::State::failed, "requests are forwarded well formed");
    if (state == http::RequestParser::State::need_more) {
      return;
    }
    take_request(number);
    const http::Request& request = connection.parser.request();
    connection.body = http::BodyDecoder(request.framing, request.content_length, UINT64_MAX);
    connection.parsed += connection.parser.consumed();
    connection.parser.reset();
    if (!backend.answer.empty() && connection.ending == Ending::open) {
      backend_sends(number, backend.answer);
      if (backend.after_answer != Ending::open) {
        end_backend(number, backend.after_answer);
      }
    }
  }
}

bool World::read_backend(std::size_t number) {
  if (!connections_[number].socket) {
    return false;
  }
  std::array<char, 65536> buffer;
  const ssize_t got =
      ::recv(connections_[number].socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (got > 0) {
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
    if (by_connection_) {
      connections_[number].received += bytes;
    } else {
      came_to_backend(number, bytes);
    }
    return true;
  }
  if (got == 0 || errno != EAGAIN) {
    reset(connections_[number].socket);
    return true;
  }
  return false;
}

bool World::accept_at_backends() {
  bool moved = false;
  for (std::size_t number = 0; number < backends_played_.size(); ++number) {
    while (backends_played_[number].listener) {
      common::UniqueFd socket(::accept4(backends_played_[number].listener.get(), nullptr, nullptr,
                                        SOCK_CLOEXEC | SOCK_NONBLOCK));
      if (!socket) {
        break;
      }
      moved = true;
      if (connections_.size() == most_connections) {
        reset(socket);
        continue;
      }
      PlayedConnection& connection = connections_.emplace_back();
      connection.socket = std::move(socket);
      connection.backend = number;
    }
  }
  return moved;
}

}  // namespace tiga::fuzz
