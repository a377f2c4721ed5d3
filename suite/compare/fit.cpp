// What two runs must have in common to be compared, and the differences that are only reported.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "common/sequences.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/compare/compare.hpp"
#include "suite/plan/level_text.hpp"
#include "suite/plan/plan_keys.hpp"

namespace tiga::suite::compare {
namespace {

namespace fs = std::filesystem;

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

// The keys that define the load, with their values.
NamedTexts load_of(const records::RunData& run) {
  NamedTexts load;
  for (const plan::PlanKey& key : plan::plan_keys()) {
    if (key.shown != nullptr) {
      load.emplace_back(key.name, key.shown(run.manifest.plan));
    }
  }
  load.emplace_back("pinning", to_string(run.manifest.placement.pinning));
  load.emplace_back("hosts", hosts_text(run.manifest.hosts));
  return load;
}

std::string generators(const records::RunData& run, const std::string& arm) {
  std::set<std::string> names;
  for (const records::CellRow& cell : run.cells) {
    if (cell.arm == arm && cell.valid) {
      names.insert(cell.generator_engine);
    }
  }
  return fmt::format("{}", fmt::join(names, " and "));
}

// The absolute path of the folder that our servers serve; "" if the plan names none.
std::string root_of(const plan::Plan& plan) {
  const auto option = std::ranges::find(plan.server_options, "--root");
  return option == plan.server_options.end() || option + 1 == plan.server_options.end()
             ? ""
             : *(option + 1);
}

// Relative to the plan's file, so that checkouts in different folders agree.
std::string beside_plan(const plan::Plan& plan, const std::string& path) {
  return path.empty() ? path : fs::path(path).lexically_relative(plan.folder).string();
}

std::optional<std::string> other_root(const records::RunData& run,
                                      const records::RunData& baseline) {
  const auto shown = [](const std::string& root) { return root.empty() ? "the page OK" : root; };
  const std::string now = root_of(run.manifest.plan);
  const std::string before = root_of(baseline.manifest.plan);
  if (now == before ||
      beside_plan(run.manifest.plan, now) == beside_plan(baseline.manifest.plan, before)) {
    return std::nullopt;
  }
  return fmt::format("root is {} in {} and {} in {}: another load", shown(before),
                     name_of(baseline), shown(now), name_of(run));
}

std::optional<std::string> other_load(const records::RunData& run,
                                      const records::RunData& baseline) {
  const auto ours = load_of(run);
  const auto theirs = load_of(baseline);
  for (std::size_t at = 0; at < ours.size(); ++at) {
    if (ours[at].second != theirs[at].second) {
      return fmt::format("{} is {} in {} and {} in {}: another load", ours[at].first,
                         theirs[at].second, name_of(baseline), ours[at].second, name_of(run));
    }
  }
  for (const std::string& arm : common_arms(run, baseline)) {
    const std::string now = generators(run, arm);
    const std::string before = generators(baseline, arm);
    if (!now.empty() && !before.empty() && now != before) {
      return fmt::format("the generator of {} waits by {} in {} and by {} in {}: another load", arm,
                         before, name_of(baseline), now, name_of(run));
    }
  }
  return other_root(run, baseline);
}

bool is_same_run(const records::RunData& run, const records::RunData& baseline) {
  const records::Manifest& now = run.manifest;
  const records::Manifest& before = baseline.manifest;
  return fs::weakly_canonical(run.folder) == fs::weakly_canonical(baseline.folder) ||
         (now.started == before.started && now.seed == before.seed &&
          now.plan_text == before.plan_text);
}

std::optional<std::string> why_unfit(const records::RunData& run) {
  if (!run.manifest.build.measures) {
    return fmt::format("{} was measured by a build that is sanitized or not optimised",
                       name_of(run));
  }
  if (!analysis::has_two_blocks(run.cells)) {
    return fmt::format("{} has a single block: how far its runs differ is not known", name_of(run));
  }
  return std::nullopt;
}

// A command on one line, with the root relative to the plan.
std::string text_of(const plan::Plan& plan, const plan::ServerCommand& command) {
  std::string text = fmt::format("{}", fmt::join(command.arguments, " "));
  const std::string root = root_of(plan);
  if (const auto at = text.find(root); !root.empty() && at != std::string::npos) {
    text.replace(at, root.size(), beside_plan(plan, root));
  }
  return text;
}

NamedTexts files_of(const plan::Arm& arm) {
  NamedTexts files = arm.front.files;
  files.insert(files.end(), arm.backend.files.begin(), arm.backend.files.end());
  return files;
}

void tell_status(const records::RunData& run, std::vector<std::string>& found) {
  if (run.manifest.status != records::RunStatus::complete) {
    found.push_back(fmt::format("{} {}: only what it had measured is compared", name_of(run),
                                run.manifest.status == records::RunStatus::interrupted
                                    ? "was interrupted"
                                    : "has not ended, or was killed"));
  }
}

// Arms and levels that only `run` has.
void tell_missing(const records::RunData& run, const records::RunData& other,
                  std::vector<std::string>& found) {
  const auto tell = [&](const std::string& what) {
    found.push_back(fmt::format("{} stands in {} only", what, name_of(run)));
  };
  const plan::Plan& others = other.manifest.plan;
  for (const std::string& arm : run.manifest.plan.arms) {
    if (!common::contains(others.arms, arm)) {
      tell(arm);
    }
  }
  for (const plan::Level& level : run.manifest.plan.levels()) {
    if (!common::contains(others.levels(), level)) {
      tell(brief(level));
    }
  }
  for (const std::string& arm : common_arms(run, other)) {
    for (const plan::Level& level : common_levels(run, other)) {
      if (analysis::cells_of(other.cells, arm, level).empty() &&
          !analysis::cells_of(run.cells, arm, level).empty()) {
        found.push_back(
            fmt::format("{} at {} was not measured in {}", arm, brief(level), name_of(other)));
      }
    }
  }
}

}  // namespace

std::string load_text(const records::RunData& run) {
  std::string text;
  for (const auto& [name, value] : load_of(run)) {
    text += fmt::format("{}={}\n", name, value);
  }
  return text;
}

std::string name_of(const records::RunData& run) {
  return fs::weakly_canonical(run.folder).filename().string();
}

std::string brief(const plan::Level& level) {
  return level_text(level, plan::LevelStyle::brief, text::Language::english);
}

std::vector<std::string> common_arms(const records::RunData& run,
                                     const records::RunData& baseline) {
  return common::filtered(baseline.manifest.plan.arms, [&](const std::string& arm) {
    return common::contains(run.manifest.plan.arms, arm);
  });
}

std::vector<plan::Level> common_levels(const records::RunData& run,
                                       const records::RunData& baseline) {
  const std::vector<plan::Level> others = run.manifest.plan.levels();
  return common::filtered(baseline.manifest.plan.levels(), [&](const plan::Level& level) {
    return common::contains(others, level);
  });
}

std::optional<std::string> why_not_comparable(const records::RunData& run,
                                              const records::RunData& baseline) {
  if (is_same_run(run, baseline)) {
    return fmt::format("{} is given twice: a run says nothing against itself", name_of(run));
  }
  for (const records::RunData* each : {&baseline, &run}) {
    if (auto why = why_unfit(*each)) {
      return why;
    }
  }
  if (auto why = other_load(run, baseline)) {
    return why;
  }
  if (common_arms(run, baseline).empty() || common_levels(run, baseline).empty()) {
    return fmt::format("{} and {} have no arm and level in common", name_of(baseline),
                       name_of(run));
  }
  return std::nullopt;
}

std::vector<std::string> differences(const records::RunData& run,
                                     const records::RunData& baseline) {
  std::vector<std::string> found;
  const auto tell = [&](std::string_view what, const std::string& before, const std::string& now) {
    if (before != now) {
      found.push_back(fmt::format("another {}: {}, before {}", what, now, before));
    }
  };
  const records::Manifest& now = run.manifest;
  const records::Manifest& before = baseline.manifest;
  tell("machine", machine_text(before.machine, text::Language::english),
       machine_text(now.machine, text::Language::english));
  tell("kernel", before.machine.kernel, now.machine.kernel);
  for (std::size_t at = 0; at < std::min(before.hosts.size(), now.hosts.size()); ++at) {
    const std::string host = fmt::format(" of host {}", now.hosts[at].name);
    const records::Machine& old = before.hosts[at].machine;
    const records::Machine& its = now.hosts[at].machine;
    tell("machine" + host, machine_text(old, text::Language::english),
         machine_text(its, text::Language::english));
    tell("kernel" + host, old.kernel, its.kernel);
  }
  tell("commit", before.build.git_describe, now.build.git_describe);
  tell("compiler", before.build.compiler, now.build.compiler);
  for (const std::string& arm : common_arms(run, baseline)) {
    const plan::Arm ours = now.plan.arm(arm);
    const plan::Arm theirs = before.plan.arm(arm);
    tell("command of " + arm, text_of(before.plan, theirs.front), text_of(now.plan, ours.front));
    tell("backend of " + arm, text_of(before.plan, theirs.backend),
         text_of(now.plan, ours.backend));
    tell("number of backends of " + arm, fmt::format("{}", theirs.backends),
         fmt::format("{}", ours.backends));
    if (files_of(ours) != files_of(theirs)) {
      found.push_back(fmt::format("other files of {}: see both manifests", arm));
    }
  }
  for (const records::RunData* each : {&baseline, &run}) {
    tell_status(*each, found);
  }
  tell_missing(baseline, run, found);
  tell_missing(run, baseline, found);
  return found;
}

}  // namespace tiga::suite::compare
