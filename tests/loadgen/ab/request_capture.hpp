// Takes down one request, byte by byte as a client sent it.
#pragma once

#include <cstdint>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "common/unique_fd.hpp"

namespace tiga::tests {

/// A request in its parts.
struct SentRequest {
  std::string method;
  std::string target;
  std::string version;
  /// In the order sent; names in lower case.
  std::vector<std::pair<std::string, std::string>> fields;
  std::string content;
};

/// Listens on a free port of 127.0.0.1, answers the first connection's request with an empty 200,
/// and closes.
class RequestCapture {
 public:
  RequestCapture();
  ~RequestCapture();

  std::string endpoint() const;
  /// To be called when the client has ended.
  SentRequest request();

 private:
  void serve();

  common::UniqueFd listener_;
  std::uint16_t port_ = 0;
  std::string bytes_;
  std::jthread thread_;
};

}  // namespace tiga::tests
