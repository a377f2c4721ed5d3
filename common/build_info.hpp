// How this program was built.
#pragma once

#include <string_view>

namespace tiga::common {

struct BuildInfo {
  std::string_view version;       ///< the project's, "0.1.0"
  std::string_view git_describe;  ///< `git describe --always --dirty` at build time; "unknown"
                                  ///< outside a checkout
  std::string_view compiler;      ///< "GNU 12.2.0"
  std::string_view flags;         ///< flags of this build type
  std::string_view build_type;    ///< "Release"
  std::string_view sanitizers;    ///< values of -fsanitize=; empty: none

  /// Whether measurements with this build are valid: optimised and without sanitizers.
  bool measures() const { return build_type == "Release" && sanitizers.empty(); }
};

const BuildInfo& build_info();

}  // namespace tiga::common
