// What hosts say to each other: JSON objects.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace tiga::suite::hosts {

/// The text of a message. Bytes in it that are no UTF-8 become U+FFFD.
std::string text_of(const nlohmann::json& message);

/// The message in a text. Throws LineLost for anything that is no JSON object: both ends are the
/// same program, so it is no host of the run that speaks.
nlohmann::json read_message(const std::string& text);

}  // namespace tiga::suite::hosts
