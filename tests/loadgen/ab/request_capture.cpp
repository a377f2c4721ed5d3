#include "tests/loadgen/ab/request_capture.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <sstream>

#include "common/error.hpp"

namespace tiga::tests {
namespace {

constexpr std::string_view head_end = "\r\n\r\n";
constexpr std::string_view reply = "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n";

SentRequest parts_of(const std::string& bytes) {
  SentRequest request;
  const std::size_t end = std::min(bytes.find(head_end), bytes.size());
  std::istringstream head(bytes.substr(0, end));
  std::string line;
  head >> request.method >> request.target >> request.version;
  std::getline(head, line);
  while (std::getline(head, line)) {
    line.erase(std::min(line.find('\r'), line.size()));
    const std::size_t colon = line.find(':');
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    request.fields.emplace_back(name, line.substr(std::min(colon + 2, line.size())));
  }
  if (end + head_end.size() <= bytes.size()) {
    request.content = bytes.substr(end + head_end.size());
  }
  return request;
}

bool whole(const std::string& bytes) {
  if (bytes.find(head_end) == std::string::npos) {
    return false;
  }
  const SentRequest request = parts_of(bytes);
  for (const auto& [name, value] : request.fields) {
    if (name == "content-length") {
      return request.content.size() >= std::strtoul(value.c_str(), nullptr, 10);
    }
  }
  return true;
}

}  // namespace

RequestCapture::RequestCapture() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const bound = reinterpret_cast<sockaddr*>(&address);
  if (!listener_ || ::bind(listener_.get(), bound, size) != 0 ||
      ::listen(listener_.get(), 16) != 0 || ::getsockname(listener_.get(), bound, &size) != 0) {
    common::throw_errno("cannot listen");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this] { serve(); });
}

RequestCapture::~RequestCapture() { ::shutdown(listener_.get(), SHUT_RDWR); }

std::string RequestCapture::endpoint() const { return "127.0.0.1:" + std::to_string(port_); }

SentRequest RequestCapture::request() {
  ::shutdown(listener_.get(), SHUT_RDWR);
  thread_.join();
  return parts_of(bytes_);
}

void RequestCapture::serve() {
  const common::UniqueFd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
  while (socket && !whole(bytes_)) {
    std::array<char, 4096> buffer;
    const ssize_t count = ::recv(socket.get(), buffer.data(), buffer.size(), 0);
    if (count <= 0) {
      return;
    }
    bytes_.append(buffer.data(), static_cast<std::size_t>(count));
  }
  if (socket) {
    ::send(socket.get(), reply.data(), reply.size(), MSG_NOSIGNAL);
  }
}

}  // namespace tiga::tests
