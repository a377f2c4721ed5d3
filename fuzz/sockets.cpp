#include "fuzz/sockets.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>

#include "fuzz/targets.hpp"

namespace tiga::fuzz {
namespace {

sockaddr_in loopback(std::uint32_t host, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1 + host);
  address.sin_port = htons(port);
  return address;
}

const sockaddr* generic(const sockaddr_in& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

}  // namespace

common::UniqueFd listen_at(std::uint16_t port) {
  common::UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int on = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  const sockaddr_in address = loopback(1, port);
  require(::bind(socket.get(), generic(address), sizeof address) == 0 &&
              ::listen(socket.get(), 64) == 0,
          "the fuzzer can listen");
  return socket;
}

void reset(common::UniqueFd& socket) {
  const linger now{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket.get(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
  socket.reset();
}

common::UniqueFd connect_from(std::uint32_t host, std::uint16_t port) {
  common::UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int on = 1;
  ::setsockopt(socket.get(), IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  const sockaddr_in from = loopback(host, 0);
  const sockaddr_in to = loopback(1, port);
  require(::bind(socket.get(), generic(from), sizeof from) == 0, "the fuzzer can bind");
  // libFuzzer's alarm may interrupt the call: the connection is still made (connect(2)).
  const bool connected = ::connect(socket.get(), generic(to), sizeof to) == 0;
  require(connected || errno == EINTR, "the fuzzer can connect");
  await(socket, POLLOUT);
  ::fcntl(socket.get(), F_SETFL, O_NONBLOCK);
  return socket;
}

void await(const common::UniqueFd& socket, short events) {
  pollfd one{.fd = socket.get(), .events = events, .revents = 0};
  while (::poll(&one, 1, -1) < 0) {
    require(errno == EINTR, "the fuzzer can wait");
  }
}

int open_descriptors() {
  int count = 0;
  for (int fd = 0; fd < 96; ++fd) {
    count += ::fcntl(fd, F_GETFD) >= 0 ? 1 : 0;
  }
  return count;
}

}  // namespace tiga::fuzz
