#include "audit/headings/heading.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tiga::audit::headings {
namespace {

struct Heading {
  std::string text;
  Field field;
  std::string unit = {};
};

TEST(MeaningOf, KnowsEnglishAndIndonesian) {
  using enum Field;
  const std::vector<Heading> all = {
      {"Nomor", number},
      {"No.", number},
      {"#", number},
      {"Concurrency level", concurrency},
      {"Tingkat konkurensi", concurrency},
      {"Tingkat Konkurensi (Concurrency Level)", concurrency},
      {"concurrency_level", concurrency},
      {"Jumlah klien", concurrency},
      {"Jumlah permintaan", requests},
      {"Number of requests", requests},
      {"Time taken for test", time_taken},
      {"time_taken_s", time_taken, "s"},
      {"Waktu (detik)", time_taken, "s"},
      {"Waktu yang dibutuhkan untuk pengujian [ms]", time_taken, "ms"},
      {"Waktu / Time taken", time_taken},
      {"Complete request", complete},
      {"Permintaan selesai", complete},
      {"Permintaan berhasil", ok},
      {"Permintaan gagal", failed},
      {"Failed requests", failed},
      {"Non-2xx responses", non_2xx},
      {"Total transferred", bytes},
      {"total_transferred_bytes", bytes, "bytes"},
      {"Total transferred (KB)", bytes, "KB"},
      {"Request per second", rate},
      {"Requests per second [#/sec] (mean)", rate, "requests/s"},
      {"Permintaan per detik", rate},
      {"req/s", rate},
      {"Throughput (req/s)", rate, "requests/s"},
      {"Throughput (KB/s)", transfer_rate, "KB/s"},
      {"Time per request", time_per_request},
      {"Waktu per permintaan (ms)", time_per_request, "ms"},
      {"ms/request", time_per_request, "ms"},
      {"Time per request (mean, across all concurrent requests)", time_per_request_across},
      {"Time per request, mean, across all concurrent requests", time_per_request_across},
      {"Transfer rate", transfer_rate},
      {"transfer_rate_kbytes_per_s", transfer_rate, "KB/s"},
      {"Kecepatan transfer [Kbytes/sec]", transfer_rate, "KB/s"},
      {"Rata-rata latensi (ms)", latency_mean, "ms"},
      {"p99 (ms)", latency_p99, "ms"},
      {"90%", latency_p90},
      {"Server", label},
      {"Arsitektur", label},
  };
  for (const Heading& one : all) {
    const auto meaning = meaning_of(one.text);
    ASSERT_TRUE(meaning) << one.text;
    EXPECT_EQ(meaning->field, one.field)
        << one.text << " was taken for " << facts_of(meaning->field).name;
    EXPECT_EQ(meaning->unit ? meaning->unit->name : "", one.unit) << one.text;
  }
}

TEST(MeaningOf, RejectsAHeadingThatItUnderstandsOnlyInPart) {
  for (const char* text :
       {"", "server CPU time", "time ratio", "Time (server)", "Time taken (Time per request)",
        "Requests per second (bytes)", "Complete requests (%)", "s per second", "ms", "Time [KB]",
        "rate", "published", "Concurrency (threads)", "waktu tunggu", "((", "])", "/", "a/b"}) {
    EXPECT_FALSE(meaning_of(text)) << text;
  }
}

TEST(MeaningOf, KnowsShares) {
  for (const char* text : {"Error %", "% Error", "Failed requests (%)", "Gagal [%]", "% failed"}) {
    const auto meaning = meaning_of(text);
    ASSERT_TRUE(meaning) << text;
    EXPECT_EQ(meaning->field, Field::failed_share) << text;
    EXPECT_EQ(meaning->unit->name, "%") << text;
  }
}

TEST(MeaningInCells, GoesByExactColumnName) {
  EXPECT_EQ(meaning_in_cells("latency_p99_us")->unit->name, "us");
  EXPECT_EQ(meaning_in_cells("time_taken_s")->unit->name, "s");
  EXPECT_EQ(meaning_in_cells("rate")->field, Field::offered_rate);
  EXPECT_FALSE(meaning_in_cells("server_cpu_s"));
  EXPECT_FALSE(meaning_in_cells("total_cpu_us_per_request"));
}

}  // namespace
}  // namespace tiga::audit::headings
