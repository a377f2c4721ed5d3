// Asks another host for what its agent can do, and keeps what it tells without being asked.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <utility>

#include "loadgen/summary.hpp"
#include "suite/hosts/line.hpp"
#include "suite/measure/step.hpp"
#include "suite/records/reason.hpp"

namespace tiga::suite::hosts {

/// What a host has told last of a server that runs there.
struct ServerState {
  std::uint64_t threads = 0;
  std::optional<records::Reason> ended;  ///< without having been asked to
};

/// How a generator's run on a host ended; both are empty while it goes on.
struct RunEnd {
  std::optional<loadgen::Summary> summary;
  std::function<void()> fail;  ///< throws as the run did; empty if there is a summary
};

/// The requests to one host, one after the other. Throws measure::HostLost once the line is lost,
/// and at each call from then on. Not thread-safe.
class HostCalls {
 public:
  explicit HostCalls(Line line);

  /// In messages: the host's name; until it is known, its address.
  const std::string& name() const { return name_; }
  void set_name(std::string name) { name_ = std::move(name); }

  /// Asks and waits for the answer; calls `pulse` meanwhile, which must not ask this host. Throws
  /// InvalidCell and CannotRun as the host did; HostLost also if there is no answer within `limit`,
  /// which is for faults of the host only. What `pulse` throws gives the request up, and the host
  /// does so at the next one.
  nlohmann::json ask(nlohmann::json request, common::Nanoseconds limit = std::chrono::seconds(60),
                     const measure::Pulse& pulse = {});
  /// Sends what has no answer. Never throws.
  void tell(const nlohmann::json& request) noexcept;
  /// Takes in what the host has told; waits for something until the deadline.
  void take_in(common::Deadline deadline);
  /// A number for a server or run of that host.
  std::uint64_t next_number() { return ++last_number_; }

  /// By number; whoever wants to know of one puts it there first.
  std::map<std::uint64_t, ServerState> servers;
  std::map<std::uint64_t, RunEnd> runs;

 private:
  template <class Act>
  auto on_line(Act act);
  void on_message(std::string text);
  void on_event(const nlohmann::json& event);

  Line line_;
  std::string name_;
  std::string lost_;  // how; empty: it is not
  std::uint64_t last_number_ = 0;
  std::uint64_t asked_ = 0;  // the number of the last request
  std::string answer_;       // to it; empty: not yet
};

}  // namespace tiga::suite::hosts
