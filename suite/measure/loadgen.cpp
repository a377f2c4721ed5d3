// loadgen as the generator of a cell.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <utility>

#include "common/files.hpp"
#include "common/share.hpp"
#include "suite/measure/generator_process.hpp"

namespace tiga::suite::measure {
namespace {

constexpr double slow_rate = 1;  // requests a second: the published threaded server did two

std::chrono::seconds time_to_finish(const LoadOrder& order) {
  const double expected = static_cast<double>(order.requests) / order.rate.value_or(slow_rate);
  return std::chrono::seconds(600 + static_cast<std::int64_t>(10 * expected));
}

// Shifted, and with random numbers of its own, if it is one of several generators.
void add_rate(const LoadOrder& order, bool poisson, std::vector<std::string>& arguments) {
  const auto add = [&](std::string_view option, std::string value) {
    arguments.emplace_back(option);
    arguments.push_back(std::move(value));
  };
  add("--rate", fmt::format("{:.6f}", *order.rate));
  add("--arrivals", poisson ? "poisson" : "constant");
  if (poisson && order.part > 0) {
    add("--seed", std::to_string(order.part));
  }
  if (!poisson && order.phase > common::Nanoseconds::zero()) {
    add("--phase", std::to_string(order.phase.count()));
  }
}

std::vector<std::string> loadgen_arguments(const LoadOrder& order, const plan::Plan& plan,
                                           const Bench& bench, const std::filesystem::path& json) {
  std::vector<std::string> arguments{(bench.programs / "loadgen").string()};
  const auto add = [&](std::initializer_list<std::string> more) {
    arguments.insert(arguments.end(), more);
  };
  add({"-q", "-n", std::to_string(order.requests), "-c", std::to_string(order.concurrency),
       "--json", json.string()});
  const std::size_t threads = records::generator_threads(bench.generator_cores, order.concurrency);
  if (threads > 1) {
    add({"--threads", std::to_string(threads)});
  }
  if (plan.keep_alive) {
    add({"-k"});
  }
  if (order.rate) {
    add_rate(order, plan.poisson, arguments);
  }
  if (order.start_at) {
    add({"--start-at", std::to_string(order.start_at->count())});
  }
  if (order.time_limit_s > 0) {
    add({"-t", std::to_string(order.time_limit_s)});
  }
  const plan::BackgroundClients& beside = plan.background_clients;
  const std::uint64_t idle = common::share_of(beside.idle, order.parts, order.part);
  const std::uint64_t slow_readers = common::share_of(beside.slow_readers, order.parts, order.part);
  if (idle > 0) {
    add({"--idle", std::to_string(idle)});
  }
  if (slow_readers > 0) {
    add({"--slow-readers", std::to_string(slow_readers), "--slow-path", beside.slow_path,
         "--slow-rate", std::to_string(beside.slow_rate)});
  }
  if (plan.body_bytes > 0) {
    const std::filesystem::path body = bench.work / "body";
    common::write_file(body, std::string(plan.body_bytes, 'x'));
    add({"-p", body.string()});
  }
  add({order.url});
  return arguments;
}

}  // namespace

GeneratorCommand loadgen_command(const LoadOrder& order, const plan::Plan& plan,
                                 const Bench& bench) {
  const std::filesystem::path json = bench.work / "load.json";
  std::filesystem::remove(json);
  return {loadgen_arguments(order, plan, bench, json), time_to_finish(order),
          [json](const common::ExitReport& end) {
            // 1: some requests failed, which the summary tells better.
            return end.succeeded() || (end.status == 1 && std::filesystem::exists(json));
          },
          [json](const common::ExitReport&) {
            return loadgen::summary_from_json(common::read_file(json));
          }};
}

}  // namespace tiga::suite::measure
