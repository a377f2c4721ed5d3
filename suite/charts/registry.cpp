#include "suite/charts/registry.hpp"

#include <fmt/format.h>

namespace tiga::suite::charts {

const std::vector<ChartKind>& chart_kinds() {
#define TIGA_CHART_ENTRY(name) name##_chart(),
  static const std::vector<ChartKind> kinds{TIGA_CHARTS(TIGA_CHART_ENTRY)};
#undef TIGA_CHART_ENTRY
  return kinds;
}

std::vector<document::Figure> figures_of(
    const report::ReportInput& input,
    const std::function<std::string(const std::string& id)>& why_absent) {
  const text::Language language = input.language;
  const std::string where = fmt::format("{}. {}.", load_caption(input.run, language),
                                        place_caption(input.run.manifest, language));
  std::vector<document::Figure> figures;
  for (const ChartKind& kind : chart_kinds()) {
    if (kind.is_on_page && !kind.is_on_page(input)) {
      continue;
    }
    std::string description = kind.describe(input);
    while (description.ends_with(' ')) {
      description.pop_back();
    }
    figures.push_back({kind.id, fmt::format("{}. {}", tr(language, kind.caption), where),
                       std::move(description), why_absent(kind.id)});
  }
  return figures;
}

}  // namespace tiga::suite::charts
