#include <unistd.h>

#include <cstdio>

#include "common/error.hpp"
#include "common/files.hpp"
#include "loadgen/cli.hpp"
#include "loadgen/progress.hpp"
#include "loadgen/report.hpp"
#include "loadgen/request.hpp"
#include "loadgen/run.hpp"
#include "loadgen/trace.hpp"

namespace {

using namespace tiga::loadgen;
using tiga::common::Exit;

Summary run_shown(const Options& options) {
  Observers observers;
  observers.trace = make_trace(stderr, options.verbosity, make_request(options));
  if (options.quiet) {
    return run_load(options, std::move(observers));
  }
  Progress progress(stderr, ::isatty(STDERR_FILENO) == 1, {options.requests, options.time_limit});
  observers.progress = [&](tiga::common::Nanoseconds elapsed, std::uint64_t ended) {
    progress.show(elapsed, ended);
  };
  return run_load(options, std::move(observers));
}

Exit run(int argc, char** argv) {
  const std::optional<Options> options = parse_command_line(argc, argv);
  if (!options) {
    return Exit::ok;
  }
  const Summary summary = run_shown(*options);
  std::fputs((ab_report(summary) + counting_report(summary)).c_str(), stdout);
  if (!options->files.json.empty()) {
    tiga::common::write_file(options->files.json, to_json(summary));
  }
  return summary.failed() > 0 || summary.interrupted ? Exit::failed : Exit::ok;
}

}  // namespace

int main(int argc, char** argv) {
  return tiga::common::run_main("loadgen", [&] { return run(argc, argv); });
}
