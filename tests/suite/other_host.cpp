#include "tests/suite/other_host.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <utility>

#include "tests/suite/tiga_command.hpp"
#include "tests/support/programs.hpp"

namespace tiga::suite {
namespace {

using namespace std::chrono_literals;

struct Processes : TigaCommand {
  using TigaCommand::processes_with;
};

common::ChildProcess start_agent(const std::string& name, std::uint16_t port,
                                 const std::string& token, const std::filesystem::path& folder) {
  std::filesystem::create_directory(folder / "tmp");
  common::Command command;
  // The last one only marks its processes.
  command.arguments = {tests::program("host_agent"), std::to_string(port), token, name,
                       folder.string()};
  command.environment = {"TMPDIR=" + (folder / "tmp").string(),
                         "TIGA_LOCKS=" + (folder / "locks").string()};
  command.error_file = folder / "stderr";
  return common::ChildProcess::start(command);
}

}  // namespace

OtherHost::OtherHost(std::string name, const hosts::Listener& listener, const std::string& token)
    : name_(std::move(name)),
      process_(start_agent(name_, listener.port(), token, folder_.path())) {}

void OtherHost::meet(hosts::Listener& listener) {
  auto line = listener.accept(common::Deadline::after(60s));
  ASSERT_TRUE(line);
  remote_ = std::make_unique<hosts::RemoteHost>(*std::move(line));
  EXPECT_EQ(remote_->name(), name_);
  EXPECT_GT(remote_->facts().descriptors, 0U);
}

std::vector<std::string> OtherHost::meet(hosts::Listener& listener, const hosts::HostSetup& setup) {
  meet(listener);
  return remote_->prepare(setup);
}

std::string OtherHost::said() const { return common::read_file(error_file()); }

bool OtherHost::any_process() const {
  return !Processes::processes_with({folder_.path().string()}).empty();
}

bool OtherHost::left_nothing() const { return std::filesystem::is_empty(temporary()); }

hosts::HostSetup small_setup(const std::string& lines) {
  hosts::HostSetup setup;
  setup.plan_text =
      "arms = [\"async\"]\naa = \"\"\nconcurrencies = [4]\nrequests = 200\n"
      "warm_up_requests = 20\npinning = \"free\"\n" +
      lines;
  setup.plan_file = "/tmp/small.toml";
  const plan::Plan plan = plan::parse_plan(setup.plan_text, setup.plan_file);
  setup.arms = plan.arms;
  setup.aa = plan.aa;
  setup.pinning = plan.pinning;
  setup.address = "127.0.0.1";
  setup.serves = true;
  setup.generates = true;
  return setup;
}

}  // namespace tiga::suite
