// Starts a child, prints its pid, and waits: tests kill it to see whether the child outlives it.
// With an argument the child is a shell that leads a group, and has a child.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <optional>

#include "common/child_process.hpp"
#include "common/group_keeper.hpp"

int main(int argc, char**) {
  using tiga::common::ChildProcess;
  std::optional<tiga::common::GroupKeeper> keeper;
  tiga::common::Command command{.arguments = {"sleep", "600"}};
  if (argc > 1) {
    keeper.emplace();
    command = {.arguments = {"sh", "-c", "sleep 600 & echo $!; wait"},
               .own_group = true,
               .keeper = &*keeper};
  }
  auto child = ChildProcess::start(command);
  std::printf("%d\n", child.pid());
  if (argc > 1) {
    const auto inner = child.read_line(tiga::common::Deadline::after(std::chrono::seconds(10)));
    std::printf("%s\n", inner.value_or("").c_str());
  }
  std::fflush(stdout);
  ::pause();
}
