#include "loadgen/output/trace.hpp"

#include <fmt/format.h>

namespace tiga::loadgen::output {
namespace {

constexpr int failures = 2;
constexpr int statuses = 3;
constexpr int replies = 4;

void trace(std::FILE* out, int verbosity, const requests::Exchange& exchange) {
  const requests::ExchangeEnd& end = exchange.end();
  if (verbosity >= replies && !end.first_bytes.empty()) {
    fmt::print(out, "LOG: reply received:\n{}\n", end.first_bytes);
  }
  if (verbosity >= statuses && end.reply.status != 0) {
    fmt::print(out, "LOG: Response code = {}\n", end.reply.status);
  }
  if (end.outcome != Outcome::ok) {
    fmt::print(out, "WARNING: {}: {}\n", name_of(end.outcome), end.detail);
  }
}

}  // namespace

std::function<void(const requests::Exchange&)> make_trace(std::FILE* out, int verbosity,
                                                          const std::string& request) {
  if (verbosity < failures) {
    return {};
  }
  fmt::print(out, "INFO: request ==\n---\n{}\n---\n", request);
  return [out, verbosity](const requests::Exchange& exchange) { trace(out, verbosity, exchange); };
}

}  // namespace tiga::loadgen::output
