#include "suite/last_words.hpp"

#include <fstream>

namespace tiga::suite {

std::string last_words(const std::filesystem::path& error_file) noexcept {
  std::ifstream file(error_file);
  std::string last;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) {
      last = ": " + line.substr(0, 200);
    }
  }
  return last;
}

}  // namespace tiga::suite
