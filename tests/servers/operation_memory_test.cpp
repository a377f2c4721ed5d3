#include "servers/balancer/operation_memory.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace tiga::servers::balancer {
namespace {

bool is_inside(const OperationMemory& memory, const std::byte* place) {
  const auto* begin = reinterpret_cast<const std::byte*>(&memory);
  return !std::less<>()(place, begin) && std::less<>()(place, begin + sizeof memory);
}

TEST(OperationMemory, HoldsOneOperationAtATime) {
  OperationMemory memory;
  std::byte* first = memory.allocate(100);
  std::byte* second = memory.allocate(100);
  EXPECT_TRUE(is_inside(memory, first));
  EXPECT_FALSE(is_inside(memory, second));
  memory.deallocate(second, 100);
  memory.deallocate(first, 100);
  EXPECT_EQ(memory.allocate(200), first);
  memory.deallocate(first, 200);
}

TEST(OperationMemory, LeavesWhatIsTooLargeToTheHeap) {
  OperationMemory memory;
  std::byte* large = memory.allocate(10'000);
  EXPECT_FALSE(is_inside(memory, large));
  large[9'999] = std::byte{1};
  memory.deallocate(large, 10'000);
  std::byte* small = memory.allocate(1);
  EXPECT_TRUE(is_inside(memory, small));
  memory.deallocate(small, 1);
}

}  // namespace
}  // namespace tiga::servers::balancer
