#include "servers/balancer/backend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "servers/balancer/backends.hpp"

namespace tiga::servers::balancer {
namespace {

constexpr std::chrono::seconds time_between_failures_logged{1};

}  // namespace

void BackendCounts::add(const BackendCounts& other) {
  for (const BackendCountField& field : backend_count_fields) {
    this->*field.count += other.*field.count;
  }
  for (std::size_t kind = 0; kind < failures.size(); ++kind) {
    failures[kind] += other.failures[kind];
  }
}

Backend::Backend(loop::Loop& loop, const Options& options, const common::Endpoint& endpoint,
                 Backends& all, Load& load)
    : loop_(loop),
      options_(options),
      all_(all),
      load_(load),
      addresses_(endpoint),
      health_(options.eject_after),
      ejection_(loop.deadlines),
      check_(loop, options, addresses_,
             [this](CheckResult result, std::string_view why) { checked(result, why); }) {
  if (options.check_all) {
    check_.start();
  }
}

std::shared_ptr<Upstream> Backend::take(bool fresh) {
  begin_use();
  if (fresh && !idle_.empty() && is_full()) {
    idle_.front()->close();
    idle_.erase(idle_.begin());
  }
  while (!fresh && !idle_.empty()) {
    std::shared_ptr<Upstream> upstream = std::move(idle_.back());
    idle_.pop_back();
    if (upstream->is_quiet()) {
      return upstream;
    }
    ++counts_.stale;
    upstream->close();
  }
  return std::make_shared<Upstream>(*loop_.io, *this, options_.server.limits);
}

bool Backend::is_full() const {
  const std::size_t most = options_.max_backend_connections;
  return most > 0 && load_.in_flight + idle_.size() > most;
}

void Backend::give_back(std::shared_ptr<Upstream> upstream) {
  end_use();
  if (stopped_) {
    return upstream->close();
  }
  upstream->return_to_pool();
  idle_.push_back(std::move(upstream));
}

void Backend::drop(const std::shared_ptr<Upstream>& upstream) {
  end_use();
  upstream->close();
}

void Backend::forget(Upstream& upstream) {
  upstream.close();
  std::erase_if(idle_, [&](const auto& one) { return one.get() == &upstream; });
}

void Backend::begin_use() {
  ++load_.in_flight;
  ++counts_.requests;
}

void Backend::end_use() {
  --load_.in_flight;
  all_.room_changed();
}

void Backend::answered() {
  ++counts_.replies;
  if (health_.answered()) {
    state_changed("answers again");
  }
}

void Backend::failed(Failure failure, std::string_view where, std::string_view why) {
  ++counts_.failures[static_cast<std::size_t>(failure)];
  if (failure == Failure::refused) {
    if (health_.refused()) {
      state_changed(fmt::format("refuses connections ({}); not used until it answers", why));
    }
    return;
  }
  log_failure(where, why);
  if (health_.failed()) {
    state_changed(fmt::format("failed {} times in a row; the last time it {}; ejected for a while",
                              options_.eject_after, why));
  }
}

// A backend that fails each request must not fill the log.
void Backend::log_failure(std::string_view where, std::string_view why) {
  const common::TimePoint now = common::SteadyClock::now();
  if (stopped_ || now - failure_logged_ < time_between_failures_logged) {
    ++failures_unlogged_;
    return;
  }
  failure_logged_ = now;
  const std::uint64_t others = std::exchange(failures_unlogged_, 0);
  loop_.service.log.error(
      fmt::format("backend {} {}{}", where, why,
                  others == 0 ? "" : fmt::format(" (failures not logged before: {})", others)));
}

void Backend::checked(CheckResult result, std::string_view why) {
  if (health_.checked(result)) {
    state_changed(result == CheckResult::passed
                      ? "answers again"
                      : fmt::format("fails its checks ({}); not used until it answers", why));
  }
}

void Backend::state_changed(std::string_view what) {
  load_.state = health_.state();
  if (stopped_) {
    return;
  }
  loop_.service.log.error(fmt::format("backend {} {}", name(), what));
  if (load_.state == HealthState::down) {
    check_.start();
  } else if (!options_.check_all) {
    check_.stop();
  }
  if (load_.state == HealthState::ejected) {
    ejection_.set(options_.eject_time, [this] {
      if (health_.ejection_over()) {
        state_changed("is used again");
      }
    });
  }
  all_.room_changed();
}

void Backend::stop() {
  stopped_ = true;
  check_.stop();
  ejection_.cancel();
  for (const auto& upstream : idle_) {
    upstream->close();
  }
  idle_.clear();
}

}  // namespace tiga::servers::balancer
