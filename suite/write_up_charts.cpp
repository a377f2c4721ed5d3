// The charts: what each shows, and its main figures in words for who cannot see it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "suite/arm_facts.hpp"
#include "suite/reading.hpp"
#include "suite/told.hpp"
#include "suite/verdict_sentences.hpp"
#include "suite/verdict_words.hpp"
#include "suite/write_up_parts.hpp"

namespace tiga::suite {
namespace {

using Getter = std::function<Real(const CellRow&)>;

// The middle one over the valid cells, the upper of an even number: words for an ear.
Real middle(const Findings& findings, const std::string& arm, std::uint32_t concurrency,
            const Getter& get) {
  std::vector<double> values;
  for (const CellRow* cell : cells_of(findings.run.cells, arm, {concurrency, std::nullopt})) {
    if (const Real value = get(*cell); value && cell->valid) {
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
std::string medians(const Findings& findings, const Getter& get, int decimals) {
  std::vector<std::uint32_t> levels = findings.run.manifest.plan.concurrencies;
  std::ranges::sort(levels);
  std::vector<std::string> arms;
  for (const std::string& arm : findings.run.manifest.plan.arms) {
    std::vector<std::string> values;
    for (const std::uint32_t level : levels) {
      if (const Real value = middle(findings, arm, level, get)) {
        values.push_back(
            told(findings.language, "{:.{}f} at {}", "{:.{}f} pada {}", *value, decimals, level));
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

std::string throughputs(const Findings& findings) {
  return clause(either(findings.language, "Median requests per second by concurrency",
                       "Median permintaan per detik menurut konkurensi"),
                medians(
                    findings, [](const CellRow& cell) { return cell.ok_per_second; }, 0));
}

std::string ratios(const Findings& findings) {
  std::vector<std::string> lines;
  for (const PairLine& line : pair_lines(findings)) {
    if (!line.ratio.empty()) {
      const Verdict& verdict = line.verdict;
      lines.push_back(fmt::format("{} / {}, {}, {}: {} [{}]", verdict.arm, verdict.baseline,
                                  metric_name(verdict.metric, findings.language),
                                  level_name(verdict.level, findings.language), line.ratio,
                                  line.interval));
    }
  }
  return lines.empty() ? "" : fmt::format("{}.", fmt::join(lines, "; "));
}

std::string latencies(const Findings& findings) {
  const auto milliseconds = [](const Real& us) { return us ? Real(*us / 1000) : std::nullopt; };
  const auto p50 = [&](const CellRow& cell) { return milliseconds(cell.latency_p50_us); };
  const auto p99 = [&](const CellRow& cell) { return milliseconds(cell.latency_p99_us); };
  return clause(either(findings.language, "Median latency in ms by concurrency",
                       "Median latensi dalam milidetik menurut konkurensi"),
                medians(findings, p50, 2)) +
         clause("p99", medians(findings, p99, 2));
}

std::string throughputs_and_latencies(const Findings& findings) {
  return throughputs(findings) + latencies(findings);
}

Real switches(const CellRow& cell) {
  const Real& voluntary = cell.server_voluntary_switches_per_request;
  const Real& involuntary = cell.server_involuntary_switches_per_request;
  return voluntary && involuntary ? Real(*voluntary + *involuntary) : std::nullopt;
}

Real memory_mib(const CellRow& cell) {
  return cell.server_peak_memory_kib
             ? Real(static_cast<double>(*cell.server_peak_memory_kib) / 1024)
             : std::nullopt;
}

std::string costs(const Findings& findings) {
  const auto cpu = [](const CellRow& cell) { return cell.server_cpu_us_per_request; };
  return clause(either(findings.language, "Server CPU in µs a request by concurrency",
                       "CPU server dalam µs per permintaan menurut konkurensi"),
                medians(findings, cpu, 1)) +
         clause(either(findings.language, "Context switches a request",
                       "Context switch per permintaan"),
                medians(findings, switches, 1)) +
         clause(either(findings.language, "Peak memory of the servers in MiB",
                       "Memori puncak server dalam MiB"),
                medians(findings, memory_mib, 1));
}

std::string published(const Findings& findings) {
  std::vector<std::string> lines;
  for (const Table& table : findings.tables) {
    for (const TableEntry& entry : table.rows) {
      const TableRow* row = findings.published.find_comparable(
          findings.run.manifest.plan, table.arm, entry.row.concurrency_level);
      if (row != nullptr && row->requests_per_second && entry.row.requests_per_second) {
        lines.push_back(told(findings.language, "{} at {}: {:.0f}, published {:.0f}",
                             "{} pada {}: {:.0f}, dalam laporan {:.0f}", table.arm,
                             entry.row.concurrency_level, *entry.row.requests_per_second,
                             *row->requests_per_second));
      }
    }
  }
  return told(findings.language, "Requests per second. {}.", "Permintaan per detik. {}.",
              fmt::join(lines, "; "));
}

struct Chart {
  std::string_view id;
  std::string_view english;
  std::string_view indonesian;
  std::string (*describe)(const Findings&);
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

bool has_published(const Findings& findings) {
  return std::ranges::any_of(findings.tables, [&](const Table& table) {
    return any_published(findings.run.manifest.plan, findings.published, table);
  });
}

}  // namespace

std::optional<Section> charts_section(const Findings& findings) {
  const Language language = findings.language;
  const std::string where = fmt::format("{}. {}.", load_caption(findings.run, language),
                                        place_caption(findings.run.manifest, language));
  Section section{"charts", std::string(either(language, "Charts", "Grafik")), {}};
  for (const Chart& chart : charts) {
    if (chart.id == "published" && !has_published(findings)) {
      continue;
    }
    const std::string id(chart.id);
    section.blocks.emplace_back(document::Figure{
        id, fmt::format("{}. {}", either(language, chart.english, chart.indonesian), where),
        without_blank(chart.describe(findings)), findings.why_no_chart(id)});
  }
  return section;
}

}  // namespace tiga::suite
