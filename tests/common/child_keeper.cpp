// Starts a child of its own, says its pid, and waits: what a test kills to see whether the child
// outlives it.
#include <unistd.h>

#include <cstdio>

#include "common/child_process.hpp"

int main() {
  const auto child = tiga::common::ChildProcess::start({.arguments = {"sleep", "600"}});
  std::printf("%d\n", child.pid());
  std::fflush(stdout);
  ::pause();
}
