#include "suite/overview/baselines.hpp"

#include <utility>

#include "suite/compare/compare.hpp"

namespace tiga::suite::overview {

void Baselines::take(records::RunData run, std::size_t at, std::vector<Entry>& entries) {
  if (!run.manifest.build.measures || !compare::have_a_cell_in_common(run, run)) {
    return;  // no run can be compared with it
  }
  std::vector<Looking>& alike = looking_[compare::load_text(run)];
  std::erase_if(alike, [&](const Looking& newer) {
    if (compare::why_not_comparable(newer.run, run) ||
        !compare::have_a_cell_in_common(newer.run, run)) {
      return false;
    }
    Entry& entry = entries.at(newer.at);
    entry.baseline = entries.at(at).name;
    entry.other_machine = entries.at(at).machine != entry.machine;
    return true;
  });
  alike.push_back({std::move(run), at});
}

}  // namespace tiga::suite::overview
