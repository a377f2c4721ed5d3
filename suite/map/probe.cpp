#include "suite/map/probe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "suite/measure/active_run.hpp"
#include "suite/plan/registry.hpp"

namespace tiga::suite::map {
namespace {

namespace fs = std::filesystem;

class Probe {
 public:
  Probe(ActiveMap& map, const fs::path& programs, const common::GroupKeeper& keeper,
        measure::Interrupt& interrupt)
      : map_(map), programs_(programs), keeper_(keeper), interrupt_(interrupt) {}

  void leave_out_refusing(const std::string& workload, plan::Plan& plan) const {
    const plan::Plan one = one_request(plan);
    std::map<std::string, records::CellRow> replies;
    for (const std::string& arm : plan.arms) {
      replies[arm] = reply_of(one, arm);
    }
    const auto ours = std::ranges::find_if(plan.arms, [&](const std::string& arm) {
      return plan::find_architecture(arm) != nullptr && replies[arm].valid;
    });
    const records::Count expected =
        ours == plan.arms.end() ? records::Count() : replies[*ours].bytes_received;
    std::erase_if(plan.arms, [&](const std::string& arm) {
      const std::string why = why_refused(replies[arm], expected);
      if (why.empty()) {
        return false;
      }
      measure::say(fmt::format("tiga: {} is left out of {}: {}\n", arm, workload, why));
      map_.manifest.left_out.push_back({workload, arm, why});
      return true;
    });
    if (plan.aa && std::ranges::find(plan.arms, *plan.aa) == plan.arms.end()) {
      plan.aa = plan.default_aa();
    }
  }

 private:
  static plan::Plan one_request(plan::Plan plan) {
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

  records::CellRow reply_of(const plan::Plan& plan, const std::string& arm) const {
    const records::Placement placement = records::place(plan.pinning, common::available_cpus());
    const fs::path work = map_.folder / ".probe";
    const measure::Bench bench{programs_, work, placement.servers, placement.generator, &keeper_};
    const measure::CellResult result = run_cell({1, 1, arm, {1, std::nullopt}}, plan, bench,
                                                std::nullopt, [&] { interrupt_.check(); });
    fs::remove_all(work);
    return result.row;
  }

  // A server may answer any path with some page: its reply must be about as long as one of ours.
  static std::string why_refused(const records::CellRow& reply, const records::Count& expected) {
    constexpr std::uint64_t head = 1024;
    if (!reply.valid) {
      return reply.reason.in(text::Language::english);
    }
    const std::uint64_t bytes = reply.bytes_received.value_or(0);
    const std::uint64_t ours = expected.value_or(bytes);
    return std::max(bytes, ours) - std::min(bytes, ours) <= head
               ? ""
               : fmt::format("its reply has {} bytes, one of ours {}", bytes, ours);
  }

  ActiveMap& map_;
  const fs::path& programs_;
  const common::GroupKeeper& keeper_;
  measure::Interrupt& interrupt_;
};

}  // namespace

void leave_out_refusing(ActiveMap& map, const std::string& workload, plan::Plan& plan,
                        const fs::path& programs, const common::GroupKeeper& keeper,
                        measure::Interrupt& interrupt) {
  Probe(map, programs, keeper, interrupt).leave_out_refusing(workload, plan);
}

}  // namespace tiga::suite::map
