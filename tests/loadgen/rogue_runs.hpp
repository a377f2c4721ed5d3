// How runs of loadgen against a RogueServer are set up.
#pragma once

#include <array>
#include <string>

#include "loadgen/run.hpp"

namespace tiga::tests {

/// The engines that must all count the same; another one is one more value.
inline constexpr std::array engines = {loadgen::EngineChoice::epoll};

inline std::string name_of_engine(loadgen::EngineChoice engine) {
  return engine == loadgen::EngineChoice::io_uring ? "io_uring" : "epoll";
}

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
