#include "suite/report/words.hpp"

#include <fmt/format.h>

#include "suite/text/tr.hpp"

namespace tiga::suite::report {

std::string ratio_text(double ratio) {
  if (ratio < 0.1) {
    return fmt::format("{:.2g}", ratio);
  }
  return fmt::format("{:.{}f}", ratio, ratio < 10 ? 2 : ratio < 100 ? 1 : 0);
}

std::string estimate(double ratio, const stats::Interval& interval) {
  return fmt::format("{} [{}, {}]", ratio_text(ratio), ratio_text(interval.lower),
                     ratio_text(interval.upper));
}

std::string estimate(const stats::Comparison& found) {
  return estimate(found.ratio, found.interval_95);
}

std::string p_value_text(double p) { return p < 0.001 ? "< 0.001" : fmt::format("{:.3f}", p); }

std::string bound_words(analysis::Bound bound, text::Language language) {
  return bound == analysis::Bound::at_least  ? tr(language, "at least ")
         : bound == analysis::Bound::at_most ? tr(language, "at most ")
                                             : "";
}

std::string first_causes(const analysis::Verdict& verdict, std::string_view between,
                         std::size_t room, text::Language language) {
  std::string text;
  for (const text::LocalizedText& cause : verdict.causes) {
    const std::string more = fmt::format("{}{}", text.empty() ? "" : between, cause.in(language));
    if (text.empty() || text.size() + more.size() <= room) {
      text += more;
    }
  }
  return text;
}

std::string finding_word(const analysis::Verdict& verdict, text::Language language) {
  const bool by_cpu = is_cpu(verdict.metric);
  const bool by_throughput = verdict.metric == analysis::Metric::throughput;
  switch (verdict.kind) {
    case analysis::VerdictKind::better:
      return by_cpu          ? tr(language, "cheaper")
             : by_throughput ? tr(language, "faster")
                             : tr(language, "shorter");
    case analysis::VerdictKind::worse:
      return by_cpu          ? tr(language, "dearer")
             : by_throughput ? tr(language, "slower")
                             : tr(language, "longer");
    case analysis::VerdictKind::equivalent:
      return tr(language, "equivalent");
    case analysis::VerdictKind::inconclusive:
      return tr(language, "inconclusive");
    case analysis::VerdictKind::invalid:
      break;
  }
  return tr(language, "invalid");
}

std::string metric_name(analysis::Metric metric, text::Language language) {
  switch (metric) {
    case analysis::Metric::throughput:
      return "throughput";
    case analysis::Metric::server_cpu:
      return tr(language, "server CPU a request");
    case analysis::Metric::total_cpu:
      return tr(language, "total CPU a request");
    case analysis::Metric::latency_p99:
      break;
  }
  return tr(language, "p99 latency");
}

std::string joined(std::span<const std::string> names, text::Language language) {
  if (names.size() < 2) {
    return names.empty() ? "" : names.front();
  }
  return fmt::format("{}{}{}", fmt::join(names.first(names.size() - 1), ", "),
                     tr(language, " and "), names.back());
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

std::string utc_text(std::string_view stamp) {
  const bool known = stamp.size() == 16 && stamp[8] == 'T' && stamp[15] == 'Z';
  return known ? fmt::format("{}-{}-{} {}:{} UTC", stamp.substr(0, 4), stamp.substr(4, 2),
                             stamp.substr(6, 2), stamp.substr(9, 2), stamp.substr(11, 2))
               : std::string(stamp);
}

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
