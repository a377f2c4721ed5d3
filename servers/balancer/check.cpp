#include "servers/balancer/check.hpp"

#include <sys/socket.h>

#include <utility>

#include "servers/balancer/upstream.hpp"

namespace tiga::servers::balancer {

using loop::ErrorCode;

Check::Check(loop::Loop& loop, const Options& options, const common::Endpoint& endpoint,
             const common::SocketAddress& address, std::function<void(CheckResult)> tell)
    : options_(options),
      address_(address),
      request_("GET " + options.check_path + " HTTP/1.1\r\nHost: " + endpoint.to_string() +
               "\r\nVia: 1.1 tiga\r\nConnection: close\r\n\r\n"),
      tell_(std::move(tell)),
      timer_(loop.deadlines),
      socket_(loop.io->socket()) {}

void Check::start() {
  if (!std::exchange(running_, true)) {
    wait();
  }
}

void Check::stop() {
  running_ = false;
  end_round();
  timer_.cancel();
}

void Check::wait() {
  timer_.set(options_.check_interval, [this] { begin(); });
}

void Check::begin() {
  timer_.set(options_.check_interval, [this] { finish(CheckResult::failed); });
  socket_->connect(address_.get(), address_.size, [this](ErrorCode error, std::size_t) {
    if (is_exhaustion(error)) {  // says nothing about the backend
      end_round();
      return wait();
    }
    if (error) {
      return finish(CheckResult::refused);
    }
    options_.check_path.empty() ? finish(CheckResult::passed) : ask();
  });
}

void Check::ask() {
  if (socket_->send(request_) != request_.size()) {
    return finish(CheckResult::failed);
  }
  received_ = 0;
  receive();
}

void Check::receive() {
  socket_->receive(std::span(reply_).subspan(received_),
                   [this](ErrorCode error, std::size_t bytes) {
                     error ? finish(CheckResult::failed) : read_reply(bytes);
                   });
}

void Check::read_reply(std::size_t bytes) {
  received_ += bytes;
  http::ResponseParser parser;
  switch (parser.parse({reply_.data(), received_}, false)) {
    case http::ResponseParser::State::need_more:
      return received_ < reply_.size() ? receive() : finish(CheckResult::failed);
    case http::ResponseParser::State::failed:
      return finish(CheckResult::failed);
    case http::ResponseParser::State::complete:
      const int status = parser.response().status;
      return finish(status >= 200 && status < 400 ? CheckResult::passed : CheckResult::failed);
  }
}

void Check::finish(CheckResult result) {
  end_round();
  tell_(result);
  if (running_) {
    wait();
  }
}

void Check::end_round() { socket_->close(); }

}  // namespace tiga::servers::balancer
