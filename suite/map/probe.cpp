// Finds the arms that offer a workload, by one request to each.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "common/sequences.hpp"
#include "suite/map/active_map.hpp"
#include "suite/measure/local_host.hpp"
#include "suite/plan/registry.hpp"
#include "suite/runs/active_run.hpp"
#include "suite/runs/work_folder.hpp"

namespace tiga::suite::map {
namespace {

namespace fs = std::filesystem;

plan::Plan one_request(plan::Plan plan) {
  plan.requests = 1;
  plan.requests_per_connection = 0;
  plan.duration_s = 0;
  plan.time_limit_s = 10;
  plan.warm_up = plan::WarmUp::batch;
  plan.warm_up_requests = 0;
  plan.generator = plan::Generator::loadgen;
  for (plan::Arm& arm : plan.own_arms) {
    arm.generator = plan::Generator::loadgen;
  }
  return plan;
}

// A server may answer any path with some page: its reply must be about as long as one of ours.
records::Reason why_refused(const records::CellRow& reply, const records::Count& expected) {
  constexpr std::uint64_t head = 1024;
  if (!reply.valid) {
    return reply.reason;
  }
  const std::uint64_t bytes = reply.bytes_received.value_or(0);
  const std::uint64_t ours = expected.value_or(bytes);
  return std::max(bytes, ours) - std::min(bytes, ours) <= head
             ? records::Reason()
             : records::Reason("other_reply", bytes, ours);
}

}  // namespace

void leave_out_refusing(ActiveMap& map, const std::string& workload, plan::Plan& plan,
                        const fs::path& programs, const common::GroupKeeper& keeper,
                        runs::Interrupt& interrupt) {
  const plan::Plan one = one_request(plan);
  const common::Topology cores = common::read_topology(common::available_cpus());
  const runs::WorkFolder work(map.folder / ".probe");
  measure::LocalHost host(
      measure::make_bench(programs, work.path(), records::place(one.pinning, cores), cores, keeper),
      one);
  const measure::Testbed testbed = on_one_host(host);
  std::map<std::string, records::CellRow> replies;
  for (const std::string& arm : plan.arms) {
    replies[arm] = run_cell({1, 1, arm, {1, std::nullopt}}, one, testbed, std::nullopt, [&] {
                     interrupt.check();
                   }).row;
  }
  const std::string* ours = common::find_where(plan.arms, [&](const std::string& arm) {
    return plan::find_architecture(arm) != nullptr && replies[arm].valid;
  });
  const records::Count expected =
      ours == nullptr ? records::Count() : replies[*ours].bytes_received;
  std::erase_if(plan.arms, [&](const std::string& arm) {
    const records::Reason why = why_refused(replies[arm], expected);
    if (why.empty()) {
      return false;
    }
    runs::say(fmt::format("tiga: {} is left out of {}: {}\n", arm, workload,
                          why.in(text::Language::english)));
    map.manifest.left_out.push_back({workload, arm, why});
    return true;
  });
  if (plan.aa && !common::contains(plan.arms, *plan.aa)) {
    plan.aa = plan.default_aa();
  }
}

}  // namespace tiga::suite::map
