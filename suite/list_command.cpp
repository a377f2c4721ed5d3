// `tiga list`: the plans, and how long each takes.
#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "common/files.hpp"
#include "suite/commands.hpp"
#include "suite/map/plan.hpp"
#include "suite/overview/duration_text.hpp"
#include "suite/overview/durations.hpp"

namespace tiga::suite {
namespace {

struct ListedPlan {
  std::string description;
  overview::Duration duration;
};

// Throws UsageError, CannotRun.
ListedPlan read_listed(const std::filesystem::path& file,
                       std::span<const overview::TimedRun> runs) {
  const std::string text = plan::read_plan_text(file);
  if (map::is_map(text, file)) {
    const map::MapText files = map::read_map_text(file);
    return {read_map(files, {}).description, duration_of(files, runs)};
  }
  const plan::Plan plan = plan::parse_plan(text, file);
  return {plan.description, duration_of(plan, text, runs)};
}

struct ListLine {
  std::string name;
  std::string duration;
  std::string description;
};

std::string list_text(const std::vector<ListLine>& lines) {
  std::size_t longest = 0;
  for (const ListLine& line : lines) {
    longest = std::max(longest, line.name.size());
  }
  std::string text;
  for (const ListLine& line : lines) {
    text += fmt::format("{:<{}} {:>8}  {}\n", line.name, longest, line.duration, line.description);
  }
  return text;
}

}  // namespace

common::Exit list_plans(const records::Paths& paths) {
  const std::vector<overview::TimedRun> runs = overview::timed_runs(paths.results);
  common::Exit status = common::Exit::ok;
  std::vector<ListLine> lines;
  for (const std::filesystem::path& file : all_plans(paths)) {
    const std::string name = file.stem().string();
    try {
      const ListedPlan plan = read_listed(file, runs);
      lines.push_back({name,
                       (plan.duration.estimated ? "~" : "") +
                           overview::duration_text(plan.duration.seconds, text::Language::english),
                       plan.description});
    } catch (const std::runtime_error& error) {  // invalid or unreadable
      lines.push_back({name, "", error.what()});
      status = common::Exit::failed;
    }
  }
  common::print(list_text(lines));
  return status;
}

}  // namespace tiga::suite
