// CPU time per request of loadgen compared with wrk and ab, against the same servers: `make
// bench-loadgen`.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <list>

#include "bench/loadgen_bench/measure.hpp"
#include "common/error.hpp"
#include "common/unique_fd.hpp"

namespace {

using namespace tiga::bench;
using tiga::common::CpuSet;
using tiga::common::Exit;

struct Cores {
  CpuSet server;
  CpuSet generator;
};

Cores choose_cores() {
  const CpuSet all = tiga::common::available_cpus();
  return {{all.front()}, {all.size() > 1 ? all[1] : all.front()}};
}

using Generators = std::vector<Generator>;

std::vector<const Generator*> taking(const Generators& generators, Mode mode) {
  std::vector<const Generator*> those;
  for (const Generator& generator : generators) {
    if (mode != Mode::keep_alive || generator.takes_keep_alive) {
      those.push_back(&generator);
    }
  }
  return those;
}

// The tools do not send the same requests; the reader of the ratios should know the difference.
void print_bytes(const Settings& settings, const Generators& generators, const Cores& cores) {
  std::puts("bytes of a request > and of its reply:");
  for (const Mode mode : settings.modes) {
    for (const std::string& name : settings.servers) {
      const Server server(name, cores.server);
      std::string line = fmt::format("  {:<14} {:<5}", name_of(mode), name);
      for (const Generator* generator : taking(generators, mode)) {
        const std::string request = capture_request(*generator, mode);
        line += fmt::format("  {} {} > {}", generator->name, request.size(),
                            reply_bytes(server, request));
      }
      std::puts(line.c_str());
    }
  }
}

std::list<Cell> measure(const Settings& settings, const Generators& generators,
                        const Cores& cores) {
  tiga::stats::Random random(settings.seed);
  std::list<Cell> cells;  // rows point to them
  for (const Mode mode : settings.modes) {
    for (const std::uint64_t concurrency : settings.concurrency) {
      for (const std::string& name : settings.servers) {
        const Server server(name, cores.server);
        fmt::print(stderr, "{}, c = {}, {}\n", name_of(mode), concurrency, name);
        const Load load{.mode = mode,
                        .concurrency = concurrency,
                        .url = server.url(),
                        .seconds = settings.seconds};
        cells.push_back(
            measure_cell(settings, taking(generators, mode), load, cores.generator, random,
                         [](const std::string& line) { fmt::print(stderr, "{}\n", line); }));
        cells.back().server = name;
      }
    }
  }
  return cells;
}

void require_a_pair(const Generators& generators) {
  const auto ours = std::ranges::count(generators, true, &Generator::ours);
  if (ours == 0 || ours == std::ssize(generators)) {
    throw tiga::common::CannotRun(
        "nothing to compare: it takes a loadgen and another generator that can run here");
  }
}

constexpr const char* legend =
    "us: CPU time of the whole process a request completed, median over rounds; counted: loadgen's "
    "own figure for\nthe counted part. Ratios are loadgen's over its peer's: geometric mean over "
    "rounds, 95 % t interval of the log\nratios. A round in which either had a fault is not "
    "compared, but listed. Every reply to loadgen was verified.";

Exit run(int argc, char** argv) {
  const auto settings = parse_command_line(argc, argv);
  if (!settings) {
    return Exit::ok;
  }
  tiga::common::raise_descriptor_limit();  // children inherit it
  std::vector<std::string> skipped;
  const Generators generators = make_generators(
      settings->contenders, std::filesystem::read_symlink("/proc/self/exe").parent_path(), skipped);
  const Cores cores = choose_cores();
  fmt::print("server on core {}, generator on core {}; {} rounds, runs of about {} s, seed {}\n",
             tiga::common::to_string(cores.server), tiga::common::to_string(cores.generator),
             settings->rounds, settings->seconds, settings->seed);
  for (const std::string& line : skipped) {
    fmt::print("left out: {}\n", line);
  }
  require_a_pair(generators);
  print_bytes(*settings, generators, cores);
  std::fflush(stdout);

  const std::list<Cell> cells = measure(*settings, generators, cores);
  std::vector<Row> rows;
  std::vector<std::string> faults;
  for (const Cell& cell : cells) {
    for (Row& row : compare(cell)) {
      rows.push_back(std::move(row));
    }
    for (std::string& fault : faults_of(cell)) {
      faults.push_back(std::move(fault));
    }
  }
  fmt::print("\n{}\n{}\n", render(rows), legend);
  for (const std::string& fault : faults) {
    fmt::print("FAULT: {}\n", fault);
  }
  return faults.empty() ? Exit::ok : Exit::failed;
}

}  // namespace

int main(int argc, char** argv) {
  return tiga::common::run_main("compare_loadgen", [&] { return run(argc, argv); });
}
