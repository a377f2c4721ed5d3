#include "bench/loadgen_bench/servers.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>

#include "common/endpoint.hpp"
#include "common/error.hpp"
#include "common/loopback.hpp"
#include "common/unique_fd.hpp"
#include "tests/support/client.hpp"
#include "tests/support/replies.hpp"
#include "tests/support/wait.hpp"

namespace tiga::bench {
namespace {

using namespace std::chrono_literals;

// One process is both master and worker: it is pinned, and is killed with this process.
constexpr std::string_view nginx_configuration = R"(daemon off;
master_process off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log crit;
events {{ worker_connections 10000; use epoll; multi_accept on; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  keepalive_requests 100000000;
  tcp_nodelay on;
  open_file_cache max=100;
  open_file_cache_valid 60s;
  types {{ text/html html; }}
  server {{ listen 127.0.0.1:{port} backlog=4096; root {folder}; index index.html; }}
}}
)";

std::string page_of_100_bytes() {
  const std::string begin = "<!DOCTYPE html><title>100 bytes</title><p>";
  return begin + std::string(99 - begin.size(), '.') + "\n";
}

bool accepts(std::uint16_t port) {
  try {
    const tests::Client client(port);
    return true;
  } catch (const common::CannotRun&) {
    return false;
  }
}

std::string nginx_program() {
  return common::is_installed("nginx") ? "nginx" : "/usr/sbin/nginx";  // not in a user's PATH
}

bool wait_readable(int socket, common::Deadline deadline) {
  pollfd watched{socket, POLLIN, 0};
  return ::poll(&watched, 1, deadline.poll_milliseconds()) > 0;
}

}  // namespace

Server::Server(const std::string& name, const std::filesystem::path& bin,
               const common::CpuSet& cpus) {
  if (name == "nginx") {
    start_nginx(cpus);
  } else if (name == "bare") {
    start_bare(bin, cpus);
  } else {
    throw common::UsageError("no server is called '" + name + "'; give nginx or bare");
  }
}

void Server::start_nginx(const common::CpuSet& cpus) {
  const std::string folder = folder_.path().string();
  port_ = tests::unused_port();
  common::write_file(folder_.path() / "index.html", page_of_100_bytes());
  common::write_file(
      folder_.path() / "nginx.conf",
      fmt::format(nginx_configuration, fmt::arg("folder", folder), fmt::arg("port", port_)));
  process_ = common::ChildProcess::start(
      {.arguments = {nginx_program(), "-p", folder, "-c", folder + "/nginx.conf", "-e",
                     folder + "/error.log"},
       .cpus = cpus,
       .error_file = folder_.path() / "stderr"});
  const auto ended = [&] { return process_->wait(common::Deadline::after(0s)).has_value(); };
  const auto settled = [&] {  // it writes its pid after bind()
    return ended() || (std::filesystem::exists(folder_.path() / "pid") && accepts(port_));
  };
  if (!tests::wait_until(settled) || ended()) {
    throw common::CannotRun("nginx did not start: " + common::read_file(folder_.path() / "stderr"));
  }
}

void Server::start_bare(const std::filesystem::path& bin, const common::CpuSet& cpus) {
  process_ = common::ChildProcess::start(
      {.arguments = {(bin / "bare_epoll_server").string(), "0"}, .cpus = cpus});
  constexpr std::string_view ready = "listening on ";
  const auto line = process_->read_line(common::Deadline::after(10s));
  if (!line || !line->starts_with(ready)) {
    throw common::CannotRun("bare_epoll_server did not get ready");
  }
  port_ = common::parse_endpoint(line->substr(ready.size())).port;
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
