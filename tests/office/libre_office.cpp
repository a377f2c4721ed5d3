#include "tests/office/libre_office.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <utility>

#include "common/child_process.hpp"
#include "common/files.hpp"

namespace tiga::tests {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

LibreOffice::LibreOffice(fs::path folder, const std::string& locale) : folder_(std::move(folder)) {
  fs::create_directories(folder_ / "profile" / "user");
  common::write_file(
      folder_ / "profile" / "user" / "registrymodifications.xcu",
      fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">\n"
                  "<item oor:path=\"/org.openoffice.Setup/L10N\">"
                  "<prop oor:name=\"ooSetupSystemLocale\" oor:op=\"fuse\"><value>{}</value></prop>"
                  "</item>\n</oor:items>\n",
                  locale));
}

fs::path LibreOffice::convert(const fs::path& file, const std::string& format,
                              const std::string& input_filter) const {
  common::Command command;
  command.arguments = {
      "soffice",      "-env:UserInstallation=file://" + (folder_ / "profile").string(),
      "--headless",   "--norestore",
      "--convert-to", format,
      "--outdir",     (folder_ / "out").string()};
  if (!input_filter.empty()) {
    command.arguments.push_back("--infilter=" + input_filter);
  }
  command.arguments.push_back(file.string());
  command.environment = {"HOME=" + folder_.string()};
  command.own_group = true;  // soffice is a script that starts the program
  const fs::path converted = folder_ / "out" / (file.stem().string() + "." + format);
  fs::remove(converted);
  const common::CommandResult done = common::run_command(std::move(command), 120s);
  const bool is_there = fs::exists(converted);
  EXPECT_TRUE(is_there) << file << " as " << format << ": LibreOffice " << done.report.describe()
                        << "\n"
                        << done.output << done.error;
  return is_there ? converted : fs::path();
}

}  // namespace tiga::tests
