// What a request may ask its server to do before it can be answered: as a slow database, or a
// page that has to be computed, would.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "common/unique_fd.hpp"

namespace tiga::servers::core {

/// A small value; may be performed by any thread.
struct Work {
  enum class Kind : std::uint8_t {
    none,
    burn,   ///< uses `span` of the calling thread's CPU time
    sleep,  ///< blocks the calling thread for `span`
    read,   ///< reads all of `file` from its disk
  };
  Kind kind = Kind::none;
  std::chrono::microseconds span{};
  std::shared_ptr<const common::UniqueFd> file = {};  ///< its own descriptor, open for reading

  explicit operator bool() const { return kind != Kind::none; }
};

/// Does it; the calling thread is held until it is done.
void perform(const Work& work);

}  // namespace tiga::servers::core
