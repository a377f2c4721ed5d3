// Compares loadgen's latencies with the true ones recorded by a server with known delays: prints a
// table, and writes it into a page if one is given.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "bench/latency_truth/study.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "common/option_values.hpp"

namespace {

using namespace tiga::bench;
using tiga::common::CpuSet;
using tiga::common::Exit;

struct Settings {
  std::filesystem::path page;
  std::string loadgen = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "loadgen";
  std::string only;
  unsigned runs = 3;
};

std::optional<Settings> parse_command_line(int argc, char** argv) {
  Settings settings;
  CLI::App app("Compares loadgen's latencies with those recorded by a server with known delays.",
               "latency_truth");
  app.add_option("--page", settings.page, "Markdown page into which the table is written");
  app.add_option("--loadgen", settings.loadgen,
                 "The loadgen to study (default: the one in the folder of this program)");
  app.add_option("--only", settings.only, "Only runs with this delay, named as in the table");
  app.add_option("--runs", settings.runs, "Runs of each case; the median one is shown")
      ->transform(CLI::Validator(tiga::common::whole_number_check(1, 101), "1 to 101"))
      ->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& wanted) {
    app.exit(wanted);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    std::string text = error.what();
    std::replace(text.begin(), text.end(), '\n', ' ');
    throw tiga::common::UsageError(text + "; see --help");
  }
  return settings;
}

std::vector<Studied> study(const Settings& settings) {
  const CpuSet all = tiga::common::available_cpus();
  const bool two = all.size() > 1;  // on one core the kernel may choose
  const CpuSet server = two ? CpuSet{all[0]} : CpuSet{};
  const CpuSet generator = two ? CpuSet{all[1]} : CpuSet{};
  const bool open_loops = tiga::tests::has_open_loop(settings.loadgen);
  if (!open_loops) {
    fmt::print(stderr, "left out: open loops (this loadgen has no --rate)\n");
  }
  std::vector<Studied> runs;
  for (const auto& each : study_cases(open_loops)) {
    if (settings.only.empty() || settings.only == each.delay) {
      std::vector<tiga::tests::TruthResult> same;
      for (unsigned number = 0; number < settings.runs; ++number) {
        same.push_back(tiga::tests::observe(each, settings.loadgen, server, generator));
      }
      runs.push_back({each, typical_of(same)});
      fmt::print(stderr, "{}: round trip {:.0f} us, within: {}\n", each.delay,
                 runs.back().result.round_trip_us, verdict_of(runs.back().result));
    }
  }
  return runs;
}

Exit run(int argc, char** argv) {
  const auto settings = parse_command_line(argc, argv);
  if (!settings) {
    return Exit::ok;
  }
  if (!settings->page.empty()) {  // fails before the runs rather than after them
    tiga::common::check_output_file("--page", settings->page);
    static_cast<void>(with_table(tiga::common::read_file(settings->page), ""));
  }
  const std::vector<Studied> runs = study(*settings);
  const std::string table = table_of(runs);
  fmt::print("{}", table);
  if (!settings->page.empty()) {
    const std::string page = tiga::common::read_file(settings->page);
    tiga::common::write_file(settings->page, with_table(page, table));
  }
  const bool all_within = std::all_of(runs.begin(), runs.end(), [](const Studied& each) {
    return verdict_of(each.result) == "yes";
  });
  return all_within ? Exit::ok : Exit::failed;
}

}  // namespace

int main(int argc, char** argv) {
  return tiga::common::run_main("latency_truth", [&] { return run(argc, argv); });
}
