// A server and a generator's run on another host.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "suite/hosts/host_calls.hpp"
#include "suite/measure/host.hpp"

namespace tiga::suite::hosts {

/// Its state is what the host told last; only what changes it, and use(), ask.
class RemoteServer final : public measure::ServerProcess {
 public:
  /// The server that the host starts under that number.
  RemoteServer(HostCalls& host, std::uint64_t number);
  ~RemoteServer() override;
  RemoteServer(const RemoteServer&) = delete;
  RemoteServer& operator=(const RemoteServer&) = delete;

  std::uint64_t number() const { return number_; }
  void await_ready(common::Nanoseconds limit, const measure::Pulse& pulse) override;
  std::string endpoint() const override { return endpoint_; }
  std::optional<records::Reason> unexpected_exit() override;
  std::optional<std::vector<measure::ProcessUse>> use() override;
  std::uint64_t threads() const override { return host_.servers.at(number_).threads; }
  measure::ServerEnd stop(common::Nanoseconds limit, const measure::Pulse& pulse) override;

 private:
  HostCalls& host_;
  std::uint64_t number_;
  std::string endpoint_;
};

class RemoteRun final : public measure::GeneratorRun {
 public:
  /// The run that the host starts under that number.
  RemoteRun(HostCalls& host, std::uint64_t number);
  ~RemoteRun() override;
  RemoteRun(const RemoteRun&) = delete;
  RemoteRun& operator=(const RemoteRun&) = delete;

  std::uint64_t number() const { return number_; }
  std::optional<loadgen::Summary> wait(common::Deadline deadline) override;

 private:
  HostCalls& host_;
  std::uint64_t number_;
};

}  // namespace tiga::suite::hosts
