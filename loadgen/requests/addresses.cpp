#include "loadgen/requests/addresses.hpp"

namespace tiga::loadgen::requests {

std::optional<std::size_t> Addresses::after_failure(std::size_t index) {
  if (!settled_ && index == current_ && current_ + 1 < all_.size()) {
    ++current_;
  }
  return index == current_ ? std::nullopt : std::optional(current_);
}

}  // namespace tiga::loadgen::requests
