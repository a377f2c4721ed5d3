#include "suite/records/reason.hpp"

#include <gmock/gmock.h>

#include "suite/records/columns.hpp"
#include "tests/suite/indonesian.hpp"

namespace tiga::suite::records {
namespace {

using testing::Contains;
using testing::HasSubstr;
using text::Language;

// Out to cells.csv and back.
Reason stored(const Reason& reason) {
  CellRow row;
  row.reason = reason;
  const auto columns = cell_columns();
  return read_rows(columns, csv_header(columns) + csv_row(columns, row), "cells.csv").at(0).reason;
}

// One reason of each kind, made as the programs make it.
std::vector<Reason> all_reasons() {
  return {{"not_all_ok", 990, 1000},
          {"lost_clients", 256, 256, 255, 32, 32, 31, 2, 40},
          {"nothing_answered"},
          {"no_count"},
          {"counters_disagree", 999, 100, 101},
          {"littles_law", "1.23"},
          {"no_capacity", "async", 50},
          {"start_exited", "async_server", 1},
          {"start_killed", "async_server", 9, "Killed"},
          {"start_too_slow", "async_server", 20.5},
          {"start_without_port", "async_server", "listening on \"nothing\" = a\\b"},
          {"exited", "loadgen", 3},
          {"killed", "async_server", 9, "Killed"},
          {"killed_at_stop", "async_server", 9, "Killed", "SIGTERM"},
          {"too_slow", "loadgen", 600},
          {"host_lost", "b", "it closed its connection"},
          {"wrk_incomplete", "p99"},
          {"no_program", "nginx", "nginx"},
          {"no_io_uring", "uring"},
          {"copy_of_another", "async"},
          {"no_copy"},
          {"other_reply", 5000, 122},
          {"no_arm"},
          {"failed", "cannot start x: No such file or directory"}};
}

TEST(Reason, OfEachKindIsReadBackAndShownInEachLanguage) {
  std::vector<std::string> codes;
  for (const Reason& reason : all_reasons()) {
    const std::string& field = reason.field();
    codes.push_back(field.substr(0, field.find(' ')));
    EXPECT_EQ(stored(reason), reason);
    const std::string english = reason.in(Language::english);
    EXPECT_NE(english, field) << "a sentence, not the code";
    EXPECT_EQ(english.find('{'), std::string::npos) << english;
    if (codes.back() == "failed") {
      EXPECT_EQ(reason.in(tests::indonesian), english) << "the system's words";
    } else {
      EXPECT_NE(reason.in(tests::indonesian), english);
    }
  }
  ASSERT_EQ(codes.size(), reason_kinds.size());
  for (const ReasonKind& kind : reason_kinds) {
    EXPECT_THAT(codes, Contains(std::string(kind.code)));
  }
}

TEST(Reason, IsACodeAndItsFiguresInTheFile) {
  Reason reason("exited", "async_server", 3);
  reason.add("said", "cannot bind \"x\": no");
  EXPECT_EQ(reason.field(), R"(exited program=async_server status=3 said="cannot bind \"x\": no")");
  EXPECT_EQ(Reason("failed", "").field(), R"(failed text="")");
  EXPECT_EQ(Reason().field(), "");
  EXPECT_TRUE(stored({}).empty());
}

TEST(Reason, IsAWholeSentenceWithAllItsFigures) {
  EXPECT_EQ(Reason("counters_disagree", 0, 1200, 1201).in(Language::english),
            "counters disagree: the servers sent 0 replies, the generator counts 1200 ok and 1201 "
            "started");
  EXPECT_EQ(Reason("counters_disagree", 0, 1200, 1201).in(tests::indonesian),
            "hitungan tidak cocok: server mengirim 0 jawaban, generator menghitung 1200 ok dan "
            "1201 dimulai");
  EXPECT_EQ(
      Reason("lost_clients", 256, 255, 254, 32, 31, 30, 2, 40).in(Language::english),
      "of 256 idle connections 255 were open at the start, 254 at the end; of 32 slow readers "
      "31 and 30; 2 of their 40 requests failed");
  EXPECT_EQ(Reason("start_without_port", "a server", "said \"\\\" =").in(Language::english),
            "a server did not start: it said 'said \"\\\" =', which names no port");
}

TEST(Reason, ShowsOutcomesLastWordsAndTheWarmUpBesideItsSentence) {
  Reason reason("not_all_ok", 990, 1000);
  reason.add("reset", "7");
  reason.add("timed_out", "3");
  EXPECT_EQ(stored(reason).in(Language::english),
            "990 of 1000 requests ended ok; 7 reset, 3 timed_out");
  reason.add("during", "warm_up");
  EXPECT_EQ(stored(reason).in(Language::english),
            "warm-up: 990 of 1000 requests ended ok; 7 reset, 3 timed_out");
  EXPECT_EQ(stored(reason).in(tests::indonesian),
            "pemanasan: 990 dari 1000 permintaan berakhir ok; 7 reset, 3 timed_out");
  Reason killed("killed_at_stop", "async_server", 9, "Killed", "SIGTERM");
  killed.add("said", "draining");
  EXPECT_EQ(stored(killed).in(Language::english),
            "async_server was killed by signal 9 (Killed) after SIGTERM: draining");
}

TEST(Reason, ShowsTheFirstReplyOfEachOutcomeBehindItsCount) {
  Reason reason("not_all_ok", 990, 1000);
  reason.add("wrong_status", "3");
  reason.add("detail", "status 502, expected 200");
  reason.add("began", "HTTP/1.1 502 Bad Gateway\r\nServer: \"x\"");
  reason.add("reset", "7");
  reason.add("detail", "Connection reset by peer");
  reason.add("began", "");
  reason.add("during", "warm_up");
  EXPECT_EQ(stored(reason), reason);
  EXPECT_EQ(
      stored(reason).in(Language::english),
      "warm-up: 990 of 1000 requests ended ok; 3 wrong_status (status 502, expected 200; the "
      "reply began \"HTTP/1.1 502 Bad Gateway\\r\\nServer: \"x\"\"), 7 reset (Connection reset by "
      "peer)");
  EXPECT_THAT(reason.in(tests::indonesian), HasSubstr("jawabannya diawali \"HTTP/1.1 502"));
  EXPECT_EQ(reason.without_examples().field(),
            "not_all_ok ok=990 requests=1000 wrong_status=3 reset=7 during=warm_up");
  EXPECT_EQ(Reason::from_field("it died").without_examples().field(), "it died");
}

TEST(Reason, EscapesBytesThatAreNotPrintable) {
  Reason reason("exited", "server", 3);
  reason.add("said", "Caf\xe9 \x1b[2J \u00e9");
  EXPECT_EQ(reason.field(), R"(exited program=server status=3 said="Caf\\xe9 \\x1b[2J )"
                            "\u00e9\"");
  EXPECT_EQ(stored(reason), reason);
  EXPECT_EQ(stored(reason).in(Language::english),
            "server exited with status 3: Caf\\xe9 \\x1b[2J \u00e9");
  EXPECT_EQ(Reason::from_field("it said \xe9").in(Language::english), "it said \\xe9")
      << "of a run before";
}

TEST(Reason, ThatIsNoCodeIsShownAsItStands) {
  for (const std::string text :
       {"990 of 1000 requests ended ok; 7 reset, 3 timed_out", "future figure=1",
        "counters_disagree replies=1", "exited program", "no", "counters_disagree replies=\"1"}) {
    const Reason reason = Reason::from_field(text);
    EXPECT_EQ(stored(reason).field(), text);
    EXPECT_EQ(reason.in(Language::english), text);
    EXPECT_EQ(reason.in(tests::indonesian), text);
  }
}

TEST(Reason, PageListsEveryCode) {
  for (const ReasonKind& kind : reason_kinds) {
    EXPECT_THAT(columns_page(),
                HasSubstr(fmt::format("| `{}` | {} |\n", kind.code, kind.sentence.english)));
  }
}

}  // namespace
}  // namespace tiga::suite::records
