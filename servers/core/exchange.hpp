// All that one request in progress needs. A connection borrows one while it has octets to process
// and gives it back when it rests, so that a resting connection costs no buffer.
#pragma once

#include <string>

#include "http/body_decoder.hpp"
#include "http/request_parser.hpp"
#include "servers/core/filler.hpp"
#include "servers/core/options.hpp"
#include "servers/core/pool.hpp"
#include "servers/core/read_buffer.hpp"
#include "servers/core/resources.hpp"

namespace tiga::servers::core {

/// Not thread-safe.
struct Exchange {
  explicit Exchange(const http::Limits& limits);

  /// As new, but for memory worth keeping.
  void clear();

  ReadBuffer input;
  http::RequestParser parser;
  // The request whose content is being read, as decided from its head.
  http::BodyDecoder body;
  Reply reply;
  std::string echo;                  ///< the content so far, where the reply is to give it back
  std::uint64_t content_octets = 0;  ///< of that request, read so far
  Transfer transfer;                 ///< of that content, or of the reply once it waits
  bool head_only = false;
  bool keep_alive = true;
  bool http_1_0 = false;
  std::string log_line;  ///< its request line; only while requests are logged

  std::string output;  ///< octets to send, from `output_sent` on
  std::size_t output_sent = 0;
  std::string_view held;  ///< content to be sent after output: of held_file, or the echo
  FileCache::Held held_file;
  FileContent file;  ///< to be sent after output
  Filler filler;     ///< to be sent after output and held
  std::uint64_t replies_in_output = 0;
};

using ExchangePool = Pool<Exchange>;

}  // namespace tiga::servers::core
