#include "common/stderr_tail.hpp"

#include <exception>

#include "common/files.hpp"

namespace tiga::common {

std::string stderr_tail(const std::filesystem::path& error_file) noexcept {
  try {
    return last_line(read_file(error_file));
  } catch (const std::exception&) {
    return "";  // it printed nothing, or the file cannot be read
  }
}

std::string last_line(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  if (last == std::string_view::npos) {
    return "";
  }
  text = text.substr(0, last + 1);
  return std::string(text.substr(text.find_last_of('\n') + 1).substr(0, 200));
}

}  // namespace tiga::common
