// Reads a head like ab, for ab's counts of replies that the strict parser refuses.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tiga::loadgen::verify {

/// What ab reads from the start of a reply.
struct LenientHead {
  std::size_t bytes = 0;    ///< up to and including the first blank line
  bool successful = false;  ///< the status starts with 2
  bool persistent = false;  ///< the head says that the connection stays open
};

/// `nullopt` if there is no blank line. By ab's rules the text ends at a zero byte, a line may end
/// with a bare LF, and the status starts at the tenth byte from "HTTP" on.
std::optional<LenientHead> read_leniently(std::string_view reply);

}  // namespace tiga::loadgen::verify
