// The whole text of a plan: its file, and the arms that it takes from another.
#include <array>

#include "common/files.hpp"
#include "suite/plan/arm_file.hpp"
#include "suite/plan/plan.hpp"

namespace tiga::suite::plan {
namespace {

std::string without_line(std::string text, toml::source_index line) {
  std::size_t begin = 0;
  for (; line > 1; --line) {
    begin = text.find('\n', begin) + 1;
  }
  return text.erase(begin, text.find('\n', begin) - begin);  // others keep their numbers
}

}  // namespace

std::string read_plan_text(const std::filesystem::path& file) {
  std::string text = common::read_file(file);
  const toml::table plan = parse_toml(text, file);
  const TomlReader reader(plan, file.string());
  std::string named;
  reader.text("arms_from", named);
  if (named.empty()) {
    return text;
  }
  const std::filesystem::path arms_file = file.parent_path() / named;
  if (!std::filesystem::is_regular_file(arms_file)) {
    reader.fail(reader.require("arms_from", ""), "arms_from",
                fmt::format("there is no file {}", arms_file.string()));
  }
  const std::string arms_text = common::read_file(arms_file);
  const toml::table arms = parse_toml(arms_text, arms_file);
  const TomlReader arms_reader(arms, arms_file.string());
  arms_reader.refuse_unknown_keys(std::array<std::string_view, 1>{"arm"});
  for (const Arm& arm : read_own_arms(arms_reader, {})) {  // complaints name this file's lines
    if (const toml::node* own = plan.at_path("arm." + arm.name).node()) {
      reader.fail(*own, "arm." + arm.name, fmt::format("stands in {} too", named));
    }
  }
  return without_line(text, plan.find("arms_from")->second.source().begin.line) +
         fmt::format("\n# {}\n{}", named, arms_text);
}

}  // namespace tiga::suite::plan
