#include "tests/support/allocation_count.hpp"

#include <cerrno>
#include <cstddef>

#include "common/sanitized.hpp"

namespace tiga::tests {
namespace {

std::atomic<std::uint64_t> of_all{0};
thread_local std::atomic<std::uint64_t> own{0};

void count() {
  of_all.fetch_add(1, std::memory_order_relaxed);
  own.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

std::uint64_t allocations() { return of_all.load(std::memory_order_relaxed); }

const std::atomic<std::uint64_t>& own_allocations() { return own; }

}  // namespace tiga::tests

#ifdef TIGA_SANITIZED

// A sanitizer has replaced malloc itself and calls back (sanitizer/allocator_interface.h, which GCC
// does not ship).
extern "C" int __sanitizer_install_malloc_and_free_hooks(  // NOLINT(bugprone-reserved-identifier)
    void (*allocated)(const volatile void*, std::size_t), void (*freed)(const volatile void*));

namespace tiga::tests {
namespace {

[[maybe_unused]] const int installed = __sanitizer_install_malloc_and_free_hooks(
    [](const volatile void*, std::size_t) { count(); }, [](const volatile void*) {});

}  // namespace
}  // namespace tiga::tests

#else

// glibc's own entry points behind the names that are replaced here.
extern "C" {
void* __libc_malloc(std::size_t size);                      // NOLINT(bugprone-reserved-identifier)
void* __libc_calloc(std::size_t number, std::size_t size);  // NOLINT(bugprone-reserved-identifier)
void* __libc_realloc(void* old, std::size_t size);          // NOLINT(bugprone-reserved-identifier)
void* __libc_memalign(std::size_t alignment,                // NOLINT(bugprone-reserved-identifier)
                      std::size_t size);

void* malloc(std::size_t size) noexcept {
  tiga::tests::count();
  return __libc_malloc(size);
}

void* calloc(std::size_t number, std::size_t size) noexcept {
  tiga::tests::count();
  return __libc_calloc(number, size);
}

void* realloc(void* old, std::size_t size) noexcept {
  tiga::tests::count();
  return __libc_realloc(old, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  tiga::tests::count();
  return __libc_memalign(alignment, size);
}

int posix_memalign(void** result, std::size_t alignment, std::size_t size) noexcept {
  tiga::tests::count();
  *result = __libc_memalign(alignment, size);
  return *result == nullptr ? ENOMEM : 0;
}
}

#endif
