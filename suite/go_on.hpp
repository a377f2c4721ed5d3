// `tiga run --go-on`: finds the run that was cut.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "suite/records/manifest.hpp"

namespace tiga::suite {

/// The newest run of that plan in `results`, if it is not complete, has the same plan, options and
/// (if one is asked for) seed, and was measured by this build on this machine or these hosts; else
/// `nullopt`: after a complete one no older run is resumed.
std::optional<std::filesystem::path> cut_run(const std::filesystem::path& results,
                                             const records::Manifest& wanted,
                                             const std::optional<std::uint32_t>& seed);

}  // namespace tiga::suite
