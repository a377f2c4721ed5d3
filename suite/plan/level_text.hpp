// A level in words.
#pragma once

#include <string>

#include "suite/plan/plan.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::plan {

enum class LevelStyle {
  brief,     ///< "c=50", "c=50 at 80 % load"
  field,     ///< of a table: "50", "50 at 80 % load"
  sentence,  ///< how one begins: "At concurrency 50", "At concurrency 50 and 80 % load"
  title,     ///< of a panel: "50 connections", "50 connections, load 80 %"
  mark,      ///< on an axis: "50", "50: 80 %"
  load,      ///< on an axis of one concurrency: "80 %"; as `mark` in a closed loop
};

std::string level_text(const Level& level, LevelStyle style, text::Language language);

}  // namespace tiga::suite::plan
