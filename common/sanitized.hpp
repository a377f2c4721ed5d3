#pragma once

// TIGA_SANITIZED is defined in builds with AddressSanitizer or ThreadSanitizer. GCC indicates these
// by its own macros, clang by __has_feature.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TIGA_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TIGA_SANITIZED 1
#endif
#endif
