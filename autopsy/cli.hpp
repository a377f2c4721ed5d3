// The command lines of the defective servers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/endpoint.hpp"

namespace tiga::autopsy {

/// The options of the servers; each accepts only those that it names.
struct Options {
  std::uint16_t port = 0;                  ///< 0: a free one
  bool corrected = false;                  ///< --corrected: without the defect
  bool interpreter_lock = false;           ///< --interpreter-lock
  int backlog = 4096;                      ///< --backlog NUMBER, at least 1
  std::vector<common::Endpoint> backends;  ///< --backend HOST:PORT, once or several times
  std::string stats_file;                  ///< --stats-file FILE; empty: none
};

/// Reads `[PORT]` and the options of `known`; --help prints them behind `defect`, a sentence, and
/// ends the program. Throws UsageError.
Options parse_arguments(int argc, const char* const* argv, const std::string& defect,
                        const std::vector<std::string_view>& known);

}  // namespace tiga::autopsy
