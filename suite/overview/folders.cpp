#include "suite/overview/folders.hpp"

#include <algorithm>
#include <exception>
#include <system_error>

#include "suite/map/manifest.hpp"
#include "suite/records/run_folder.hpp"

namespace tiga::suite::overview {
namespace {

namespace fs = std::filesystem;

bool has_file(const fs::path& folder, const char* file) {
  std::error_code none;
  return fs::is_regular_file(folder / file, none);
}

void read_manifest(ResultFolder& folder) {
  if (folder.is_map) {
    const map::MapManifest manifest = map::read_map_manifest(folder.path);
    folder.started = manifest.started;
    folder.plan = manifest.name;
    return;
  }
  const records::Manifest manifest = records::read_manifest(folder.path);
  folder.started = manifest.started;
  folder.plan = manifest.plan.name;
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

}  // namespace

std::vector<ResultFolder> result_folders(const fs::path& results) {
  std::vector<ResultFolder> found;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(results, none)) {
    const bool is_map = has_file(entry.path(), "map.json");
    if (entry.is_symlink(none) || (!is_map && !has_file(entry.path(), "manifest.json"))) {
      continue;
    }
    ResultFolder folder{entry.path(), is_map, "", "", ""};
    try {
      read_manifest(folder);
    } catch (const std::exception& error) {  // of another version, or of another program
      folder.problem = error.what();
    }
    found.push_back(std::move(folder));
  }
  std::ranges::sort(found, [](const ResultFolder& left, const ResultFolder& right) {
    return left.started != right.started ? left.started > right.started
                                         : left.name() > right.name();
  });
  return found;
}

bool has_given_name(std::string_view name, std::string_view plan) {
  constexpr std::string_view like = "00000000T000000Z-";
  const bool stamped =
      name.size() > like.size() &&
      std::ranges::equal(like, name.substr(0, like.size()), [](char wanted, char letter) {
        return wanted == '0' ? is_digit(letter) : wanted == letter;
      });
  if (!stamped || !name.substr(like.size()).starts_with(plan)) {
    return false;
  }
  const std::string_view number = name.substr(like.size() + plan.size());  // of the same second
  return number.empty() || (number.size() > 1 && number.front() == '-' &&
                            std::ranges::all_of(number.substr(1), is_digit));
}

std::string latest_of(const fs::path& results) {
  std::error_code none;
  const fs::path latest = fs::canonical(results / "latest", none);
  return none ? "" : latest.filename().string();
}

}  // namespace tiga::suite::overview
