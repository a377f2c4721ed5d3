// State shared by the connections of a server.
#pragma once

#include <atomic>
#include <cstdint>

#include "servers/core/content/resources.hpp"
#include "servers/core/counters.hpp"
#include "servers/core/date_cache.hpp"
#include "servers/core/options.hpp"
#include "servers/core/request_context.hpp"
#include "servers/core/server_log.hpp"
#include "servers/core/shared_array.hpp"

namespace tiga::servers::core {

/// One for each server. Thread-safe; its variable part is in memory shared with forked processes.
struct Service {
  explicit Service(const Options& chosen)
      : options(chosen), resources(chosen.root, chosen.file_cache) {}

  const Options options;
  const Resources resources;

 private:
  struct Shared {
    Counters counters;
    std::atomic<std::uint64_t> drops_told = 0;
    std::atomic<bool> draining = false;
  };
  const SharedArray<Shared> shared_{1};

 public:
  Counters& counters = shared_[0].counters;
  std::atomic<bool>& draining =
      shared_[0].draining;  ///< set at SIGTERM: replies say Connection: close
  const ServerLog log{options.log, {counters.log_lines_dropped, shared_[0].drops_told}};
};

/// One for each serving thread. Not thread-safe.
struct Worker {
  explicit Worker(Service& shared, std::size_t kept_contexts = 1024)
      : service(shared), contexts(kept_contexts, [&shared] {
          return std::make_unique<RequestContext>(shared.options.limits);
        }) {}

  Service& service;
  DateCache date;
  RequestContextPool contexts;
  bool last_request = false;  ///< replies say Connection: close, as while draining
};

}  // namespace tiga::servers::core
