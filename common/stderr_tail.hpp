// The last line that a program printed on standard error before it ended.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tiga::common {

/// The last line of the file that is not empty, at most 200 bytes of it; "" if there is none. Never
/// throws.
std::string stderr_tail(const std::filesystem::path& error_file) noexcept;

/// The last line of a text that is not empty, at most 200 bytes of it.
std::string last_line(std::string_view text);

}  // namespace tiga::common
