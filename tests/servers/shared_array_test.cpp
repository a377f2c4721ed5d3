// What a process counts is seen by the one that forked it.
#include "servers/core/shared_array.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>

#include "servers/core/service.hpp"

namespace tiga::servers::core {
namespace {

// Runs `body` in a process of its own and waits for its end.
template <typename Body>
void in_a_child(Body body) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    body();
    ::_exit(0);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST(SharedArray, IsSharedByAllProcesses) {
  const SharedArray<std::atomic<int>> numbers(1000);
  EXPECT_EQ(numbers.size(), 1000U);
  in_a_child([&] {
    numbers[0] += 1;
    numbers[999] = 7;
  });
  EXPECT_EQ(numbers[0], 1);
  EXPECT_EQ(numbers[999], 7);
}

TEST(Service, CountsAndDrainingAreSharedByAllProcesses) {
  Service service((Options()));
  service.counters.requests.add();
  in_a_child([&] {
    service.counters.requests.add();
    service.counters.replies_by_class[2].add(5);
    service.draining = true;
  });
  EXPECT_EQ(service.counters.requests.value(), 2U);
  EXPECT_EQ(service.counters.replies_by_class[2].value(), 5U);
  EXPECT_TRUE(service.draining);
}

}  // namespace
}  // namespace tiga::servers::core
