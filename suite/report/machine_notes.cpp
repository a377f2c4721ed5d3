#include "suite/report/machine_notes.hpp"

#include <fmt/format.h>

#include "suite/text/tr.hpp"

namespace tiga::suite::report {

Notes about_another_run(const records::Manifest& manifest, text::Language language) {
  if (!manifest.beside_another_run) {
    return {};
  }
  return {tr(language,
             "Another run measured on the same cores when this one began, which was forced: each "
             "took time from the other.")};
}

Notes about_shared_cores(const records::Manifest& manifest, text::Language language) {
  const records::Placement& placement = manifest.placement;
  const common::Topology& all = manifest.machine.topology;
  if (!placement.servers || all.empty()) {
    return {};
  }
  Notes notes;
  if (all.size() == 1) {
    notes.emplace_back(
        tr(language,
           "Servers and generator run on the two hardware threads of one core: each slows the "
           "other, so the figures hold for this load on this core alone."));
  }
  const std::size_t cores = records::part_of(all, *placement.servers).size();
  std::vector<std::string> arms;
  for (const std::string& name : manifest.plan.arms) {
    const auto backends = static_cast<std::size_t>(manifest.plan.arm(name).backends);
    if (backends > 0 && cores > 1 && cores < backends + 1) {
      arms.push_back(tr(language, "{} ({} processes)", name, backends + 1));
    }
  }
  if (!arms.empty()) {
    notes.push_back(tr(language,
                       "The servers have {} cores, which the processes of {} share: what a core "
                       "for each would gain is not shown.",
                       cores, fmt::format("{}", fmt::join(arms, ", "))));
  }
  return notes;
}

}  // namespace tiga::suite::report
