#include "common/error.hpp"
#include "loadgen/engine/engine.hpp"

namespace tiga::loadgen::engine {
namespace {

/// Figures: docs/loadgen.md, Engines.
bool io_uring_pays(const Options& options) {
  constexpr std::uint64_t most_standing_connections = 4096;
  return options.keep_alive ? options.concurrency / options.threads <= most_standing_connections
                            : options.concurrency > 1;
}

}  // namespace

EngineChoice choose_engine(const Options& options) {
  if (options.engine == EngineChoice::automatic) {
    return io_uring_offered() && io_uring_pays(options) ? EngineChoice::io_uring
                                                        : EngineChoice::epoll;
  }
  if (options.engine == EngineChoice::io_uring && !io_uring_offered()) {
    throw common::CannotRun(
        "--engine io_uring: this kernel (Linux 6.1 or newer), its settings or this build do not "
        "offer it; use --engine epoll");
  }
  return options.engine;
}

std::unique_ptr<Engine> make_engine(EngineChoice engine, requests::Work& work, int stop_fd) {
  return engine == EngineChoice::io_uring ? make_uring_engine(work, stop_fd)
                                          : make_epoll_engine(work, stop_fd);
}

}  // namespace tiga::loadgen::engine
