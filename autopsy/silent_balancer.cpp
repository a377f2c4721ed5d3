// A balancer that closes its client's connection without a reply if its backend is down, like the
// course's balancer: ab counts such a request as complete. It opens a connection to one backend for
// each client, round robin, and forwards bytes unchanged.
#include <sys/socket.h>

#include <array>
#include <utility>

#include "autopsy/cli.hpp"
#include "autopsy/server.hpp"
#include "common/error.hpp"

namespace tiga::autopsy {
namespace {

using common::UniqueFd;

constexpr std::string_view bad_gateway =
    "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

// A connection to a backend; none if nothing listens there.
UniqueFd connect_to(const common::SocketAddress& address) {
  UniqueFd backend(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (::connect(backend.get(), address.get(), address.size) != 0) {
    backend.reset();
  }
  return backend;
}

// Forwards the bytes of the backend until it closes.
void relay(const UniqueFd& backend, const UniqueFd& client) {
  std::array<char, 4096> buffer{};
  ssize_t got = 0;
  while ((got = ::recv(backend.get(), buffer.data(), buffer.size(), 0)) > 0) {
    if (!send_all(client, {buffer.data(), static_cast<std::size_t>(got)})) {
      return;
    }
  }
}

class Balancer {
 public:
  explicit Balancer(const Options& options) : corrected_(options.corrected) {
    backends_.reserve(options.backends.size());
    for (const common::Endpoint& endpoint : options.backends) {
      backends_.push_back(common::resolve(endpoint).front());
    }
  }

  void serve(const UniqueFd& client) {
    const std::string request = receive_request(client);
    const UniqueFd backend = connect_to(backends_[next_++ % backends_.size()]);
    if (backend) {
      send_all(backend, request);
      relay(backend, client);
    } else if (corrected_) {  // the correction: the client gets an error
      send_all(client, bad_gateway);
    }
  }

 private:
  const bool corrected_;
  std::vector<common::SocketAddress> backends_;
  std::size_t next_ = 0;
};

common::Exit run(int argc, const char* const* argv) {
  const Options options =
      parse_arguments(argc, argv, "A balancer that closes without a word if no backend answers.",
                      {"--backend", "--corrected"});
  Balancer balancer(options);
  serve_one_by_one(common::listen_on_loopback(options.port, options.backlog),
                   [&](const UniqueFd& client) { balancer.serve(client); });
}

}  // namespace
}  // namespace tiga::autopsy

int main(int argc, char** argv) {
  return tiga::common::run_main("silent_balancer", [&] { return tiga::autopsy::run(argc, argv); });
}
