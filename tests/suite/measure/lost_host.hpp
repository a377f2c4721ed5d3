// A host on which everything works until it is lost.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "suite/measure/host.hpp"

namespace tiga::suite::measure {

/// Its servers start at once and never end; a generator there finds that the host is lost.
class LostHost final : public Host {
 public:
  const std::string& name() const override { return name_; }
  const std::string& address() const override { return address_; }
  std::size_t server_cores() const override { return 1; }
  void begin_cell() override {}
  void require_room(std::uint64_t) override {}
  std::unique_ptr<ServerProcess> start(const plan::Arm&, const ServerStart&) override {
    return std::make_unique<Running>();
  }
  std::unique_ptr<GeneratorRun> generate(const LoadOrder&) override {
    return std::make_unique<Silent>();
  }
  void begin_count() override {}
  SystemUse end_count() override { return {}; }
  ClockOffset clock_offset() override { return {}; }
  std::vector<LogFile> log_files() override { throw HostLost("c", "it was silent for 5 s"); }

 private:
  struct Running final : ServerProcess {
    void await_ready(common::Nanoseconds, const Pulse&) override {}
    std::string endpoint() const override { return "10.0.0.3:1"; }
    /// What a host that is lost seems to say must not hide that it is.
    std::optional<records::Reason> unexpected_exit() override {
      return asked_++ > 0 ? std::optional(records::Reason("exited", "server", 1)) : std::nullopt;
    }
    std::optional<std::vector<ProcessUse>> use() override { return std::vector<ProcessUse>(); }
    std::uint64_t threads() const override { return 1; }
    ServerEnd stop(common::Nanoseconds, const Pulse&) override { return {}; }

    int asked_ = 0;
  };
  struct Silent final : GeneratorRun {
    std::optional<loadgen::Summary> wait(common::Deadline) override {
      throw HostLost("c", "it was silent for 5 s");
    }
  };

  std::string name_ = "c";
  std::string address_ = "10.0.0.3";
};

}  // namespace tiga::suite::measure
