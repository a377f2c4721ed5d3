// How runs of loadgen against a RogueServer are set up.
#pragma once

#include <string>

#include "loadgen/run/run.hpp"

namespace tiga::tests {

/// 40 requests, 20 s for each.
inline loadgen::Options options_for(const std::string& url, bool keep_alive,
                                    std::uint64_t concurrency) {
  loadgen::Options options;
  options.url = loadgen::parse_url(url);
  options.requests = 40;
  options.concurrency = concurrency;
  options.keep_alive = keep_alive;
  options.timeout = std::chrono::seconds(20);
  return options;
}

}  // namespace tiga::tests
