// The whole balancer, between clients and backends whose actions come from the input.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "common/uring/uring.hpp"
#include "fuzz/balancer_reading.hpp"
#include "fuzz/balancer_script.hpp"
#include "fuzz/balancer_world.hpp"
#include "fuzz/targets.hpp"

namespace tiga::fuzz {
namespace {

// The request whose mark the bytes carry, all the same one; none if they carry no mark.
std::optional<std::size_t> mark_of(std::string_view bytes) {
  std::optional<std::size_t> mark;
  char last = 0;
  for (const char byte : bytes) {
    const unsigned value = static_cast<unsigned char>(byte);
    if (byte != std::exchange(last, byte) && value >= first_mark) {
      require(!mark || *mark == value - first_mark, "a reply is made of one answer");
      mark = value - first_mark;
    }
  }
  return mark;
}

// A complete reply equals the reply of the backend.
void check_content(const World& world, const ReadReply& reply, const Answer& answer, bool to_head) {
  const bool closed = world.connections()[answer.connection].ending == Ending::closed;
  const auto sent = read_replies(answer.bytes, {to_head}, closed, 1);
  const auto final =
      std::ranges::find_if(sent, [](const ReadReply& one) { return !one.interim(); });
  require(final != sent.end() && final->whole, "what was cut does not look whole");
  require(final->status == reply.status, "the status is the backend's");
  require(final->content == reply.content, "the content is the backend's");
}

void check_client(const World& world, std::size_t number) {
  const PlayedClient& client = world.clients()[number];
  const std::vector<bool> heads = heads_asked(client.sent);
  const auto replies = read_replies(client.received, heads, client.ending == Ending::closed);
  std::optional<std::size_t> last_mark;
  std::size_t finals = 0;
  for (std::size_t index = 0; index < replies.size(); ++index) {
    const ReadReply& reply = replies[index];
    const bool to_head = finals < heads.size() && heads[finals];
    const auto mark = mark_of(reply.bytes);
    if (mark) {
      require(*mark < world.answers().size(), "a mark is a request's");
      require(world.answers()[*mark].client == number, "nobody gets what is another's");
      require(!last_mark || *mark > *last_mark || (reply.interim() && *mark == *last_mark) ||
                  (index > 0 && replies[index - 1].interim() && *mark == *last_mark),
              "an answer is relayed once, in order");
      last_mark = mark;
    }
    if (reply.interim()) {
      continue;
    }
    ++finals;
    if (mark && reply.whole) {
      check_content(world, reply, world.answers()[*mark], to_head);
    }
    require(reply.keep_alive || index + 1 == replies.size(), "nothing comes after the last reply");
  }
  require(finals <= heads.size() + 1, "no reply without a request");
  std::vector<int> statuses;
  for (const ReadReply& reply : replies) {
    statuses.push_back(reply.status);
  }
  require(statuses == plain_statuses(client.received, heads), "another reader sees the same");
}

// What a client received was sent by one backend, or is the balancer's own error reply.
void check_passed_through(const World& world, const PlayedClient& client) {
  if (client.received.empty() || client.received.starts_with("HTTP/1.1 503 ")) {
    return;
  }
  require(std::ranges::any_of(world.connections(),
                              [&](const PlayedConnection& connection) {
                                return connection.sent.starts_with(client.received);
                              }),
          "bytes are passed through as they are");
}

void play(const std::vector<Action>& actions, servers::core::Engine engine) {
  const bool by_connection =
      !actions.empty() && actions.front().kind == Action::Kind::by_connection;
  World world(by_connection, engine);
  for (const Action& action : actions) {
    world.play(action);
  }
  world.expect_nothing_left();
  for (std::size_t number = 0; number < world.clients().size(); ++number) {
    if (by_connection) {
      check_passed_through(world, world.clients()[number]);
    } else {
      check_client(world, number);
    }
  }
}

}  // namespace

void balancer(std::string_view input) {
  static const bool both = common::Uring::offered();
  const std::vector<Action> actions = read_script(input);
  play(actions, servers::core::Engine::asio);
  if (both) {
    play(actions, servers::core::Engine::io_uring);
  }
}

}  // namespace tiga::fuzz
