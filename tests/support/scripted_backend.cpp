#include "tests/support/scripted_backend.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <utility>

#include "common/error.hpp"
#include "common/text.hpp"
#include "http/message.hpp"
#include "tests/support/tcp_queues.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

constexpr std::string_view head_end = "\r\n\r\n";
constexpr std::string_view last_chunk = "0\r\n\r\n";

}  // namespace

std::string ReceivedRequest::target() const {
  const std::size_t begin = head.find(' ') + 1;
  return head.substr(begin, head.find(' ', begin) - begin);
}

std::optional<std::string> ReceivedRequest::field(std::string_view name) const {
  std::string_view rest = head;
  for (std::size_t end = rest.find("\r\n"); end != std::string_view::npos && end > 0;
       end = rest.find("\r\n")) {
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 2);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && http::same_token(line.substr(0, colon), name)) {
      return std::string(common::trimmed(line.substr(colon + 1), " \t"));
    }
  }
  return std::nullopt;
}

bool BackendConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool BackendConnection::receive() {
  std::array<char, 65536> chunk;
  const ssize_t got = socket_ ? ::recv(socket_.get(), chunk.data(), chunk.size(), 0) : 0;
  if (got > 0) {
    unread_.append(chunk.data(), static_cast<std::size_t>(got));
  }
  return got > 0;
}

std::optional<ReceivedRequest> BackendConnection::read_head() {
  std::size_t end = 0;
  while ((end = unread_.find(head_end)) == std::string::npos) {
    if (!receive()) {
      return std::nullopt;
    }
  }
  end += head_end.size();
  ReceivedRequest request{
      .head = unread_.substr(0, end), .content = {}, .at = common::SteadyClock::now()};
  unread_.erase(0, end);
  return request;
}

std::string BackendConnection::read_content(const ReceivedRequest& request) {
  std::size_t size = 0;
  if (const auto length = request.field("Content-Length")) {
    size = std::stoul(*length);
    while (unread_.size() < size && receive()) {
    }
    size = std::min(size, unread_.size());
  } else if (request.field("Transfer-Encoding")) {
    while (!unread_.ends_with(last_chunk) && receive()) {
    }
    size = unread_.size();
  }
  std::string content = unread_.substr(0, size);
  unread_.erase(0, size);
  return content;
}

bool BackendConnection::sees_the_end(common::Nanoseconds limit) {
  const auto deadline = common::Deadline::after(limit);
  while (socket_) {
    pollfd watched{socket_.get(), POLLIN, 0};
    if (::poll(&watched, 1, deadline.poll_milliseconds()) == 0) {
      return false;
    }
    if (!receive()) {
      return true;
    }
    unread_.clear();
  }
  return true;
}

bool BackendConnection::all_was_read() const {
  sockaddr_in here{};
  sockaddr_in there{};
  socklen_t size = sizeof here;
  ::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&here), &size);
  ::getpeername(socket_.get(), reinterpret_cast<sockaddr*>(&there), &size);
  const unsigned own = ntohs(here.sin_port);
  const unsigned others = ntohs(there.sin_port);
  return wait_until(
      [&] { return tcp_queues(own, others).to_send == 0 && tcp_queues(others, own).to_read == 0; });
}

void BackendConnection::close() {
  const std::lock_guard lock(closing_);
  socket_.reset();
}

void BackendConnection::reset() {
  const linger at_once{1, 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close();
}

void BackendConnection::cut() {
  const std::lock_guard lock(closing_);
  if (socket_) {
    ::shutdown(socket_.get(), SHUT_RDWR);
  }
}

ScriptedBackend::ScriptedBackend(std::string name, bool listening) : name_(std::move(name)) {
  answer_with(good_reply());
  bind_again();
  if (listening) {
    listen();
  }
}

ScriptedBackend::~ScriptedBackend() { crash(); }

std::string ScriptedBackend::good_reply() const {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " +
         std::to_string(name_.size()) + "\r\n\r\n" + name_;
}

void ScriptedBackend::answer_with(Answer answer) {
  const std::lock_guard lock(mutex_);
  answer_ = std::move(answer);
}

void ScriptedBackend::answer_with(std::string bytes) {
  answer_with([bytes = std::move(bytes)](BackendConnection& connection, const ReceivedRequest&) {
    connection.send(bytes);
  });
}

// A socket that is bound and does not listen refuses connections, and keeps the port from others.
void ScriptedBackend::bind_again() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port_);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  listener_.reset(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ::setsockopt(listener_.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  ::setsockopt(listener_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  socklen_t size = sizeof address;
  if (::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    common::throw_errno("cannot bind to " + endpoint());
  }
  port_ = ntohs(address.sin_port);
}

void ScriptedBackend::listen() {
  if (::listen(listener_.get(), 1024) != 0) {
    common::throw_errno("cannot listen on " + endpoint());
  }
  acceptor_ = std::jthread([this] { accept_all(); });
}

void ScriptedBackend::crash() {
  if (!acceptor_.joinable()) {
    return;
  }
  ::shutdown(listener_.get(), SHUT_RDWR);
  acceptor_.join();
  for (Service& service : services_) {
    service.connection.cut();
  }
  services_.clear();  // joins
  bind_again();
}

std::vector<ReceivedRequest> ScriptedBackend::received() const {
  const std::lock_guard lock(mutex_);
  return received_;
}

std::vector<ReceivedRequest> ScriptedBackend::received(std::string_view target) const {
  std::vector<ReceivedRequest> those = received();
  std::erase_if(those, [&](const ReceivedRequest& one) { return one.target() != target; });
  return those;
}

void ScriptedBackend::accept_all() {
  for (;;) {
    const int socket = ::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) {
      return;
    }
    services_.remove_if([](const Service& service) { return service.done.load(); });
    Service& service = services_.emplace_back(socket);
    ++open_;
    service.thread = std::jthread([this, &service, number = accepted_++] {
      serve(service.connection, number);
      service.connection.close();
      --open_;
      service.done = true;
    });
  }
}

void ScriptedBackend::serve(BackendConnection& connection, int number) {
  while (auto request = connection.read_head()) {
    request->connection = number;
    if (!request->field("Expect")) {
      request->content = connection.read_content(*request);
    }
    if (!request->target().starts_with("/test")) {
      connection.send(good_reply());
      continue;
    }
    Answer answer;
    {
      const std::lock_guard lock(mutex_);
      received_.push_back(*request);
      answer = answer_;
    }
    answer(connection, *request);
  }
}

}  // namespace tiga::tests
