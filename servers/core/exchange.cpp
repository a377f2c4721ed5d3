#include "servers/core/exchange.hpp"

namespace tiga::servers::core {

namespace {

constexpr std::size_t usual_reply = 512;
constexpr std::size_t worth_keeping = 64 * 1024;

void empty(std::string& octets) {
  if (octets.capacity() > worth_keeping) {
    octets = {};
  }
  octets.clear();
}

}  // namespace

// What a small request needs is there from the start: the thread that borrows this one may not
// have allocated yet.
Exchange::Exchange(const http::Limits& limits) : input(limits.head_capacity()), parser(limits) {
  output.reserve(usual_reply);
  echo.reserve(usual_reply);
}

void Exchange::clear() {
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
