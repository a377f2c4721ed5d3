// Why a sweep stopped.
#pragma once

#include <optional>
#include <string_view>

namespace tiga::suite::records {

/// Why no more cells are run.
enum class SweepEnd {
  precise,  ///< every interval is as narrow as the plan wants it
  blocks,   ///< the plan has no more blocks
  budget,   ///< another block would end after the plan's budget
};

/// "precise", "blocks", "budget".
std::string_view to_string(SweepEnd end);
/// The other way round; nothing for any other text.
std::optional<SweepEnd> parse_sweep_end(std::string_view text);

}  // namespace tiga::suite::records
