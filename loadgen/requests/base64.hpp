// Base64, as Basic authentication needs it.
#pragma once

#include <string>
#include <string_view>

namespace tiga::loadgen::requests {

/// RFC 4648 §4, with padding.
std::string base64(std::string_view bytes);

}  // namespace tiga::loadgen::requests
