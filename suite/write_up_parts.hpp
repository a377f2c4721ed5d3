// The parts of the page, in their order. A part gives no section where it has nothing to say.
#pragma once

#include <optional>
#include <vector>

#include "suite/write_up.hpp"

namespace tiga::suite {

using Section = document::Section;

/// What the page begins with: who does better at which concurrency; of an autopsy, what was found.
document::Callout result(const Findings& findings);

/// The first screen: who does better at which concurrency, by how much, how sure.
std::vector<document::Block> opening(const Findings& findings);

/// Which servers, and how often: "Measured: threaded (Thread per connection), …".
std::string what_was_done(const Findings& findings);

std::optional<Section> results_section(const Findings& findings);
std::optional<Section> charts_section(const Findings& findings);
std::optional<Section> reasons_section(const Findings& findings);
std::optional<Section> verdicts_section(const Findings& findings);
std::optional<Section> machine_section(const Findings& findings);
std::optional<Section> method_section(const Findings& findings);
std::optional<Section> warnings_section(const Findings& findings);
std::optional<Section> invalid_section(const Findings& findings);
std::optional<Section> citation_section(const Findings& findings);
std::optional<Section> repeat_section(const Findings& findings);

/// What a reader must know before the figures: the worst of the warnings.
std::vector<std::string> grave_warnings(const Findings& findings);

}  // namespace tiga::suite
