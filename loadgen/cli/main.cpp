#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>

#include "common/attempts.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "loadgen/cli/cli.hpp"
#include "loadgen/output/files.hpp"
#include "loadgen/output/progress.hpp"
#include "loadgen/output/report.hpp"
#include "loadgen/requests/request.hpp"
#include "loadgen/run/run.hpp"

namespace {

using namespace tiga::loadgen;
using tiga::common::Exit;

Summary run_shown(const Options& options) {
  run::Observers observers;
  observers.trace = output::make_trace(stderr, options.verbosity, requests::make_request(options));
  if (options.quiet) {
    return run::run_load(options, observers);
  }
  output::Progress progress(
      stderr, ::isatty(STDERR_FILENO) == 1,
      {options.requests, options.duration ? options.duration : options.time_limit});
  observers.progress = [&](tiga::common::Nanoseconds elapsed, std::uint64_t ended) {
    progress.show(elapsed, ended);
  };
  return run::run_load(options, observers);
}

std::string report(const Options& options, const Summary& summary) {
  if (options.html) {
    return output::html_report(summary);
  }
  return output::ab_report(summary, {options.show_percentages, options.show_deviation}) +
         output::counting_report(summary);
}

/// The report, and the requested files; others are not computed. Throws CannotRun at the end if one
/// of them cannot be written.
void write_results(const Options& options, const Summary& summary) {
  tiga::common::Attempts attempts;
  const auto write = [&](const std::filesystem::path& file, auto make, const auto& part) {
    if (!file.empty()) {
      attempts([&] { tiga::common::write_file(file, make(part)); });
    }
  };
  const OutputFiles& files = options.files;
  attempts([&] { tiga::common::print(report(options, summary)); });
  write(files.json, to_json, summary);
  write(files.csv, output::summary_csv, summary);
  write(files.timeline, output::timeline_csv, summary.timeline);
  write(files.percentages, output::percentages_csv, summary.served_within_ms);
  write(files.requests, output::gnuplot_tsv, summary.records);
  attempts.check();
}

Exit run_program(int argc, char** argv) {
  const std::optional<Options> options = cli::parse_command_line(argc, argv);
  if (!options) {
    return Exit::ok;
  }
  const Summary summary = run_shown(*options);
  write_results(*options, summary);
  return summary.succeeded() ? Exit::ok : Exit::failed;
}

}  // namespace

int main(int argc, char** argv) {
  return tiga::common::run_main("loadgen", [&] { return run_program(argc, argv); });
}
