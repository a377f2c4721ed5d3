#include "tests/support/engines.hpp"

#include "common/uring/uring.hpp"

namespace tiga::tests {

std::vector<std::string> offered_engines() {
  std::vector<std::string> engines = {"asio"};
  if (common::Uring::offered()) {
    engines.emplace_back("io_uring");
  }
  return engines;
}

}  // namespace tiga::tests
