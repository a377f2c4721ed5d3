// Replies in the octets that a client of the balancer received, read twice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/balancer_world.hpp"

namespace tiga::fuzz {

/// A reply, whole or not.
struct ReadReply {
  int status = 0;
  http::Framing framing = http::Framing::none;
  bool keep_alive = true;
  bool whole = false;       ///< for until_close: once the close has been seen
  std::string_view octets;  ///< all that is there of it
  std::string content;

  bool interim() const { return status < 200; }
};

/// Which requests of a client's octets were HEAD, by the parser that the balancer uses.
std::vector<bool> heads_asked(std::string_view sent);

/// Reads `most` final replies at most, with the suite's own parsers. What is malformed ends the
/// program.
std::vector<ReadReply> read_replies(std::string_view received, const std::vector<bool>& to_head,
                                    bool closed, std::size_t most = SIZE_MAX);

/// Statuses of the replies, found by searching for line ends and nothing else that is ours.
std::vector<int> plain_statuses(std::string_view received, const std::vector<bool>& to_head);

}  // namespace tiga::fuzz
