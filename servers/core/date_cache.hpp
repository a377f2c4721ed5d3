// The value of the Date field, formatted once a second.
#pragma once

#include <array>
#include <ctime>
#include <string_view>

#include "http/date.hpp"

namespace tiga::servers::core {

/// Not thread-safe: use one for each thread.
class DateCache {
 public:
  /// The current time as IMF-fixdate; valid until the next call.
  std::string_view now();

 private:
  std::time_t second_ = -1;
  std::array<char, http::date_size> text_{};
};

}  // namespace tiga::servers::core
