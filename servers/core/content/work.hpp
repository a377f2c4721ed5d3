// Work that a request needs before its reply, like that of a slow database or of a computed page.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "common/unique_fd.hpp"

namespace tiga::servers::core {

/// A small value; any thread may perform it.
struct Work {
  enum class Kind : std::uint8_t {
    none,
    burn,   ///< uses `span` of the calling thread's CPU time
    sleep,  ///< blocks the calling thread for `span`
    read,   ///< reads all of `file` from its disk
  };
  Kind kind = Kind::none;
  std::chrono::microseconds span{};
  std::shared_ptr<const common::UniqueFd> file = {};  ///< a descriptor of its own, open for reading

  explicit operator bool() const { return kind != Kind::none; }
};

/// Performs the work on the calling thread.
void perform(const Work& work);

}  // namespace tiga::servers::core
