// What a program said on standard error before it ended.
#pragma once

#include <filesystem>
#include <string>

namespace tiga::suite {

/// ": LINE" with the last line of the file that is not empty, at most 200 octets of it, or nothing.
/// Never throws.
std::string last_words(const std::filesystem::path& error_file) noexcept;

}  // namespace tiga::suite
