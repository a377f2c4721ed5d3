#include "servers/core/request_context.hpp"

namespace tiga::servers::core {

namespace {

constexpr std::size_t usual_reply = 512;
constexpr std::size_t worth_keeping = 64 * 1024;

void empty(std::string& bytes) {
  if (bytes.capacity() > worth_keeping) {
    bytes = {};
  }
  bytes.clear();
}

}  // namespace

// Reserves what a small request needs: the thread that borrows this context may not have allocated
// yet.
RequestContext::RequestContext(const http::Limits& limits)
    : input(limits.head_capacity()), parser(limits) {
  output.reserve(usual_reply);
  echo.reserve(usual_reply);
}

void RequestContext::clear() {
  input.clear();
  parser.reset();
  reply = {};
  held = {};
  held_file.reset();
  file = {};
  filler = {};
  transfer.end();
  output_sent = 0;
  replies_in_output = 0;
  empty(output);
  empty(echo);
}

}  // namespace tiga::servers::core
