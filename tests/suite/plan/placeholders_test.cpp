#include "suite/plan/placeholders.hpp"

#include <gmock/gmock.h>

namespace tiga::suite::plan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Placeholders, AreReplaced) {
  EXPECT_EQ(fill("listen {port};", {{"port", "80"}}), "listen 80;");
  EXPECT_EQ(fill("{a1}{b}{a1}", {{"a1", "x"}, {"b", "y"}}), "xyx");
  EXPECT_EQ(fill("{port}", {}), "{port}") << "one without a value stays";
  EXPECT_EQ(fill("{a}", {{"a", "{b}"}, {"b", "no"}}), "{b}") << "a value is text";
}

TEST(Placeholders, LeaveOtherBracesUnchanged) {
  for (const char* text : {"events { worker_connections 10; }", "{}", "{", "}", "{port", "port}",
                           "{ port }", "{PORT}", "{1}", "{a_b}", "${port}", "'${a}${port}'", "{{",
                           "{{}}", "{\"json\":{\"a\":1}}", "{port;}"}) {
    EXPECT_EQ(fill(text, {{"port", "80"}, {"a", "b"}}), text);
    EXPECT_THAT(placeholders_in(text), IsEmpty()) << text;
  }
}

TEST(Placeholders, CanBeWrittenAsText) {
  EXPECT_EQ(fill("{{port}} {port} {{{port}}}", {{"port", "80"}}), "{port} 80 {{port}}");
  EXPECT_THAT(placeholders_in("{{port}}"), IsEmpty());
  EXPECT_EQ(fill("{{port}", {{"port", "80"}}), "{80");
}

TEST(Placeholders, AreNamedInOrder) {
  EXPECT_THAT(placeholders_in("{b} {a}{backend12} {b}"), ElementsAre("b", "a", "backend12", "b"));
}

}  // namespace
}  // namespace tiga::suite::plan
