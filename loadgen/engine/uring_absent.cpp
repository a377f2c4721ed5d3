// Stands in for the engine on io_uring where liburing is missing.
#include "common/error.hpp"
#include "loadgen/engine/engine.hpp"

namespace tiga::loadgen::engine {

bool io_uring_offered() { return false; }

std::unique_ptr<Engine> make_uring_engine(requests::Work&, int) {
  throw common::CannotRun("this build has no io_uring engine");
}

}  // namespace tiga::loadgen::engine
