// What the connections of a server share.
#pragma once

#include <atomic>

#include "servers/core/counters.hpp"
#include "servers/core/date_cache.hpp"
#include "servers/core/exchange.hpp"
#include "servers/core/options.hpp"
#include "servers/core/resources.hpp"
#include "servers/core/server_log.hpp"

namespace tiga::servers::core {

/// One for each process. Thread-safe.
struct Service {
  explicit Service(const Options& chosen)
      : options(chosen), resources(chosen.root, chosen.file_cache), log(chosen.log) {}

  const Options options;
  const Resources resources;
  const ServerLog log;
  Counters counters;
  std::atomic<bool> draining = false;  ///< set by SIGTERM: replies say Connection: close
};

/// One for each thread that serves connections. Not thread-safe.
struct Worker {
  explicit Worker(Service& shared, std::size_t kept_exchanges = 1024)
      : service(shared), exchanges(kept_exchanges, [&shared] {
          return std::make_unique<Exchange>(shared.options.limits);
        }) {}

  Service& service;
  DateCache date;
  ExchangePool exchanges;
};

}  // namespace tiga::servers::core
