#include "servers/balancer/reasons.hpp"

#include <fmt/format.h>

#include "common/text.hpp"

namespace tiga::servers::balancer {

std::string with_bytes(std::string_view what, std::string_view introduction,
                       std::string_view bytes) {
  if (bytes.empty()) {
    return std::string(what);
  }
  return fmt::format("{}; {} {}{}", what, introduction,
                     common::quote(bytes.substr(0, most_bytes_shown)),
                     bytes.size() > most_bytes_shown ? " ..." : "");
}

}  // namespace tiga::servers::balancer
