#include "tests/support/nginx.hpp"

#include <fmt/format.h>

#include <csignal>
#include <sstream>

#include "common/error.hpp"
#include "tests/support/client.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

// As root nginx drops to another user, who may not enter a private folder; it stays what it is
// instead.
constexpr std::string_view configuration = R"(daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections {connections}; {events} }}
http {{
  log_format counted '$status $body_bytes_sent $connection_requests $request_method $request_uri';
  access_log {folder}/access.log counted;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  keepalive_requests 1000000;
  types {{ text/html html; image/jpeg jpg; }}
  root {folder};
  {http}
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    {locations}
  }}
}}
)";

std::string executable() {
  return common::is_installed("nginx") ? "nginx"
                                       : "/usr/sbin/nginx";  // sbin is in root's PATH only
}

bool accepts(std::uint16_t port) {
  try {
    const Client client(port);
    return true;
  } catch (const common::CannotRun&) {
    return false;
  }
}

}  // namespace

bool Nginx::is_installed() { return common::is_installed(executable()); }

Nginx::Nginx(const NginxOptions& options) {
  // Another process may take the port between its choice and nginx's bind; then nginx ends, and we
  // choose again.
  for (int attempt = 0; attempt < 5; ++attempt) {
    start(options);
    const auto settled = [&] {
      // It writes its pid once it has bound.
      return process_->wait(common::Deadline::after({})).has_value() ||
             (std::filesystem::exists(folder_.path() / "pid") && accepts(port_));
    };
    if (wait_until(settled) && !process_->wait(common::Deadline::after({}))) {
      return;
    }
  }
  throw common::CannotRun("nginx did not start: " + error_log());
}

Nginx::~Nginx() = default;

void Nginx::start(const NginxOptions& options) {
  port_ = unused_port();
  const std::string folder = folder_.path().string();
  common::write_file(folder_.path() / "nginx.conf",
                     fmt::format(configuration, fmt::arg("folder", folder), fmt::arg("port", port_),
                                 fmt::arg("connections", options.worker_connections),
                                 fmt::arg("http", options.http), fmt::arg("events", options.events),
                                 fmt::arg("locations", options.locations)));
  process_ = common::ChildProcess::start(
      {.arguments = {executable(), "-p", folder, "-c", folder + "/nginx.conf", "-e",
                     folder + "/error.log"},
       .error_file = folder_.path() / "stderr"});
}

std::string Nginx::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

std::vector<std::string> Nginx::stop_and_read_access_log() {
  process_->signal(SIGQUIT);
  if (!process_->wait(common::Deadline::after(std::chrono::seconds(10)))) {
    throw common::CannotRun("nginx did not stop");
  }
  std::istringstream text(common::read_file(folder_.path() / "access.log"));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::string Nginx::error_log() const {
  return common::read_file(folder_.path() / "stderr") +
         common::read_file(folder_.path() / "error.log");
}

}  // namespace tiga::tests
