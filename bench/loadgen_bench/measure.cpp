#include "bench/loadgen_bench/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace tiga::bench {
namespace {

// The number of requests that take about load.seconds, from the rate of a short run.
std::uint64_t calibrated(const Generator& generator, Load load, const common::CpuSet& cpus) {
  load.requests = std::max<std::uint64_t>(5000, 10 * load.concurrency);
  const std::uint64_t least = load.requests;
  const Reading first = run_once(generator, load, cpus);
  if (!first.good()) {
    return least;
  }
  return std::max(least, static_cast<std::uint64_t>(first.requests_per_second() * load.seconds));
}

std::string show(const Reading& reading) {
  return reading.good() ? fmt::format("{:.2f} us", reading.cpu_us_per_request()) : "FAULT";
}

}  // namespace

std::vector<std::size_t> shuffled(std::size_t count, stats::Random& random) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  random.shuffle(order);
  return order;
}

Cell measure_cell(const Settings& settings, const std::vector<const Generator*>& generators,
                  const Load& load, const common::CpuSet& cpus, stats::Random& random,
                  const std::function<void(const std::string&)>& say) {
  Cell cell{.mode = load.mode, .concurrency = load.concurrency};
  std::vector<Load> loads;
  for (const Generator* generator : generators) {
    cell.generators.push_back(generator->name);
    cell.ours.push_back(generator->ours);
    loads.push_back(load);
    if (generator->runs_by_count) {
      loads.back().requests = calibrated(*generator, load, cpus);
    }
  }
  for (unsigned number = 1; number <= settings.rounds; ++number) {
    std::vector<Reading> round(generators.size());
    std::string line = fmt::format("  round {}/{}:", number, settings.rounds);
    for (const std::size_t i : shuffled(generators.size(), random)) {
      round[i] = run_once(*generators[i], loads[i], cpus);
      line += fmt::format(" {} {}", generators[i]->name, show(round[i]));
    }
    cell.rounds.push_back(std::move(round));
    say(line);
  }
  return cell;
}

}  // namespace tiga::bench
