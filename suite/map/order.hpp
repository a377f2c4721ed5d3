// The arguments of `tiga map`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "suite/map/plan.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::map {

/// `tiga map`.
struct MapOrder {
  std::string plan = "map";           ///< a file, or a name in plans/
  MapChoice choice;                   ///< the part of it to measure
  std::optional<std::uint32_t> seed;  ///< none: a random one
  bool force = false;                 ///< measure with any build, resume on any machine
  bool go_on = false;                 ///< resume the newest such map of this build, if interrupted
  std::optional<std::string> resume;  ///< an interrupted map; its plan and choice are used
  text::Language language = text::Language::english;
};

}  // namespace tiga::suite::map
