#include "bench/loadgen_bench/generators.hpp"

#include <fmt/format.h>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "common/files.hpp"

namespace tiga::bench {
namespace {

namespace fs = std::filesystem;

class Wrk : public Generator {
 public:
  std::string name() const override { return "wrk"; }
  bool takes(Mode) const override { return true; }
  bool runs_by_count() const override { return false; }
  std::vector<std::string> arguments(const Load& load, const fs::path&) const override {
    std::vector<std::string> command = {"wrk", "-t1", fmt::format("-c{}", load.concurrency),
                                        fmt::format("-d{}s", load.seconds)};
    if (load.mode == Mode::one_connection) {
      command.insert(command.end(), {"-H", "Connection: close"});
    }
    command.push_back(load.url);
    return command;
  }
  Reading read(const std::string& output, const fs::path&) const override {
    return read_wrk(output);
  }
};

// With -k it would keep connections, but it is compared only with one connection per request.
class Ab : public Generator {
 public:
  std::string name() const override { return "ab"; }
  bool takes(Mode mode) const override { return mode == Mode::one_connection; }
  bool runs_by_count() const override { return true; }
  std::vector<std::string> arguments(const Load& load, const fs::path&) const override {
    return {
        "ab",    "-q", "-n", std::to_string(load.requests), "-c", std::to_string(load.concurrency),
        load.url};
  }
  Reading read(const std::string& output, const fs::path&) const override {
    return read_ab(output);
  }
};

class Loadgen : public Generator {
 public:
  Loadgen(std::string program, std::string engine, bool chooses)
      : program_(std::move(program)), engine_(std::move(engine)), chooses_(chooses) {}
  std::string name() const override { return "loadgen-" + engine_; }
  bool takes(Mode) const override { return true; }
  bool ours() const override { return true; }
  bool runs_by_count() const override { return true; }
  std::vector<std::string> arguments(const Load& load, const fs::path& folder) const override {
    std::vector<std::string> command = {program_, "-q",
                                        "-n",     std::to_string(load.requests),
                                        "-c",     std::to_string(load.concurrency),
                                        "--json", results(folder)};
    if (chooses_) {
      command.insert(command.end(), {"--engine", engine_});
    }
    if (load.mode == Mode::keep_alive) {
      command.emplace_back("-k");
    }
    command.push_back(load.url);
    return command;
  }
  Reading read(const std::string&, const fs::path& folder) const override {
    return read_loadgen(common::read_file(results(folder)));
  }

 private:
  static fs::path results(const fs::path& folder) { return folder / "loadgen.json"; }

  std::string program_;
  std::string engine_;
  bool chooses_;  // it has --engine
};

std::unique_ptr<Generator> make_loadgen(const std::string& engine, const fs::path& bin,
                                        std::string& why_not) {
  using namespace std::chrono_literals;
  const std::string program = (bin / "loadgen").string();
  const auto help = common::run_command({.arguments = {program, "--help"}}, 10s);
  const bool chooses = help.output.find("--engine") != std::string::npos;
  if (!chooses && engine != "epoll") {
    why_not = "loadgen has no option --engine, and epoll is its only one";
    return nullptr;
  }
  if (chooses) {  // nothing listens at the address: status 3 and "refused" mean a known engine
    const auto known = common::run_command(
        {.arguments = {program, "-q", "--engine", engine, "http://127.0.0.1:1/"}}, 10s);
    if (known.error.find("refused") == std::string::npos) {
      why_not = known.error.substr(0, known.error.find('\n'));
      return nullptr;
    }
  }
  return std::make_unique<Loadgen>(program, engine, chooses);
}

template <typename Tool>
std::unique_ptr<Generator> make_tool(std::string& why_not) {
  auto tool = std::make_unique<Tool>();
  if (!common::is_installed(tool->name())) {
    why_not = "it is not installed";
    return nullptr;
  }
  return tool;
}

std::unique_ptr<Generator> make_generator(const std::string& name, const fs::path& bin,
                                          std::string& why_not) {
  constexpr std::string_view ours = "loadgen-";
  if (name == "wrk") {
    return make_tool<Wrk>(why_not);
  }
  if (name == "ab") {
    return make_tool<Ab>(why_not);
  }
  if (name.starts_with(ours) && name.size() > ours.size()) {
    return make_loadgen(name.substr(ours.size()), bin, why_not);
  }
  throw common::UsageError("no contender is called '" + name + "'; give wrk, ab or loadgen-ENGINE");
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

std::string_view name_of(Mode mode) {
  return mode == Mode::keep_alive ? "keep-alive" : "one-connection";
}

std::vector<std::unique_ptr<Generator>> make_generators(const std::vector<std::string>& names,
                                                        const fs::path& bin,
                                                        std::vector<std::string>& skipped) {
  std::vector<std::unique_ptr<Generator>> made;
  for (const std::string& name : names) {
    std::string why_not;
    if (auto generator = make_generator(name, bin, why_not)) {
      made.push_back(std::move(generator));
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
    return {.fault = fmt::format("{} {}: {}", generator.name(), result.report.describe(),
                                 result.error.substr(0, result.error.find('\n')))};
  }
  Reading reading = generator.read(result.output, folder.path());
  reading.cpu_s = seconds(result.report.usage.ru_utime) + seconds(result.report.usage.ru_stime);
  return reading;
}

}  // namespace tiga::bench
