#include "servers/core/date_cache.hpp"

#include <chrono>

#include "http/serializer.hpp"

namespace tiga::servers::core {

std::string_view DateCache::now() {
  // The coarse clock is read without a system call and is right to a few milliseconds.
  timespec time{};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &time);
  if (time.tv_sec != second_) {
    second_ = time.tv_sec;
    text_ = http::format_date(std::chrono::sys_seconds(std::chrono::seconds(second_)));
  }
  return text_;
}

}  // namespace tiga::servers::core
