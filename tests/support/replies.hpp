// Reads the replies of a connection strictly, with our own parser, and says what is wrong with
// them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/clock.hpp"
#include "http/body_decoder.hpp"
#include "http/response_parser.hpp"

namespace tiga::tests {

/// One whole reply, final or interim.
struct Reply {
  int status = 0;
  int minor_version = 1;
  http::Framing framing = http::Framing::none;
  std::vector<std::pair<std::string, std::string>> fields;
  std::string content;
  std::size_t bytes = 0;  ///< of the whole reply, head included
  bool keep_alive = true;
  bool to_head = false;

  bool interim() const { return status < 200; }
  /// The first field of that name, in any case of letters.
  std::optional<std::string> field(std::string_view name) const;
  /// Whether it has the option in its Connection field.
  bool connection_says(std::string_view option) const;
};

/// What every final reply of our servers must be, beyond its syntax: version, Date, framing, no
/// Server, Allow with 405. One line for each fault.
std::vector<std::string> faults_of(const Reply& reply);

/// Takes replies out of the bytes of one connection as they arrive. Not thread-safe.
class ReplyReader {
 public:
  /// `to_head[i]`: the final reply number i answers a HEAD; those past its end do not.
  explicit ReplyReader(std::vector<bool> to_head = {}) : to_head_(std::move(to_head)) {}

  void feed(std::string_view bytes);
  /// The peer has closed.
  void end();

  const std::vector<Reply>& replies() const { return replies_; }
  std::vector<int> statuses() const;
  std::size_t final_count() const;
  /// Why reading stopped: malformed, or cut short; empty while all is well.
  const std::string& error() const { return error_; }
  /// Whether bytes of an unfinished reply are there.
  bool in_reply() const { return reading_content_ || !unread_.empty(); }

 private:
  bool read_head();
  bool read_content();

  std::vector<bool> to_head_;
  http::ResponseParser parser_;
  http::BodyDecoder body_;
  std::string unread_;
  bool reading_content_ = false;
  Reply current_;
  std::vector<Reply> replies_;
  std::string error_;
};

class Client;

/// Receives until `count` final replies are whole, the peer has closed, or `limit` has passed; what
/// was read. The client then forgets those bytes.
ReplyReader receive_replies(Client& client, std::size_t count,
                            common::Nanoseconds limit = std::chrono::seconds(10));

/// Whether a new client of that server gets 200, and nothing else, for one request.
bool serves(std::uint16_t port);

}  // namespace tiga::tests
