#include "suite/server_counters.hpp"

#include <exception>
#include <nlohmann/json.hpp>

#include "common/files.hpp"

namespace tiga::suite {

ServerCounters read_server_counters(const std::filesystem::path& file) noexcept {
  ServerCounters counters;
  try {
    const auto json = nlohmann::json::parse(common::read_file(file));
    const auto replies = json.find("replies");
    if (replies != json.end() && replies->is_number_unsigned()) {
      counters.replies = replies->get<std::uint64_t>();
    }
  } catch (const std::exception&) {
    // A server that died leaves no file, or half of one: nothing is known.
  }
  return counters;
}

}  // namespace tiga::suite
