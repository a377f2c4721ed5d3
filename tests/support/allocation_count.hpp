// Counts what the program under test takes from the heap. A test that links
// tiga_test_allocation_count has malloc(3) and its kin replaced for the whole program.
#pragma once

#include <atomic>
#include <cstdint>

namespace tiga::tests {

/// Allocations of all threads since the program began, by malloc, calloc, realloc, aligned_alloc
/// and so by every operator new. Freeing is not counted. Thread-safe.
std::uint64_t allocations();

/// Those of the calling thread alone. Others may read it, while the thread lives.
const std::atomic<std::uint64_t>& own_allocations();

}  // namespace tiga::tests
