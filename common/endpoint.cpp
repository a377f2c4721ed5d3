#include "common/endpoint.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "common/error.hpp"
#include "common/numbers.hpp"

namespace tiga::common {
namespace {

[[noreturn]] void refuse(std::string_view text, const char* why) {
  throw UsageError(fmt::format("'{}' is not HOST:PORT: {}", text, why));
}

std::uint16_t parse_port(std::string_view whole, std::string_view digits) {
  const auto port = to_number<std::uint16_t>(digits);
  if (!port || *port == 0) {
    refuse(whole, "the port must be a number from 1 to 65535");
  }
  return *port;
}

/// Whether it can only be meant as an IPv6 address, with a port behind it or without.
bool looks_like_ipv6(std::string_view text) {
  const std::string_view address = text.substr(0, text.find('%'));
  return std::count(address.begin(), address.end(), ':') > 1 &&
         address.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
}

bool has_family(int family) {
  const UniqueFd socket(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  return socket || errno != EAFNOSUPPORT;
}

}  // namespace

std::string Endpoint::to_string() const {
  const bool brackets = host.find(':') != std::string::npos;
  return fmt::format(fmt::runtime(brackets ? "[{}]:{}" : "{}:{}"), host, port);
}

Endpoint parse_endpoint(std::string_view text, std::uint16_t default_port) {
  std::string_view host = text;
  std::string_view rest;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) {
      refuse(text, "']' is missing");
    }
    host = text.substr(1, close - 1);
    rest = text.substr(close + 1);
    if (!host.empty() && host.find(':') == std::string_view::npos) {
      refuse(text, "brackets are for IPv6 addresses alone");
    }
  } else {
    if (looks_like_ipv6(text)) {
      refuse(text, "an IPv6 address must stand in brackets, as in [::1]:80");
    }
    const std::size_t colon = text.find(':');
    host = text.substr(0, colon);
    rest = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
  }
  if (host.empty()) {
    refuse(text, "the host is missing");
  }
  if (rest.empty()) {
    if (default_port == 0) {
      refuse(text, "the port is missing");
    }
    return {std::string(host), default_port};
  }
  if (!rest.starts_with(':')) {
    refuse(text, "':' must come before the port");
  }
  return {std::string(host), parse_port(text, rest.substr(1))};
}

std::string SocketAddress::to_string() const {
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> port{};
  if (::getnameinfo(get(), size, host.data(), host.size(), port.data(), port.size(),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
    return "unknown address";
  }
  return fmt::format(fmt::runtime(family() == AF_INET6 ? "[{}]:{}" : "{}:{}"), host.data(),
                     port.data());
}

std::vector<SocketAddress> resolve(const Endpoint& endpoint) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int error =
      ::getaddrinfo(endpoint.host.c_str(), std::to_string(endpoint.port).c_str(), &hints, &found);
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(found, ::freeaddrinfo);
  if (error != 0 || found == nullptr) {
    throw CannotRun(fmt::format("cannot resolve '{}': {}", endpoint.host, ::gai_strerror(error)));
  }
  std::vector<SocketAddress> addresses;
  for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
    SocketAddress address;
    std::memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
    address.size = entry->ai_addrlen;
    if (std::ranges::find(addresses, address) == addresses.end() && has_family(entry->ai_family)) {
      addresses.push_back(address);
    }
  }
  if (addresses.empty()) {
    throw CannotRun(
        fmt::format("cannot resolve '{}': {}", endpoint.host, ::gai_strerror(EAI_ADDRFAMILY)));
  }
  return addresses;
}

UniqueFd listen_on_loopback(std::uint16_t port, int backlog, int flags) {
  UniqueFd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0));
  const int on = 1;
  ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener.get(), backlog) != 0) {
    throw_errno("cannot listen on 127.0.0.1:" + std::to_string(port));
  }
  return listener;
}

std::uint16_t port_of(const UniqueFd& listener) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

}  // namespace tiga::common
