#include "servers/core/date_cache.hpp"

#include <chrono>

namespace tiga::servers::core {

std::string_view DateCache::now() {
  // The coarse clock is read without a system call and is right to a few milliseconds.
  timespec time{};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &time);
  if (time.tv_sec != second_) {
    second_ = time.tv_sec;
    http::write_date(std::chrono::sys_seconds(std::chrono::seconds(second_)), text_);
  }
  return {text_.data(), text_.size()};
}

}  // namespace tiga::servers::core
