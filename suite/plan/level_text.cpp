#include "suite/plan/level_text.hpp"

#include <fmt/format.h>

#include "suite/text/tr.hpp"

namespace tiga::suite::plan {
namespace {

std::string closed_loop_text(std::uint32_t concurrency, LevelStyle style, text::Language language) {
  switch (style) {
    case LevelStyle::brief:
      return fmt::format("c={}", concurrency);
    case LevelStyle::sentence:
      return tr(language, "At concurrency {}", concurrency);
    case LevelStyle::title:
      return concurrency == 1 ? tr(language, "1 connection")
                              : tr(language, "{} connections", concurrency);
    case LevelStyle::field:
    case LevelStyle::mark:
    case LevelStyle::load:
      break;
  }
  return fmt::format("{}", concurrency);
}

}  // namespace

std::string level_text(const Level& level, LevelStyle style, text::Language language) {
  std::string closed = closed_loop_text(level.concurrency, style, language);
  if (!level.load) {
    return closed;
  }
  const double percent = *level.load * 100;
  switch (style) {
    case LevelStyle::brief:
    case LevelStyle::field:
      return tr(language, "{} at {:.0f} % load", closed, percent);
    case LevelStyle::sentence:
      return tr(language, "{} and {:.0f} % load", closed, percent);
    case LevelStyle::title:
      return tr(language, "{}, load {:.3g} %", closed, percent);
    case LevelStyle::mark:
      return fmt::format("{}: {:.3g} %", closed, percent);
    case LevelStyle::load:
      break;
  }
  return fmt::format("{:.3g} %", percent);
}

}  // namespace tiga::suite::plan
