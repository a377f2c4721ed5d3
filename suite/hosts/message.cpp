#include "suite/hosts/message.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/text.hpp"
#include "suite/hosts/line.hpp"

namespace tiga::suite::hosts {

std::string text_of(const nlohmann::json& message) {
  return message.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

nlohmann::json read_message(const std::string& text) {
  constexpr std::size_t most_shown = 40;
  nlohmann::json message = nlohmann::json::parse(text, nullptr, false);
  if (!message.is_object()) {
    throw LineLost(fmt::format("it sent what is no message: {}",
                               common::quote(std::string_view(text).substr(0, most_shown))));
  }
  return message;
}

}  // namespace tiga::suite::hosts
