// The value of the Date field, made once a second.
#pragma once

#include <array>
#include <ctime>
#include <string_view>

#include "http/serializer.hpp"

namespace tiga::servers::core {

/// Not thread-safe: one for each thread.
class DateCache {
 public:
  /// The time now as IMF-fixdate; the view lives until the next call.
  std::string_view now();

 private:
  std::time_t second_ = -1;
  std::array<char, http::date_size> text_{};
};

}  // namespace tiga::servers::core
