// A whole number divided into parts.
#pragma once

#include <cstdint>

namespace tiga::common {

/// The size of part number `part`, from 0, of `whole` things in `parts` parts, at least one: they
/// differ by one at most, the larger ones first, and their sum is `whole`.
constexpr std::uint64_t share_of(std::uint64_t whole, std::uint64_t parts, std::uint64_t part) {
  return whole / parts + (part < whole % parts ? 1 : 0);
}

}  // namespace tiga::common
