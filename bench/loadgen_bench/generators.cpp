#include "bench/loadgen_bench/generators.hpp"

#include <fmt/format.h>

#include <optional>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "common/files.hpp"

namespace tiga::bench {
namespace {

namespace fs = std::filesystem;

Generator wrk() {
  return {.name = "wrk",
          .runs_by_count = false,
          .arguments =
              [](const Load& load, const fs::path&) {
                std::vector<std::string> command = {"wrk", "-t1",
                                                    fmt::format("-c{}", load.concurrency),
                                                    fmt::format("-d{}s", load.seconds)};
                if (load.mode == Mode::one_connection) {
                  command.insert(command.end(), {"-H", "Connection: close"});
                }
                command.push_back(load.url);
                return command;
              },
          .read = read_wrk};
}

// With -k it would keep connections, but it is compared only with one connection per request.
Generator ab() {
  return {.name = "ab",
          .takes_keep_alive = false,
          .arguments =
              [](const Load& load, const fs::path&) {
                return std::vector<std::string>{"ab",    "-q",
                                                "-n",    std::to_string(load.requests),
                                                "-c",    std::to_string(load.concurrency),
                                                load.url};
              },
          .read = read_ab};
}

// `chooses`: it has --engine.
Generator loadgen(const std::string& program, const std::string& engine, bool chooses) {
  constexpr const char* results = "loadgen.json";
  return {.name = "loadgen-" + engine,
          .ours = true,
          .arguments =
              [=](const Load& load, const fs::path& folder) {
                std::vector<std::string> command = {program,  "-q",
                                                    "-n",     std::to_string(load.requests),
                                                    "-c",     std::to_string(load.concurrency),
                                                    "--json", folder / results};
                if (chooses) {
                  command.insert(command.end(), {"--engine", engine});
                }
                if (load.mode == Mode::keep_alive) {
                  command.emplace_back("-k");
                }
                command.push_back(load.url);
                return command;
              },
          .read = read_loadgen,
          .report_file = results};
}

std::optional<Generator> find_loadgen(const std::string& engine, const fs::path& bin,
                                      std::string& why_not) {
  using namespace std::chrono_literals;
  const std::string program = (bin / "loadgen").string();
  const auto help = common::run_command({.arguments = {program, "--help"}}, 10s);
  const bool chooses = help.output.find("--engine") != std::string::npos;
  if (!chooses && engine != "epoll") {
    why_not = "loadgen has no option --engine, and epoll is its only one";
    return std::nullopt;
  }
  if (chooses) {  // nothing listens at the address: status 3 and "refused" mean a known engine
    const auto known = common::run_command(
        {.arguments = {program, "-q", "--engine", engine, "http://127.0.0.1:1/"}}, 10s);
    if (known.error.find("refused") == std::string::npos) {
      why_not = known.error.substr(0, known.error.find('\n'));
      return std::nullopt;
    }
  }
  return loadgen(program, engine, chooses);
}

std::optional<Generator> find_generator(const std::string& name, const fs::path& bin,
                                        std::string& why_not) {
  constexpr std::string_view prefix = "loadgen-";
  if (name.starts_with(prefix) && name.size() > prefix.size()) {
    return find_loadgen(name.substr(prefix.size()), bin, why_not);
  }
  if (name != "wrk" && name != "ab") {
    throw common::UsageError("no contender is called '" + name +
                             "'; give wrk, ab or loadgen-ENGINE");
  }
  if (!common::is_installed(name)) {
    why_not = "it is not installed";
    return std::nullopt;
  }
  return name == "wrk" ? wrk() : ab();
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

std::string_view name_of(Mode mode) {
  return mode == Mode::keep_alive ? "keep-alive" : "one-connection";
}

std::vector<Generator> make_generators(const std::vector<std::string>& names, const fs::path& bin,
                                       std::vector<std::string>& skipped) {
  std::vector<Generator> made;
  for (const std::string& name : names) {
    std::string why_not;
    if (auto generator = find_generator(name, bin, why_not)) {
      made.push_back(*std::move(generator));
    } else {
      skipped.push_back(fmt::format("{}: {}", name, why_not));
    }
  }
  return made;
}

Reading run_once(const Generator& generator, const Load& load, const common::CpuSet& cpus) {
  const common::TemporaryFolder folder;
  const common::CommandResult result =
      common::run_command({.arguments = generator.arguments(load, folder.path()), .cpus = cpus},
                          std::chrono::minutes(1));
  if (!result.report.succeeded()) {
    return {.fault = fmt::format("{} {}: {}", generator.name, result.report.describe(),
                                 result.error.substr(0, result.error.find('\n')))};
  }
  Reading reading = generator.read(generator.report_file.empty()
                                       ? result.output
                                       : common::read_file(folder.path() / generator.report_file));
  reading.cpu_s = seconds(result.report.usage.ru_utime) + seconds(result.report.usage.ru_stime);
  return reading;
}

}  // namespace tiga::bench
