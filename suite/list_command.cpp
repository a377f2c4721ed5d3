// `tiga list`: the plans, and how long each takes.
#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "common/files.hpp"
#include "common/text.hpp"
#include "suite/commands.hpp"
#include "suite/map/plan.hpp"
#include "suite/overview/duration_text.hpp"
#include "suite/overview/durations.hpp"

namespace tiga::suite {
namespace {

struct ListedPlan {
  std::string name;
  std::string duration;     // "" of one that cannot be read
  std::string description;  // or why not
};

// "25 s", "<30 s", "?".
std::string shown(const overview::Duration& duration) {
  if (!duration.seconds) {
    return "?";
  }
  return duration.is_budget ? overview::at_most_text(*duration.seconds, text::Language::english)
                            : overview::duration_text(*duration.seconds, text::Language::english);
}

// Throws UsageError, CannotRun.
ListedPlan read_listed(const std::filesystem::path& file,
                       std::span<const overview::TimedRun> runs) {
  const std::string name = file.stem().string();
  const std::string text = plan::read_plan_text(file);
  if (map::is_map(text, file)) {
    const map::MapText files = map::read_map_text(file);
    return {name, shown(duration_of(files, runs)), read_map(files, {}).description};
  }
  const plan::Plan plan = plan::parse_plan(text, file);
  return {name, shown(duration_of(plan, text, runs)), plan.description};
}

// In columns.
std::string lines_of(const std::vector<ListedPlan>& plans) {
  std::size_t name = 0;
  std::size_t duration = 0;
  for (const ListedPlan& plan : plans) {
    name = std::max(name, common::characters(plan.name));
    duration = std::max(duration, plan.duration.size());
  }
  std::string lines;
  for (const ListedPlan& plan : plans) {
    lines += fmt::format("{:<{}}  {:>{}}  {}\n", plan.name, name, plan.duration, duration,
                         plan.description);
  }
  return lines;
}

}  // namespace

common::Exit list_plans(const records::Paths& paths) {
  const std::vector<overview::TimedRun> runs = overview::timed_runs(paths.results);
  common::Exit status = common::Exit::ok;
  std::vector<ListedPlan> plans;
  for (const std::filesystem::path& file : all_plans(paths)) {
    try {
      plans.push_back(read_listed(file, runs));
    } catch (const std::runtime_error& error) {  // invalid or unreadable
      plans.push_back({file.stem().string(), "", error.what()});
      status = common::Exit::failed;
    }
  }
  common::print(lines_of(plans));
  return status;
}

}  // namespace tiga::suite
