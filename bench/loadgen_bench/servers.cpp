#include "bench/loadgen_bench/servers.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <array>

#include "common/endpoint.hpp"
#include "common/error.hpp"
#include "common/unique_fd.hpp"
#include "tests/support/client.hpp"
#include "tests/support/replies.hpp"

namespace tiga::bench {
namespace {

using namespace std::chrono_literals;

std::string page_of_100_bytes() {
  const std::string begin = "<!DOCTYPE html><title>100 bytes</title><p>";
  return begin + std::string(99 - begin.size(), '.') + "\n";
}

bool wait_readable(int socket, common::Deadline deadline) {
  pollfd watched{socket, POLLIN, 0};
  return ::poll(&watched, 1, deadline.poll_milliseconds()) > 0;
}

}  // namespace

Server::Server(const std::string& name, const common::CpuSet& cpus) {
  if (name != "nginx" && name != "bare") {
    throw common::UsageError("no server is called '" + name + "'; give nginx or bare");
  }
  const common::CpuSet all = common::available_cpus();
  common::pin_to(cpus);  // a server inherits it
  if (name == "nginx") {
    common::write_file(folder_.path() / "index.html", page_of_100_bytes());
    nginx_.emplace(tests::NginxOptions{
        .locations = "access_log off; keepalive_requests 100000000; open_file_cache max=100; "
                     "open_file_cache_valid 60s; root " +
                     folder_.path().string() + ";",
        .events = "use epoll; multi_accept on;",
        .worker_connections = 10'000});
  } else {
    bare_.emplace("bare_epoll_server");
  }
  common::pin_to(all);
}

std::string capture_request(const Generator& generator, Mode mode) {
  const common::UniqueFd listener = common::listen_on_loopback(0, 16);
  const common::TemporaryFolder folder;
  const Load load{.mode = mode,
                  .url = "http://127.0.0.1:" + std::to_string(common::port_of(listener)) + "/"};
  const common::ChildProcess client =
      common::ChildProcess::start({.arguments = generator.arguments(load, folder.path()),
                                   .output_file = folder.path() / "stdout",
                                   .error_file = folder.path() / "stderr"});
  const common::Deadline deadline = common::Deadline::after(10s);
  std::string request;
  // wrk tries a connection before it starts, and closes it unused.
  while (wait_readable(listener.get(), deadline)) {
    const common::UniqueFd peer(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    std::array<char, 4096> chunk{};
    while (!request.ends_with("\r\n\r\n") && wait_readable(peer.get(), deadline)) {
      const ssize_t got = ::recv(peer.get(), chunk.data(), chunk.size(), 0);
      if (got <= 0) {
        break;
      }
      request.append(chunk.data(), static_cast<std::size_t>(got));
    }
    if (!request.empty()) {
      return request;
    }
  }
  throw common::CannotRun(generator.name + " sent no request");
}

std::size_t reply_bytes(const Server& server, const std::string& request) {
  tests::Client client(server.port());
  client.send(request);
  const tests::ReplyReader reader = tests::receive_replies(client, 1);
  if (reader.replies().size() != 1 || reader.replies().front().status != 200) {
    throw common::CannotRun("the server at " + server.url() + " gave no good reply");
  }
  return reader.replies().front().bytes;
}

}  // namespace tiga::bench
