// The build that measures.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tiga::suite::records {

struct BuildFacts {
  std::string version;
  std::string git_describe;
  std::string compiler;
  std::string flags;
  std::string build_type;
  std::string sanitizers;
  bool measures = true;  ///< false: not optimised, or sanitized, and forced
  std::vector<std::pair<std::string, std::string>> libraries;  ///< name, version

  /// Whether the source differs from every commit, or is not known.
  bool source_modified() const;
};

/// This program's.
BuildFacts build_facts();

}  // namespace tiga::suite::records
