#include "suite/report/page_parts.hpp"

#include <fmt/format.h>

#include "suite/text/tr.hpp"

namespace tiga::suite::report {

document::Labels page_labels(text::Language language) {
  return {.skip = tr(language, "Skip to the content"),
          .opening = tr(language, "In short"),
          .contents = tr(language, "Contents"),
          .sort = tr(language, "Sort by this column"),
          .table = tr(language, "Table"),
          .figure = tr(language, "Figure"),
          .row = tr(language, "row"),
          .rows = tr(language, "rows"),
          .no_rows = tr(language, "no rows"),
          .unknown = tr(language, "unknown"),
          .no_chart = tr(language, "The chart was not drawn."),
          .result = tr(language, "Result"),
          .note = tr(language, "Note"),
          .warning = tr(language, "Warning")};
}

document::TableField number_field(const records::Real& value, int decimals) {
  return value ? document::TableField{.text = fmt::format("{:.{}f}", *value, decimals),
                                      .sort_by = *value}
               : document::TableField{};
}

}  // namespace tiga::suite::report
