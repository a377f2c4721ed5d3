#include "suite/measure/server_counters.hpp"

#include <fmt/format.h>

#include <exception>
#include <nlohmann/json.hpp>

#include "common/files.hpp"

namespace tiga::suite::measure {
namespace {

std::string reply_times(const nlohmann::json& pairs) {
  std::string text;
  for (const auto& pair : pairs) {
    text += fmt::format("{}{}:{}", text.empty() ? "" : " ", pair.at(0).get<std::uint64_t>(),
                        pair.at(1).get<double>());
  }
  return text;
}

}  // namespace

ServerCounters read_server_counters(const std::filesystem::path& file) noexcept {
  ServerCounters counters;
  try {
    const auto json = nlohmann::json::parse(common::read_file(file));
    const auto replies = json.find("replies");
    if (replies != json.end() && replies->is_number_unsigned()) {
      counters.replies = replies->get<std::uint64_t>();
    }
    counters.reply_times = reply_times(json.value("reply_times", nlohmann::json::array()));
  } catch (const std::exception&) {
    // A server that died leaves no file, or half of one: nothing is known.
  }
  return counters;
}

}  // namespace tiga::suite::measure
