#include "tests/support/programs.hpp"

#include "common/build_info.hpp"

namespace tiga::tests {

std::string program(const std::string& name) { return std::string(TIGA_BIN_DIR) + "/" + name; }

std::filesystem::path source_folder() { return TIGA_SOURCE_DIR; }

bool is_sanitized() { return !common::build_info().sanitizers.empty(); }

}  // namespace tiga::tests
