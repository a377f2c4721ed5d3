// Replies in the bytes that a client of the balancer received, read by two independent readers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/balancer_world.hpp"

namespace tiga::fuzz {

/// A reply, complete or not.
struct ReadReply {
  int status = 0;
  http::Framing framing = http::Framing::none;
  bool keep_alive = true;
  bool whole = false;      ///< for until_close: once the close has been seen
  std::string_view bytes;  ///< the part of it that was received
  std::string content;

  bool interim() const { return status < 200; }
};

/// Which requests in a client's bytes were HEAD, according to the balancer's parser.
std::vector<bool> heads_asked(std::string_view sent);

/// Reads at most `most` final replies with the suite's own parsers. Ends the program if one is
/// malformed.
std::vector<ReadReply> read_replies(std::string_view received, const std::vector<bool>& to_head,
                                    bool closed, std::size_t most = SIZE_MAX);

/// Statuses of the replies, found by searching for line ends, without our parsers.
std::vector<int> plain_statuses(std::string_view received, const std::vector<bool>& to_head);

}  // namespace tiga::fuzz
