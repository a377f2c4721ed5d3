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
#include "suite/text/told.hpp"

namespace tiga::suite::report {
namespace {

records::Real median(const ReportInput& input, const std::string& arm, std::uint32_t concurrency,
                     const analysis::CellFigure& get) {
  return analysis::median_over(
      analysis::cells_of(input.run.cells, arm, {concurrency, std::nullopt}), get);
}

// "async: 8897 at 1, 27174 at 50; …" of closed loops.
std::string medians(const ReportInput& input, const analysis::CellFigure& get, int decimals) {
  std::vector<std::uint32_t> levels = input.run.manifest.plan.concurrencies;
  std::ranges::sort(levels);
  std::vector<std::string> arms;
  for (const std::string& arm : input.run.manifest.plan.arms) {
    std::vector<std::string> values;
    for (const std::uint32_t level : levels) {
      if (const records::Real value = median(input, arm, level, get)) {
        values.push_back(
            told(input.language, "{:.{}f} at {}", "{:.{}f} pada {}", *value, decimals, level));
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
  return clause(either(input.language, "Median requests per second by concurrency",
                       "Median permintaan per detik menurut konkurensi"),
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
  return clause(either(input.language, "Median latency in ms by concurrency",
                       "Median latensi dalam milidetik menurut konkurensi"),
                medians(input, p50, 2)) +
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
  return clause(either(input.language, "Server CPU in µs a request by concurrency",
                       "CPU server dalam µs per permintaan menurut konkurensi"),
                medians(input, cpu, 1)) +
         clause(
             either(input.language, "Context switches a request", "Context switch per permintaan"),
             medians(input, switches, 1)) +
         clause(either(input.language, "Peak memory of the servers in MiB",
                       "Memori puncak server dalam MiB"),
                medians(input, memory_mib, 1));
}

std::string published(const ReportInput& input) {
  std::vector<std::string> lines;
  for (const analysis::Table& table : input.tables) {
    for (const analysis::TableEntry& entry : table.rows) {
      const records::TableRow* row = input.published.find_comparable(
          input.run.manifest.plan, table.arm, entry.row.concurrency_level);
      if (row != nullptr && row->requests_per_second && entry.row.requests_per_second) {
        lines.push_back(told(input.language, "{} at {}: {:.0f}, published {:.0f}",
                             "{} pada {}: {:.0f}, dalam laporan {:.0f}", table.arm,
                             entry.row.concurrency_level, *entry.row.requests_per_second,
                             *row->requests_per_second));
      }
    }
  }
  return told(input.language, "Requests per second. {}.", "Permintaan per detik. {}.",
              fmt::join(lines, "; "));
}

struct Chart {
  std::string_view id;
  std::string_view english;
  std::string_view indonesian;
  std::string (*describe)(const ReportInput&);
};

constexpr std::array<Chart, 7> charts{{
    {"throughput",
     "Throughput against concurrency: medians over the blocks with their 95 % intervals, each "
     "block "
     "a faint dot",
     "Throughput terhadap konkurensi: median seluruh blok dengan selang 95 %, setiap blok satu "
     "titik "
     "samar",
     throughputs},
    {"ratios",
     "Ratio of each pair's throughputs with its 95 % interval; line at 1, band of equivalence, and "
     "a server "
     "beside "
     "its own copy (A/A)",
     "Rasio throughput setiap pasangan dengan selang 95 %; garis pada 1, pita kesetaraan, dan "
     "server di "
     "samping "
     "salinannya sendiri (A/A)",
     ratios},
    {"percentiles",
     "Latency by percentile: medians over the blocks with their 95 % intervals; the axis is "
     "1/(1-p)",
     "Latensi menurut persentil: median seluruh blok dengan selang 95 %; sumbunya 1/(1-p)",
     latencies},
    {"ecdf",
     "Share of requests that were answered within a time; a SYN that was sent again shows at 1 s "
     "and 3 s",
     "Bagian permintaan yang terjawab dalam suatu waktu; SYN yang dikirim ulang tampak pada 1 "
     "detik "
     "dan 3 detik",
     latencies},
    {"costs", "What a request costs the servers: CPU time, context switches, memory",
     "Biaya satu permintaan bagi server: waktu CPU, context switch, memori", costs},
    {"latency-throughput",
     "Median and p99 latency over throughput, a path for each server; down and to the right is "
     "better",
     "Latensi median dan p99 terhadap throughput, satu jalur untuk setiap server; ke bawah dan ke "
     "kanan lebih baik",
     throughputs_and_latencies},
    {"published", "Measured throughput beside that of the 2020 report",
     "Throughput hasil ukur di samping angka laporan 2020", published},
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
  document::Section section{"charts", std::string(either(language, "Charts", "Grafik")), {}};
  for (const Chart& chart : charts) {
    if (chart.id == "published" && !has_published(input)) {
      continue;
    }
    const std::string id(chart.id);
    section.blocks.emplace_back(document::Figure{
        id, fmt::format("{}. {}", either(language, chart.english, chart.indonesian), where),
        without_blank(chart.describe(input)), input.why_no_chart(id)});
  }
  return section;
}

}  // namespace tiga::suite::report
