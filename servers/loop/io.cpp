#include "servers/loop/io.hpp"

#include <sys/socket.h>

#include <cerrno>

#include "common/error.hpp"
#include "servers/loop/asio_io.hpp"
#include "servers/loop/uring_io.hpp"

namespace tiga::servers::loop {

std::unique_ptr<Io> Io::make(core::Engine engine) {
  if (engine == core::Engine::asio) {
    return std::make_unique<AsioIo>();
  }
  if (!common::Uring::offered()) {
    throw common::CannotRun(
        "--engine io_uring: this kernel (Linux 6.1 or newer) or its settings do not offer it; use "
        "--engine asio");
  }
  return std::make_unique<UringIo>();
}

common::UniqueFd accept_client(int listener) {
  common::UniqueFd client;
  do {
    client.reset(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  } while (!client && (errno == EINTR || errno == ECONNABORTED));
  return client;
}

}  // namespace tiga::servers::loop
