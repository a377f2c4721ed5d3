// A head read as ab reads it, for ab's counts of replies that the strict parser gives up.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tiga::loadgen::verify {

/// What ab sees in the beginning of a reply.
struct LenientHead {
  std::size_t bytes = 0;    ///< up to the first blank line and with it
  bool successful = false;  ///< the status begins with 2
  bool persistent = false;  ///< it reads as if the connection were to stand
};

/// Nothing where there is no blank line. As to ab, the text ends at a zero byte, a line may end
/// with a bare LF, and the status is the tenth byte from "HTTP" on.
std::optional<LenientHead> read_leniently(std::string_view reply);

}  // namespace tiga::loadgen::verify
