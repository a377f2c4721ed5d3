// loadgen's latencies beside the truth that a server with known delays recorded: prints a table,
// and puts it into a page where one is given.
//
//   latency_truth [PAGE [LOADGEN]]
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "bench/latency_truth/cases.hpp"
#include "bench/latency_truth/page.hpp"
#include "common/error.hpp"
#include "common/files.hpp"

namespace {

using namespace tiga::bench;
using tiga::common::CpuSet;
using tiga::common::Exit;

std::string loadgen_beside_us() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "loadgen";
}

Exit run(int argc, char** argv) {
  const std::filesystem::path page = argc > 1 ? argv[1] : "";
  const std::string loadgen = argc > 2 ? argv[2] : loadgen_beside_us();
  const CpuSet all = tiga::common::available_cpus();
  const bool two = all.size() > 1;  // on one core the kernel may choose
  const CpuSet server = two ? CpuSet{all[0]} : CpuSet{};
  const CpuSet generator = two ? CpuSet{all[1]} : CpuSet{};
  const bool open_loops = tiga::tests::has_open_loop(loadgen);
  if (!open_loops) {
    fmt::print("left out: open loops (this loadgen has no --rate)\n");
  }

  std::vector<Studied> runs;
  bool all_within = true;
  for (const auto& each : study_cases(open_loops)) {
    runs.push_back({each, tiga::tests::observe(each, loadgen, server, generator)});
    const Studied& done = runs.back();
    all_within = all_within && verdict_of(done.result) == "yes";
    fmt::print(stderr, "{}: round trip {:.0f} us, within: {}\n", each.delay,
               done.result.round_trip_us, verdict_of(done.result));
  }
  const std::string table = table_of(runs);
  fmt::print("{}", table);
  if (!page.empty()) {
    tiga::common::write_file(page, with_table(tiga::common::read_file(page), table));
  }
  return all_within ? Exit::ok : Exit::failed;
}

}  // namespace

int main(int argc, char** argv) {
  return tiga::common::run_main("latency_truth", [&] { return run(argc, argv); });
}
