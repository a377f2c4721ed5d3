// The real ab beside loadgen, before servers of the test's own.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "tests/loadgen/lines.hpp"
#include "tests/loadgen/misbehaving/rogue_server.hpp"
#include "tests/support/programs.hpp"

namespace tiga::tests {

using Arguments = std::vector<std::string>;

/// Runs "ab" or loadgen, showing no progress.
common::CommandResult run_quietly(const std::string& program, const Arguments& arguments);

/// What stands behind `label` in a report; "no LABEL" where it is not there.
std::string value_of(const std::string& report, const std::string& label);

/// The lines of ab's part of a report, from the server's name on, without ab's warnings; figures
/// and runs of spaces are made alike.
std::vector<std::string> layout_of(const std::string& report);

/// Skipped where there is no ab.
class BesideAb : public testing::Test {
 protected:
  void SetUp() override;

  /// "FILE" stands for a file of `content_bytes`, "HERE" for the server.
  Arguments filled_in(Arguments arguments, const std::string& here) const;

  static constexpr std::size_t content_bytes = 4;
  const std::string loadgen_ = program("loadgen");
  const std::string good_ = "HTTP/1.0 200 OK\r\nServer: s\r\nContent-Length: 5\r\n\r\nHello";
  const common::TemporaryFolder folder_;
  const std::string content_file_ = folder_.path() / "content";
};

}  // namespace tiga::tests
