// The buffers and the state of one request in progress. A connection borrows one while it has bytes
// to process and returns it when it is idle, so that an idle connection costs no buffer.
#pragma once

#include <string>

#include "http/body_decoder.hpp"
#include "http/request_parser.hpp"
#include "servers/core/content/filler.hpp"
#include "servers/core/content/resources.hpp"
#include "servers/core/options.hpp"
#include "servers/core/pool.hpp"
#include "servers/core/read_buffer.hpp"

namespace tiga::servers::core {

/// Not thread-safe.
struct RequestContext {
  explicit RequestContext(const http::Limits& limits);

  /// Resets it; keeps memory worth reusing.
  void clear();

  ReadBuffer input;
  http::RequestParser parser;
  // The request whose content is being read, as decided by its head.
  http::BodyDecoder body;
  Reply reply;
  std::string echo;                 ///< the content so far, if the reply echoes it
  std::uint64_t content_bytes = 0;  ///< of that request's content, read so far
  Transfer transfer;  ///< of that content, or of the reply while it waits for the client
  bool head_only = false;
  bool keep_alive = true;
  bool http_1_0 = false;
  std::string log_line;  ///< the request line; only if requests are logged

  std::string output;  ///< bytes to send, starting at `output_sent`
  std::size_t output_sent = 0;
  std::string_view held;  ///< content to send after output: from held_file or echo
  FileCache::Held held_file;
  FileContent file;  ///< to send after output
  Filler filler;     ///< to send after output and held
  std::uint64_t replies_in_output = 0;
};

using RequestContextPool = Pool<RequestContext>;

}  // namespace tiga::servers::core
