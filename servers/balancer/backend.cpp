#include "servers/balancer/backend.hpp"

#include <algorithm>
#include <utility>

namespace tiga::servers::balancer {

using loop::ErrorCode;

Backend::Backend(loop::Loop& loop, const Options& options, const common::Endpoint& endpoint)
    : loop_(loop),
      options_(options),
      name_(endpoint.to_string()),
      address_(common::resolve(endpoint).front()),
      check_timer_(loop.context.get_executor()),
      check_socket_(loop.context.get_executor()) {}

std::shared_ptr<Upstream> Backend::take_idle() {
  if (idle_.empty()) {
    return nullptr;
  }
  std::shared_ptr<Upstream> upstream = std::move(idle_.back());
  idle_.pop_back();
  return upstream;
}

std::shared_ptr<Upstream> Backend::make_connection() {
  return std::make_shared<Upstream>(loop_.context, *this, options_.server.limits);
}

void Backend::give_back(std::shared_ptr<Upstream> upstream) {
  if (stopped_) {
    upstream->close();
    return;
  }
  upstream->rest();
  idle_.push_back(std::move(upstream));
}

void Backend::forget(Upstream& upstream) {
  upstream.close();
  std::erase_if(idle_, [&](const auto& one) { return one.get() == &upstream; });
}

void Backend::pass_over() {
  if (passed_over_ || stopped_) {
    return;
  }
  passed_over_ = true;
  loop_.service.log.error("backend " + name_ +
                          " refuses connections; it is passed over until it answers");
  check_later();
}

void Backend::check_later() {
  check_timer_.expires_after(options_.check_interval);
  check_timer_.async_wait([this](ErrorCode error) {
    if (!error && !stopped_) {
      check();
    }
  });
}

void Backend::check() {
  const loop::asio::generic::stream_protocol::endpoint endpoint(address_.get(), address_.size);
  check_socket_.async_connect(endpoint, [this](ErrorCode error) {
    ErrorCode ignored;
    check_socket_.close(ignored);
    if (stopped_) {
      return;
    }
    if (error) {
      check_later();
      return;
    }
    passed_over_ = false;
    loop_.service.log.error("backend " + name_ + " answers again");
  });
}

void Backend::stop() {
  stopped_ = true;
  check_timer_.cancel();
  ErrorCode ignored;
  check_socket_.close(ignored);
  for (const auto& upstream : idle_) {
    upstream->close();
  }
  idle_.clear();
}

Backends::Backends(loop::Loop& loop, const Options& options) {
  for (const common::Endpoint& endpoint : options.backends) {
    backends_.push_back(std::make_unique<Backend>(loop, options, endpoint));
  }
}

Backend* Backends::next(std::uint64_t& tried) {
  for (std::size_t looked = 0; looked < backends_.size(); ++looked) {
    const std::size_t index = turn_;
    turn_ = (turn_ + 1) % backends_.size();
    const std::uint64_t bit = std::uint64_t{1} << index;
    if (backends_[index]->available() && (tried & bit) == 0) {
      tried |= bit;
      return backends_[index].get();
    }
  }
  return nullptr;
}

void Backends::stop() {
  for (const auto& backend : backends_) {
    backend->stop();
  }
}

}  // namespace tiga::servers::balancer
