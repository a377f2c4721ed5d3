// Pre-forked processes: each accepts and serves, one connection at a time; their parent only sees
// to it that they are there.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <vector>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"
#include "servers/prefork/places.hpp"

namespace tiga::servers::prefork {

inline constexpr std::size_t usual_processes = 64;

/// Serves until SIGTERM or SIGINT, then drains; every child has ended on return.
void serve(core::Service& service, core::Listener listener, std::size_t processes);

/// The parent. It has no threads, so that a child finds all as it should be.
class Server {
 public:
  Server(core::Service& service, core::Listener listener, std::size_t processes);

  void run();

 private:
  struct Process {
    pid_t id = 0;  // 0: there is none
    common::TimePoint started_at;
  };

  void start(std::size_t number);
  void replace_ended();
  std::size_t reap();
  bool any() const;
  void drain();
  void reap_until(common::Deadline deadline);

  core::Service& service_;
  core::Listener listener_;
  common::UniqueFd stop_signals_;
  common::UniqueFd ended_;  // readable when children have
  Places places_;
  std::vector<Process> processes_;  // by number
};

}  // namespace tiga::servers::prefork
