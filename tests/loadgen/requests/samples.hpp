// Times and replies that the tests of requests share.
#pragma once

#include <string>

#include "common/clock.hpp"

namespace tiga::loadgen::requests {

/// A time of the test's own.
inline common::TimePoint at(int ms) { return common::TimePoint{} + std::chrono::milliseconds(ms); }

/// A whole reply that leaves the connection open.
inline const std::string good = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello";

}  // namespace tiga::loadgen::requests
