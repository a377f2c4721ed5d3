// The charts: what each shows, and its main figures in words for who cannot see it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "suite/analysis/arm_summary.hpp"
#include "suite/report/reading_notes.hpp"
#include "suite/report/verdict_sentences.hpp"
#include "suite/report/verdict_words.hpp"
#include "suite/report/write_up_parts.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

using Getter = std::function<records::Real(const records::CellRow&)>;

// The middle one over the valid cells, the upper of an even number: words for an ear.
records::Real middle(const ReportInput& input, const std::string& arm, std::uint32_t concurrency,
                     const Getter& get) {
  std::vector<double> values;
  for (const records::CellRow* cell :
       analysis::cells_of(input.run.cells, arm, {concurrency, std::nullopt})) {
    if (const records::Real value = get(*cell); value && cell->valid) {
      values.push_back(*value);
    }
  }
  if (values.empty()) {
    return std::nullopt;
  }
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, at);
  return *at;
}

// "async: 8897 at 1, 27174 at 50; …" of closed loops.
std::string medians(const ReportInput& input, const Getter& get, int decimals) {
  std::vector<std::uint32_t> levels = input.run.manifest.plan.concurrencies;
  std::ranges::sort(levels);
  std::vector<std::string> arms;
  for (const std::string& arm : input.run.manifest.plan.arms) {
    std::vector<std::string> values;
    for (const std::uint32_t level : levels) {
      if (const records::Real value = middle(input, arm, level, get)) {
        values.push_back(tr(input.language, "{:.{}f} at {}", *value, decimals, level));
      }
    }
    if (!values.empty()) {
      arms.push_back(fmt::format("{}: {}", arm, fmt::join(values, ", ")));
    }
  }
  return fmt::format("{}", fmt::join(arms, "; "));
}

// What was measured of it, after its name; "" where nothing was.
std::string clause(std::string_view what, const std::string& figures) {
  return figures.empty() ? "" : fmt::format("{}: {}. ", what, figures);
}

std::string throughputs(const ReportInput& input) {
  return clause(tr(input.language, "Median requests per second by concurrency"),
                medians(
                    input, [](const records::CellRow& cell) { return cell.ok_per_second; }, 0));
}

std::string ratios(const ReportInput& input) {
  std::vector<std::string> lines;
  for (const PairLine& line : pair_lines(input)) {
    if (!line.ratio.empty()) {
      const analysis::Verdict& verdict = line.verdict;
      lines.push_back(fmt::format("{} / {}, {}, {}: {} [{}]", verdict.arm, verdict.baseline,
                                  metric_name(verdict.metric, input.language),
                                  level_name(verdict.level, input.language), line.ratio,
                                  line.interval));
    }
  }
  return lines.empty() ? "" : fmt::format("{}.", fmt::join(lines, "; "));
}

std::string latencies(const ReportInput& input) {
  const auto milliseconds = [](const records::Real& us) {
    return us ? records::Real(*us / 1000) : std::nullopt;
  };
  const auto p50 = [&](const records::CellRow& cell) { return milliseconds(cell.latency_p50_us); };
  const auto p99 = [&](const records::CellRow& cell) { return milliseconds(cell.latency_p99_us); };
  return clause(tr(input.language, "Median latency in ms by concurrency"), medians(input, p50, 2)) +
         clause("p99", medians(input, p99, 2));
}

std::string throughputs_and_latencies(const ReportInput& input) {
  return throughputs(input) + latencies(input);
}

records::Real switches(const records::CellRow& cell) {
  const records::Real& voluntary = cell.server_voluntary_switches_per_request;
  const records::Real& involuntary = cell.server_involuntary_switches_per_request;
  return voluntary && involuntary ? records::Real(*voluntary + *involuntary) : std::nullopt;
}

records::Real memory_mib(const records::CellRow& cell) {
  return cell.server_peak_memory_kib
             ? records::Real(static_cast<double>(*cell.server_peak_memory_kib) / 1024)
             : std::nullopt;
}

std::string costs(const ReportInput& input) {
  const auto cpu = [](const records::CellRow& cell) { return cell.server_cpu_us_per_request; };
  return clause(tr(input.language, "Server CPU in µs a request by concurrency"),
                medians(input, cpu, 1)) +
         clause(tr_in(input.language, "in a sentence", "Context switches a request"),
                medians(input, switches, 1)) +
         clause(tr(input.language, "Peak memory of the servers in MiB"),
                medians(input, memory_mib, 1));
}

std::string published(const ReportInput& input) {
  std::vector<std::string> lines;
  for (const analysis::Table& table : input.tables) {
    for (const analysis::TableEntry& entry : table.rows) {
      const records::TableRow* row = input.published.find_comparable(
          input.run.manifest.plan, table.arm, entry.row.concurrency_level);
      if (row != nullptr && row->requests_per_second && entry.row.requests_per_second) {
        lines.push_back(tr(input.language, "{} at {}: {:.0f}, published {:.0f}", table.arm,
                           entry.row.concurrency_level, *entry.row.requests_per_second,
                           *row->requests_per_second));
      }
    }
  }
  return tr(input.language, "Requests per second. {}.", fmt::join(lines, "; "));
}

struct Chart {
  std::string_view id;
  text::Message title;
  std::string (*describe)(const ReportInput&);
};

constexpr std::array<Chart, 7> charts{{
    {"throughput",
     text::message(
         "Throughput against concurrency: medians over the blocks with their 95 % intervals, each "
         "block "
         "a faint dot"),
     throughputs},
    {"ratios",
     text::message("Ratio of each pair's throughputs with its 95 % interval; line at 1, band of "
                   "equivalence, and "
                   "a server "
                   "beside "
                   "its own copy (A/A)"),
     ratios},
    {"percentiles",
     text::message(
         "Latency by percentile: medians over the blocks with their 95 % intervals; the axis is "
         "1/(1-p)"),
     latencies},
    {"ecdf",
     text::message("Share of requests that were answered within a time; a SYN that was sent again "
                   "shows at 1 s "
                   "and 3 s"),
     latencies},
    {"costs", text::message("What a request costs the servers: CPU time, context switches, memory"),
     costs},
    {"latency-throughput",
     text::message(
         "Median and p99 latency over throughput, a path for each server; down and to the right is "
         "better"),
     throughputs_and_latencies},
    {"published", text::message("Measured throughput beside that of the 2020 report"), published},
}};

std::string without_blank(std::string text) {
  while (text.ends_with(' ')) {
    text.pop_back();
  }
  return text;
}

bool has_published(const ReportInput& input) {
  return std::ranges::any_of(input.tables, [&](const analysis::Table& table) {
    return any_published(input.run.manifest.plan, input.published, table);
  });
}

}  // namespace

std::optional<document::Section> charts_section(const ReportInput& input) {
  const text::Language language = input.language;
  const std::string where = fmt::format("{}. {}.", load_caption(input.run, language),
                                        place_caption(input.run.manifest, language));
  document::Section section{"charts", tr(language, "Charts"), {}};
  for (const Chart& chart : charts) {
    if (chart.id == "published" && !has_published(input)) {
      continue;
    }
    const std::string id(chart.id);
    section.blocks.emplace_back(
        document::Figure{id, fmt::format("{}. {}", tr(language, chart.title), where),
                         without_blank(chart.describe(input)), input.why_no_chart(id)});
  }
  return section;
}

}  // namespace tiga::suite::report
