// Another host of a run as a process of this machine, for tests.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "suite/hosts/listener.hpp"
#include "suite/hosts/remote_host.hpp"

namespace tiga::suite {

/// An agent of that name, with folders of its own. Its end kills it.
class OtherHost {
 public:
  /// Starts it; it connects to the listener.
  OtherHost(std::string name, const hosts::Listener& listener, const std::string& token);

  /// Takes its connection.
  void meet(hosts::Listener& listener);
  /// The same, and prepares it for a plan; what it lacks.
  std::vector<std::string> meet(hosts::Listener& listener, const hosts::HostSetup& setup);
  /// Says goodbye.
  void leave() { remote_.reset(); }

  hosts::RemoteHost& host() { return *remote_; }
  common::ChildProcess& process() { return process_; }
  const std::string& name() const { return name_; }
  /// What it printed on standard error.
  std::string said() const;
  /// Whether a process that it has started is there, or the agent itself.
  bool any_process() const;
  /// Whether its temporary folder is empty.
  bool left_nothing() const;

 private:
  std::filesystem::path error_file() const { return folder_.path() / "stderr"; }
  std::filesystem::path temporary() const { return folder_.path() / "tmp"; }

  common::TemporaryFolder folder_;
  std::string name_;
  common::ChildProcess process_;
  std::unique_ptr<hosts::RemoteHost> remote_;
};

/// A plan of async_server with those lines added, as such a host needs it: at 127.0.0.1.
hosts::HostSetup small_setup(const std::string& lines = {});

}  // namespace tiga::suite
