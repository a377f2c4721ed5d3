#include "suite/records/columns.hpp"

#include <gmock/gmock.h>

#include <set>

#include "common/error.hpp"
#include "common/files.hpp"

namespace tiga::suite::records {
namespace {

template <class Row>
void expect_names_differ_and_mean_something(const Columns<Row>& columns) {
  std::set<std::string> names;
  for (const Column<Row>& column : columns) {
    EXPECT_TRUE(names.insert(column.name).second) << column.name << " stands there twice";
    EXPECT_FALSE(column.meaning.empty()) << column.name;
  }
}

TEST(Columns, HaveUniqueNamesAndADescription) {
  expect_names_differ_and_mean_something(cell_columns());
  expect_names_differ_and_mean_something(table_columns());
  expect_names_differ_and_mean_something(latency_columns());
  expect_names_differ_and_mean_something(verdict_columns());
  expect_names_differ_and_mean_something(estimate_columns());
  expect_names_differ_and_mean_something(distribution_columns());
}

TEST(Columns, OfTheTablesAreThoseOfTheReport) {
  EXPECT_EQ(csv_header(table_columns()),
            "no,concurrency_level,time_taken_s,complete_requests,failed_requests,"
            "total_transferred_bytes,requests_per_second,time_per_request_ms,"
            "transfer_rate_kbytes_per_s\n");
}

TEST(Columns, OfTheDocumentationAreGeneratedFromTheList) {
  EXPECT_EQ(common::read_file(std::filesystem::path(TIGA_SOURCE_DIR) / "docs" / "columns.md"),
            columns_page())
      << "type: tiga columns > docs/columns.md";
}

// Each field of a row goes out and comes back: written from known text, read, and written again.
TEST(Columns, RestoreEveryFieldOfACell) {
  std::vector<std::string> fields;
  for (std::size_t at = 0; at < cell_columns().size(); ++at) {
    const std::string name = cell_columns()[at].name;
    fields.push_back(name == "valid" || name == "steady_state" ? "yes" : std::to_string(at + 1));
  }
  const std::string text = csv_header(cell_columns()) + common::csv_line(fields);
  const auto rows = read_rows(cell_columns(), text, "cells.csv");
  ASSERT_EQ(rows.size(), 1);
  EXPECT_EQ(fields_of(cell_columns(), rows[0]), fields);
  EXPECT_TRUE(rows[0].valid);
  EXPECT_EQ(rows[0].cell, 1);
}

TEST(Columns, LeaveAnUnknownValueEmpty) {
  CellRow row;
  row.failed = 0;
  const auto fields = fields_of(cell_columns(), row);
  for (std::size_t at = 0; at < fields.size(); ++at) {
    const std::string name = cell_columns()[at].name;
    if (name == "time_taken_s" || name == "ok" || name == "server_cpu_s" || name == "reason") {
      EXPECT_EQ(fields[at], "") << name;
    }
    if (name == "failed") {
      EXPECT_EQ(fields[at], "0");
    }
  }
  const auto back =
      read_rows(cell_columns(), csv_header(cell_columns()) + common::csv_line(fields), "x");
  EXPECT_EQ(back.at(0).time_taken_s, std::nullopt);
  EXPECT_EQ(back.at(0).failed, 0);
}

TEST(Columns, KeepEveryDigitOfAMeasuredTime) {
  CellRow row;
  row.time_taken_s = 0.1234567890123456;
  const auto back =
      read_rows(cell_columns(), csv_header(cell_columns()) + csv_row(cell_columns(), row), "x");
  EXPECT_EQ(back.at(0).time_taken_s, row.time_taken_s);
}

TEST(Columns, AreFoundByNameAndMayBeMissingOrUnknown) {
  const auto rows =
      read_rows(cell_columns(), "reason,future,arm,cell\n\"a, b\",9,async,3\n", "cells.csv");
  ASSERT_EQ(rows.size(), 1);
  EXPECT_EQ(rows[0].arm, "async");
  EXPECT_EQ(rows[0].cell, 3);
  EXPECT_EQ(rows[0].reason.field(), "a, b");
  EXPECT_EQ(rows[0].outcomes[0], std::nullopt);
}

TEST(Columns, NameAnInvalidField) {
  try {
    read_rows(cell_columns(), "cell,time_taken_s\n1,0.5\n2,fast\n", "cells.csv");
    FAIL() << "no complaint";
  } catch (const common::CannotRun& error) {
    EXPECT_STREQ(error.what(), "cells.csv:3: time_taken_s: 'fast' makes no sense");
  }
}

}  // namespace
}  // namespace tiga::suite::records
