// The reports of the real ab and ours, line by line and label by label.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

#include "common/files.hpp"
#include "tests/loadgen/ab/beside_ab.hpp"

namespace tiga::loadgen {
namespace {

using tests::Arguments;
using tests::BesideAb;
using tests::by_request;
using tests::layout_of;
using tests::lines_of;
using tests::RogueServer;
using tests::run_quietly;
using tests::Visitor;

class ReportsComparedWithAb : public BesideAb, public testing::WithParamInterface<Arguments> {
 protected:
  std::string report_of(const std::string& program) const {
    const bool sends_content = GetParam().back() == "FILE";
    const RogueServer server(by_request([&](Visitor& visitor, int request) {
      visitor.read_bytes(sends_content ? content_bytes : 0);
      visitor.send(request % 4 == 3 ? "HTTP/1.0 404 None\r\nContent-Length: 0\r\n\r\n" : good_);
      return false;
    }));
    Arguments arguments = filled_in(GetParam(), "");
    arguments.insert(arguments.end(), {"-n", "20", "-c", "2", server.url()});
    return run_quietly(program, arguments).output;
  }
};

TEST_P(ReportsComparedWithAb, HaveTheSameLines) {
  const auto abs = layout_of(report_of("ab"));
  const auto ours = layout_of(report_of(loadgen_));
  EXPECT_GT(abs.size(), 15u);
  EXPECT_THAT(ours, testing::ElementsAreArray(abs));
}

INSTANTIATE_TEST_SUITE_P(, ReportsComparedWithAb,
                         testing::Values(Arguments{"-r"}, Arguments{"-S"}, Arguments{"-d"},
                                         Arguments{"-d", "-S"}, Arguments{"-k"}, Arguments{"-l"},
                                         Arguments{"-u", "FILE"}));

/// The cells of the first column of ab's HTML table, and all heads.
std::vector<std::string> labels_of(const std::string& html) {
  static const std::regex head("<th[^>]*>([^<]*)</th>");
  std::vector<std::string> labels;
  for (std::sregex_iterator at(html.begin(), html.end(), head), end; at != end; ++at) {
    labels.push_back((*at)[1]);
  }
  return labels;
}

class TablesComparedWithAb : public ReportsComparedWithAb {};

TEST_P(TablesComparedWithAb, HaveAbsLabelsFirst) {
  const std::vector<std::string> abs = labels_of(report_of("ab"));
  std::vector<std::string> ours = labels_of(report_of(loadgen_));
  EXPECT_GT(abs.size(), 15u);
  ASSERT_GT(ours.size(), abs.size());
  EXPECT_EQ(ours[abs.size()], "Ends of requests (each is counted once)");
  ours.resize(abs.size());
  EXPECT_THAT(ours, testing::ElementsAreArray(abs));
}

INSTANTIATE_TEST_SUITE_P(, TablesComparedWithAb,
                         testing::Values(Arguments{"-w"}, Arguments{"-w", "-k"},
                                         Arguments{"-w", "-l", "-S", "-d"},
                                         Arguments{"-w", "-p", "FILE"}));

class FilesComparedWithAb : public BesideAb {};

TEST_F(FilesComparedWithAb, HaveTheSameHeaders) {
  const auto first_lines = [&](const std::string& program) {
    const RogueServer server(by_request([this](Visitor& visitor, int) {
      visitor.send(good_);
      return false;
    }));
    const std::string e = folder_.path() / "e";
    const std::string g = folder_.path() / "g";
    EXPECT_EQ(run_quietly(program, {"-n", "4", "-e", e, "-g", g, server.url()}).report.status, 0);
    const auto percentages = lines_of(common::read_file(e));
    return Arguments{percentages.at(0), std::to_string(percentages.size()),
                     lines_of(common::read_file(g)).at(0)};
  };
  EXPECT_EQ(first_lines(loadgen_), first_lines("ab"));
}

}  // namespace
}  // namespace tiga::loadgen
