// The workloads that the project's maps measure (plans/workloads/map.toml) are what the servers
// offer.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <string>

#include "servers/core/content/resources.hpp"
#include "suite/map/plan.hpp"
#include "tests/support/programs.hpp"

namespace tiga::servers::core {
namespace {

suite::map::Map map_with_all_workloads() {
  suite::map::MapText text =
      suite::map::read_map_text(tests::source_folder() / "plans" / "map.toml");
  for (std::size_t at = 0;
       (at = text.workloads_text.find("only_when_named", at)) != std::string::npos;) {
    text.workloads_text.insert(at, "# ");
    at = text.workloads_text.find('\n', at);
  }
  return read_map(text, {});
}

std::chrono::duration<double> as_seconds(const Work& work, Work::Kind kind) {
  return work.kind == kind ? work.span : std::chrono::microseconds(0);
}

TEST(MapWorkloads, AreAnsweredByTheServersAndTakeTheTimeThatTheModelAssumes) {
  const suite::map::Map map = map_with_all_workloads();
  ASSERT_GE(map.workloads.size(), 10U);
  const Resources resources(tests::source_folder() / "servers" / "www");
  for (const suite::map::Workload& workload : map.workloads) {
    SCOPED_TRACE(workload.name);
    http::Request request;
    request.method = http::Method::get;
    request.path = workload.plan.path;
    const Reply reply = resources.reply_to(request);
    EXPECT_EQ(reply.status, http::Status::ok) << workload.plan.path;
    const suite::map::Service service = workload.service.value_or(suite::map::Service{});
    EXPECT_DOUBLE_EQ(service.blocks_s, as_seconds(reply.work, Work::Kind::sleep).count())
        << "blocks_ms";
    EXPECT_DOUBLE_EQ(service.cpu_s, as_seconds(reply.work, Work::Kind::burn).count()) << "cpu_us";
  }
}

}  // namespace
}  // namespace tiga::servers::core
