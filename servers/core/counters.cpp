#include "servers/core/counters.hpp"

#include <fmt/format.h>

#include <iterator>

namespace tiga::servers::core {

std::string Counters::to_json() const {
  std::string json = "{";
  const auto add = [&json](std::string_view name, const Counter& counter) {
    fmt::format_to(std::back_inserter(json), "{}\n  \"{}\": {}", json.size() > 1 ? "," : "", name,
                   counter.value());
  };
  add("connections_accepted", connections_accepted);
  add("connections_rejected", connections_rejected);
  add("accept_pauses", accept_pauses);
  add("requests", requests);
  add("requests_malformed", requests_malformed);
  add("requests_timed_out", requests_timed_out);
  add("replies", replies);
  for (std::size_t status_class = 1; status_class < replies_by_class.size(); ++status_class) {
    add(fmt::format("replies_{}xx", status_class), replies_by_class[status_class]);
  }
  add("octets_received", octets_received);
  add("octets_sent", octets_sent);
  return json + "\n}\n";
}

}  // namespace tiga::servers::core
