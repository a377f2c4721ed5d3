// This host, as the steps of a cell see it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "suite/measure/host.hpp"
#include "suite/measure/ports.hpp"
#include "suite/measure/step.hpp"
#include "suite/measure/system_meter.hpp"
#include "suite/plan/plan.hpp"
#include "suite/records/host_facts.hpp"

namespace tiga::suite::measure {

/// Servers and generators are child processes: make and use it in a thread that lives as long as
/// they do (see ChildProcess). Not thread-safe.
class LocalHost final : public Host {
 public:
  /// Runs what a plan wants, which must outlive it, at the place of that bench.
  LocalHost(Bench bench, const plan::Plan& plan, std::string name = records::node_name(),
            std::string address = std::string(loopback));

  const std::string& name() const override { return name_; }
  const std::string& address() const override { return address_; }
  std::size_t server_cores() const override { return bench_.server_cores(); }
  void begin_cell() override;
  void require_room(std::uint64_t bytes) override;
  std::unique_ptr<ServerProcess> start(const plan::Arm& arm, const ServerStart& order) override;
  std::unique_ptr<GeneratorRun> generate(const LoadOrder& order) override;
  void begin_count() override;
  SystemUse end_count() override;
  ClockOffset clock_offset() override { return {}; }
  std::vector<LogFile> log_files() override;

 private:
  Bench bench_;
  const plan::Plan& plan_;
  std::string name_;
  std::string address_;
  SystemReading before_ = {};
};

}  // namespace tiga::suite::measure
