// ab's four counts of a server that misbehaves, as the real ab prints them and as loadgen does.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <vector>

#include "tests/loadgen/ab/beside_ab.hpp"
#include "tests/loadgen/misbehaving/faults.hpp"

namespace tiga::loadgen {
namespace {

using tests::answer_with;
using tests::Arguments;
using tests::BesideAb;
using tests::by_request;
using tests::Fault;
using tests::faults;
using tests::RogueServer;
using tests::run_quietly;
using tests::value_of;
using tests::Visitor;

constexpr int first_bad = 10;  // those before set the length that ab expects
constexpr int every = 5;

struct Setting {
  Fault fault;
  bool keep_alive;
};

void PrintTo(const Setting& setting, std::ostream* out) { *out << setting.fault.name; }

/// Whether the real ab comes to a report of its own.
bool ends_ab(const Setting& setting) {
  const Outcome outcome = setting.fault.outcome;
  if (outcome == Outcome::reset || outcome == Outcome::timed_out) {
    return true;
  }
  // ab waits for a close, since it finds no "Keep-Alive" before the first blank line, or for more
  // than is there: it takes a length below zero for a huge one, and content for granted whatever
  // the status.
  constexpr std::array<std::string_view, 7> hangs = {"interim",
                                                     "other_version",
                                                     "negative_length",
                                                     "switch",
                                                     "switch_before_reply",
                                                     "chunks_announced_by_204",
                                                     "length_announced_by_204"};
  return setting.keep_alive &&
         std::find(hangs.begin(), hangs.end(), setting.fault.name) != hangs.end();
}

/// Where docs/loadgen.md says that the counts differ: ab takes an interim reply for the reply; and
/// the server does not grant HTTP/1.0 the kept connection that HTTP/1.1 has anyway.
bool differs(const Setting& setting) {
  return setting.fault.name.find("interim") != std::string::npos ||
         (setting.keep_alive && setting.fault.name == "silent_close");
}

std::vector<Setting> settings() {
  std::vector<Setting> settings;
  for (const Fault& fault : faults()) {
    for (const bool keep_alive : {false, true}) {
      const Setting setting{fault, keep_alive};
      if (!ends_ab(setting) && !differs(setting)) {
        settings.push_back(setting);
      }
    }
  }
  return settings;
}

class CountsOfAb : public BesideAb, public testing::WithParamInterface<Setting> {
 protected:
  /// Lines of ab's report of 40 requests, and "HTML transferred" with them.
  static Arguments counts_by(const std::string& program) {
    const Setting& setting = GetParam();
    const RogueServer server(by_request([&](Visitor& visitor, int request) {
      const bool bad = request >= first_bad && request % every == 0;
      return bad ? setting.fault.answer(visitor) : answer_with(visitor, tests::good_reply());
    }));
    Arguments arguments = {"-n", "40", "-c", "4", "-s", "5", server.url()};
    if (setting.keep_alive) {
      arguments.insert(arguments.begin(), "-k");
    }
    const std::string report = run_quietly(program, arguments).output;
    Arguments counts;
    for (const char* const label :
         {"Complete requests:", "Failed requests:", "   (Connect:", "Non-2xx responses:",
          "Keep-Alive requests:", "HTML transferred:"}) {
      counts.push_back(label + (" " + value_of(report, label)));
    }
    return counts;
  }
};

TEST_P(CountsOfAb, EqualThoseOfTheRealAb) {
  const Arguments abs = counts_by("ab");
  ASSERT_EQ(abs.front(), "Complete requests: 40");
  EXPECT_EQ(counts_by(loadgen_), abs);
}

INSTANTIATE_TEST_SUITE_P(, CountsOfAb, testing::ValuesIn(settings()), [](const auto& test) {
  return test.param.fault.name + (test.param.keep_alive ? "_kept" : "_closed");
});

}  // namespace
}  // namespace tiga::loadgen
