#include "servers/balancer/check.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <utility>

#include "http/response_parser.hpp"
#include "servers/balancer/reasons.hpp"

namespace tiga::servers::balancer {

using loop::ErrorCode;
using std::chrono::milliseconds;

Check::Check(loop::Loop& loop, const Options& options, BackendAddresses& addresses, Tell tell)
    : options_(options),
      addresses_(addresses),
      request_("GET " + options.check_path + " HTTP/1.1\r\nHost: " + addresses.name() +
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
  walk_.begin(addresses_);
  shares_left_ = addresses_.count();
  connected_ = false;
  begin_share();
  connect();
}

void Check::begin_share() {
  const auto count = static_cast<std::int64_t>(addresses_.count());
  timer_.set(std::max(options_.check_interval / count, milliseconds(1)), [this] { share_over(); });
}

void Check::share_over() {
  if (--shares_left_ == 0) {
    return finish(CheckResult::failed, connected_ ? "no reply in time" : "no connection in time");
  }
  begin_share();
  if (!connected_ && walk_.left() > 1) {
    walk_.advance(ETIMEDOUT);
    connect();
  }
}

void Check::connect() {
  const common::SocketAddress& address = walk_.address();
  socket_->connect(address.get(), address.size,
                   [this](ErrorCode error, std::size_t) { connected(error); });
}

void Check::connected(ErrorCode error) {
  if (!error) {
    connected_ = true;
    walk_.accepted();
    return options_.check_path.empty() ? finish(CheckResult::passed, {}) : ask();
  }
  if (walk_.advance(error.value())) {
    return connect();
  }
  if (walk_.lacked_port()) {  // says nothing about the backend
    end_round();
    return wait();
  }
  finish(CheckResult::refused, walk_.failures());
}

// What came before a send failed is received all the same.
void Check::ask() {
  const auto sent = socket_->send(request_);
  if (sent && *sent != request_.size()) {
    return finish(CheckResult::failed, "the request could not be sent");
  }
  received_ = 0;
  receive();
}

void Check::receive() {
  socket_->receive(
      std::span(reply_).subspan(received_), [this](ErrorCode error, std::size_t bytes) {
        error ? finish(CheckResult::failed, with_beginning("it closed without a whole reply",
                                                           {reply_.data(), received_}))
              : read_reply(bytes);
      });
}

void Check::read_reply(std::size_t bytes) {
  received_ += bytes;
  const std::string_view reply(reply_.data(), received_);
  http::ResponseParser parser;
  switch (parser.parse(reply, false)) {
    case http::ResponseParser::State::need_more:
      return received_ < reply_.size()
                 ? receive()
                 : finish(CheckResult::failed, with_beginning("a long head", reply));
    case http::ResponseParser::State::failed:
      return finish(CheckResult::failed, with_beginning(http::describe(parser.error()), reply));
    case http::ResponseParser::State::complete:
      const int status = parser.response().status;
      return status >= 200 && status < 400
                 ? finish(CheckResult::passed, {})
                 : finish(CheckResult::failed, "status " + std::to_string(status));
  }
}

void Check::finish(CheckResult result, std::string_view why) {
  end_round();
  tell_(result, why);
  if (running_) {
    wait();
  }
}

void Check::end_round() { socket_->close(); }

}  // namespace tiga::servers::balancer
