// What `tiga map` is asked for.
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
  MapChoice choice;                   ///< what of it
  std::optional<std::uint32_t> seed;  ///< none: a random one
  bool force = false;                 ///< measure with any build, resume on any machine
  bool go_on = false;                 ///< the newest such map of this build, if it was cut
  std::optional<std::string> resume;  ///< a map that was cut; plan and choice are its own
  text::Language language = text::Language::english;
};

}  // namespace tiga::suite::map
