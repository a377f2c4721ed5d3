#include "suite/records/build_facts.hpp"

#include <sstream>

#include "common/build_info.hpp"

namespace tiga::suite::records {
namespace {

// "fmt 9.1.0;…", as CMake found them.
std::vector<std::pair<std::string, std::string>> libraries() {
  std::vector<std::pair<std::string, std::string>> found;
  std::istringstream all(TIGA_LIBRARIES);
  for (std::string name, version; all >> name && std::getline(all >> std::ws, version, ';');) {
    found.emplace_back(name, version);
  }
  return found;
}

}  // namespace

bool BuildFacts::source_modified() const {
  return git_describe == "unknown" || git_describe.ends_with("-dirty");
}

BuildFacts build_facts() {
  const common::BuildInfo& info = common::build_info();
  return {std::string(info.version),
          std::string(info.git_describe),
          std::string(info.compiler),
          std::string(info.flags),
          std::string(info.build_type),
          std::string(info.sanitizers),
          info.measures(),
          libraries()};
}

}  // namespace tiga::suite::records
