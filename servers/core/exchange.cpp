#include "servers/core/exchange.hpp"

namespace tiga::servers::core {

void Exchange::clear() {
  constexpr std::size_t worth_keeping = 64 * 1024;
  input.clear();
  parser.reset();
  reply = {};
  file = {};
  transfer.end();
  output_sent = 0;
  replies_in_output = 0;
  if (output.capacity() > worth_keeping) {
    output = {};
  }
  output.clear();
}

}  // namespace tiga::servers::core
