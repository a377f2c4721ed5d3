#include "bench/loadgen_bench/comparison.hpp"

#include <fmt/format.h>

#include "stats/median.hpp"

namespace tiga::bench {
namespace {

// One figure in the common rounds of two generators.
struct Pairs {
  std::vector<double> ours;
  std::vector<double> peers;

  void add(double our, double peer) {
    ours.push_back(our);
    peers.push_back(peer);
  }
  std::optional<stats::RatioEstimate> ratio() const {
    return ours.size() < 2 ? std::nullopt : std::optional(stats::paired_ratio(ours, peers));
  }
};

Row compare_pair(const Cell& cell, std::size_t our, std::size_t peer) {
  Pairs cpu;
  Pairs throughput;
  std::vector<double> counted;
  for (const std::vector<Reading>& round : cell.rounds) {
    const Reading& left = round[our];
    const Reading& right = round[peer];
    if (left.good() && right.good()) {
      cpu.add(left.cpu_us_per_request(), right.cpu_us_per_request());
      throughput.add(left.requests_per_second(), right.requests_per_second());
      counted.push_back(left.counted_cpu_s.value_or(0) * 1e6 / static_cast<double>(left.requests));
    }
  }
  return {.cell = &cell,
          .ours = cell.generators[our],
          .peer = cell.generators[peer],
          .rounds = cpu.ours.size(),
          .our_us = stats::median(cpu.ours).value_or(0),
          .peer_us = stats::median(cpu.peers).value_or(0),
          .our_counted_us = stats::median(counted).value_or(0),
          .cpu = cpu.ratio(),
          .throughput = throughput.ratio()};
}

std::string show(const std::optional<stats::RatioEstimate>& estimate) {
  return estimate ? fmt::format("{:.3f} [{:.3f}, {:.3f}]", estimate->ratio, estimate->lower,
                                estimate->upper)
                  : std::string("-");
}

constexpr std::string_view layout =
    "{:<15} {:>4} {:<6} {:<22} {:>8} {:>8} {:>8}  {:<22} {:>6}  {:<22}  {}\n";

}  // namespace

std::vector<Row> compare(const Cell& cell) {
  std::vector<Row> rows;
  for (std::size_t our = 0; our < cell.generators.size(); ++our) {
    for (std::size_t peer = 0; peer < cell.generators.size(); ++peer) {
      if (cell.ours[our] && !cell.ours[peer]) {
        rows.push_back(compare_pair(cell, our, peer));
      }
    }
  }
  return rows;
}

std::string judge(const Row& row) {
  if (!row.cpu) {
    return "not measured";
  }
  const double bar = row.cell->mode == Mode::keep_alive ? 0.80 : 0.75;
  const bool spans = row.cpu->lower <= bar && bar < row.cpu->upper;
  return fmt::format("{:.2f} {}{}", bar, row.cpu->ratio <= bar ? "reached" : "missed",
                     spans ? " (not certain)" : "");
}

std::string render(const std::vector<Row>& rows) {
  std::string text =
      fmt::format(layout, "mode", "c", "server", "pair", "its us", "peer us", "counted",
                  "CPU ratio, 95 %", "rounds", "throughput ratio, 95 %", "bar");
  for (const Row& row : rows) {
    text +=
        fmt::format(layout, name_of(row.cell->mode), row.cell->concurrency, row.cell->server,
                    row.ours + "/" + row.peer, fmt::format("{:.2f}", row.our_us),
                    fmt::format("{:.2f}", row.peer_us), fmt::format("{:.2f}", row.our_counted_us),
                    show(row.cpu), fmt::format("{}/{}", row.rounds, row.cell->rounds.size()),
                    show(row.throughput), judge(row));
  }
  return text;
}

std::vector<std::string> faults_of(const Cell& cell) {
  std::vector<std::string> lines;
  for (std::size_t round = 0; round < cell.rounds.size(); ++round) {
    for (std::size_t i = 0; i < cell.generators.size(); ++i) {
      if (!cell.rounds[round][i].good()) {
        lines.push_back(fmt::format("{}, c = {}, {}, round {}: {}: {}", name_of(cell.mode),
                                    cell.concurrency, cell.server, round + 1, cell.generators[i],
                                    cell.rounds[round][i].fault));
      }
    }
  }
  return lines;
}

}  // namespace tiga::bench
