#include "tests/e2e/dialogues.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <list>
#include <optional>

#include "common/error.hpp"
#include "http/request_parser.hpp"
#include "tests/support/client.hpp"
#include "tests/support/replies.hpp"

namespace tiga::tests {
namespace {

using conformance::After;

// Which of the requests at the front of the bytes are HEADs, the one included that is refused.
std::vector<bool> heads_among(std::string_view bytes) {
  std::vector<bool> heads;
  http::RequestParser parser;
  for (;;) {
    bytes.remove_prefix(http::size_of_empty_lines(bytes));
    const bool complete = parser.parse(bytes) == http::RequestParser::State::complete;
    heads.push_back(parser.method_so_far() == http::Method::head);
    if (!complete || parser.request().framing != http::Framing::none) {
      return heads;  // in the cases nothing follows content
    }
    bytes.remove_prefix(parser.consumed());
    parser.reset();
  }
}

// One connection with its progress in its script.
class Dialogue {
 public:
  Dialogue(std::uint16_t port, const Script& script, common::Nanoseconds limit)
      : script_(script),
        client_(port),
        reader_(heads_among(script.expected->bytes)),
        deadline_(common::Deadline::after(limit)) {}

  int socket() const { return client_.socket(); }
  /// Sends the next piece, reads the replies, and checks them.
  void take_turn(bool readable);
  bool is_over() const { return verdict_.has_value(); }
  /// One line; empty: all went as expected.
  std::string verdict() const;

 private:
  void receive();
  bool may_be_cut() const;
  void judge();
  void judge_replies();
  void judge_whether_it_stays_open();
  void end(std::string why = {}) { verdict_ = std::move(why); }

  const Script& script_;
  Client client_;
  ReplyReader reader_;
  common::Deadline deadline_;
  std::size_t sent_ = 0;
  bool closed_ = false;
  bool probing_ = false;  // the replies were those expected; a simple request was sent after them
  std::size_t replies_before_probe_ = 0;
  std::optional<std::string> verdict_;
};

void Dialogue::take_turn(bool readable) {
  if (readable) {
    receive();
  }
  // A server that has refused may close at any time, so that the rest may find no taker.
  if (!is_over() && sent_ < script_.pieces.size()) {
    client_.send(script_.pieces[sent_++]);
  }
  if (!is_over()) {
    judge();
  }
}

void Dialogue::receive() {
  std::array<char, 65536> chunk{};
  const ssize_t got = ::recv(client_.socket(), chunk.data(), chunk.size(), MSG_DONTWAIT);
  if (got > 0) {
    reader_.feed({chunk.data(), static_cast<std::size_t>(got)});
  } else if (got == 0) {
    closed_ = true;
    reader_.end();
  } else if (errno == ECONNRESET && may_be_cut()) {
    closed_ = true;
    reader_.end();
  } else if (errno != EAGAIN) {
    end("the connection was reset");
  }
}

// The replies are whole, and what was sent behind the request that ended the connection may have
// arrived between the server's last receive and its close.
bool Dialogue::may_be_cut() const {
  return script_.expected->after == After::cut && script_.expected->allows(reader_.statuses());
}

void Dialogue::judge() {
  if (!reader_.error().empty()) {
    end(reader_.error());
  } else if (deadline_.passed()) {
    end(closed_ ? "the server closed too early" : "nothing more came until the deadline");
  } else if (sent_ == script_.pieces.size() || closed_) {
    probing_ ? judge_whether_it_stays_open() : judge_replies();
  }
}

void Dialogue::judge_replies() {
  const conformance::Case& expected = *script_.expected;
  const bool right = expected.allows(reader_.statuses());
  if (!right) {
    if (closed_) {
      end("the server closed");
    }
    return;  // more may come
  }
  const bool says_open = !reader_.replies().empty() && reader_.replies().back().keep_alive;
  if (closed_) {
    const bool may_close = expected.after != After::open && !says_open;
    end(may_close ? "" : "the server closed a connection that it had left open");
  } else if (expected.after == After::open && !says_open) {
    end("Connection: close was said");
  } else if ((expected.after == After::close || expected.after == After::cut) && says_open) {
    end("Connection: close was not said");
  } else if (says_open) {
    probing_ = true;
    replies_before_probe_ = reader_.replies().size();
    client_.send(conformance::simple_request);
  }  // else the close is awaited
}

void Dialogue::judge_whether_it_stays_open() {
  const auto& replies = reader_.replies();
  if (replies.size() > replies_before_probe_) {
    const bool well = replies.size() == replies_before_probe_ + 1 && replies.back().status == 200 &&
                      replies.back().content == "OK\n" && !closed_;
    end(well ? "" : "a simple request sent next was not answered with 200");
  } else if (closed_) {
    end("the server closed a connection that it had left open");
  }
}

std::string Dialogue::verdict() const {
  std::string text = verdict_.value_or("not finished");
  for (const Reply& reply : reader_.replies()) {
    for (const std::string& fault : faults_of(reply)) {
      text += (text.empty() ? "" : "; ") + fault;
    }
    if (reply.content.find("cmake_minimum_required") != std::string::npos) {
      text += "; a file outside of the root was sent";
    }
  }
  if (text.empty()) {
    return text;
  }
  return fmt::format("{} ({}): {}; replies {} [RFC {}]", script_.expected->name, script_.how, text,
                     conformance::to_string(reader_.statuses()), script_.expected->source);
}

}  // namespace

std::vector<std::string> hold_dialogues(std::uint16_t port, const std::vector<Script>& scripts,
                                        common::Nanoseconds limit_each, std::size_t at_once) {
  std::vector<std::string> failures;
  std::list<Dialogue> open;
  auto next = scripts.begin();
  while (next != scripts.end() || !open.empty()) {
    while (next != scripts.end() && open.size() < at_once) {
      open.emplace_back(port, *next++, limit_each);
    }
    std::vector<pollfd> watched;
    for (const Dialogue& dialogue : open) {
      watched.push_back({dialogue.socket(), POLLIN, 0});
    }
    // Pieces are sent a millisecond apart, so that the server has read one before it gets the next.
    ::poll(nullptr, 0, 1);
    ::poll(watched.data(), watched.size(), 0);
    auto state = watched.begin();
    for (auto dialogue = open.begin(); dialogue != open.end(); ++state) {
      dialogue->take_turn(state->revents != 0);
      if (!dialogue->is_over()) {
        ++dialogue;
        continue;
      }
      if (const std::string verdict = dialogue->verdict(); !verdict.empty()) {
        failures.push_back(verdict);
      }
      dialogue = open.erase(dialogue);
    }
  }
  return failures;
}

}  // namespace tiga::tests
