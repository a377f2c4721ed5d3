// Another host of a run, over a line to its agent (agent.hpp).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "suite/hosts/host_calls.hpp"
#include "suite/hosts/host_setup.hpp"
#include "suite/measure/host.hpp"
#include "suite/records/host_facts.hpp"

namespace tiga::suite::hosts {

/// The servers and runs that it has started must end before it. Not thread-safe.
class RemoteHost final : public measure::Host {
 public:
  /// Asks who it is. Throws CannotRun.
  explicit RemoteHost(Line line);
  /// Says goodbye: what it has running ends, its folder is removed, its agent returns.
  ~RemoteHost() override;
  RemoteHost(const RemoteHost&) = delete;
  RemoteHost& operator=(const RemoteHost&) = delete;

  /// As it told them before anything started.
  const records::HostFacts& facts() const { return facts_; }
  /// The IPv4 address from which it sends to that one. Throws CannotRun.
  std::string address_towards(const std::string& peer);
  /// Prepares it for the plan; before anything else of Host is called. What it lacks, a line each:
  /// none, or nothing can be started there. Throws CannotRun.
  std::vector<std::string> prepare(const HostSetup& setup);
  /// As it told when it was prepared: the speed of the interface that has its address, in Mbit/s,
  /// if that is known, and whether another run measures on its cores.
  std::optional<std::uint64_t> link_mbit() const { return link_mbit_; }
  bool is_beside_another_run() const { return beside_another_run_; }
  /// Takes in what it has told and gives it a sign of life; never waits. To be called at least each
  /// second while the run goes on: it gives up after five seconds. Throws HostLost.
  void tend();

  const std::string& name() const override { return calls_.name(); }
  const std::string& address() const override { return address_; }
  std::size_t server_cores() const override { return server_cores_; }
  void begin_cell() override;
  void require_room(std::uint64_t bytes) override;
  std::unique_ptr<measure::ServerProcess> start(const plan::Arm& arm,
                                                const measure::ServerStart& order) override;
  std::unique_ptr<measure::GeneratorRun> generate(const measure::LoadOrder& order) override;
  void begin_count() override;
  measure::SystemUse end_count() override;
  /// By 32 exchanges.
  measure::ClockOffset clock_offset() override;
  std::vector<measure::LogFile> log_files() override;

 private:
  HostCalls calls_;
  records::HostFacts facts_;
  std::string address_;
  std::size_t server_cores_ = 0;
  std::optional<std::uint64_t> link_mbit_;
  bool beside_another_run_ = false;
};

}  // namespace tiga::suite::hosts
