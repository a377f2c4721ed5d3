// Tables as they come: how headings, units, signs and spans are understood, and what is left out.
#include "audit/reading/grid.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/reading/reader.hpp"
#include "tests/audit/reading/one_table.hpp"

namespace tiga::audit::reading {
namespace {

using testing::DoubleEq;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<double> values(const AuditedTable& table, Field field) {
  std::vector<double> all;
  all.reserve(table.rows.size());
  for (const Row& row : table.rows) {
    const Figure* figure = row.find(field);
    all.push_back(figure == nullptr ? -1 : figure->value);
  }
  return all;
}

TEST(Grid, TakesUnitsFromHeadingsCellsAndTheRowBelow) {
  const AuditedTable by_cell = only_table("c,time\n1,250 ms\n1,2 s\n1,1 menit\n1,3\n");
  EXPECT_THAT(values(by_cell, Field::time_taken), ElementsAre(0.25, 2, 60, 3));
  const AuditedTable by_row = only_table("c,time,transfer rate\n,(ms),[MB/s]\n1,250,2\n");
  EXPECT_THAT(values(by_row, Field::time_taken), ElementsAre(0.25));
  EXPECT_THAT(values(by_row, Field::transfer_rate), ElementsAre(2 * 1024 * 1024));
}

TEST(Grid, NamesTheUnitThatFitsIfNoneIsGiven) {
  const AuditedTable table =
      only_table("c,time taken,complete,rps\n1,2000,1000,500.0\n1,4000,1000,250.0\n");
  EXPECT_THAT(values(table, Field::time_taken), ElementsAre(2, 4));
  EXPECT_EQ(table.columns.at(1).unit, "ms");
  EXPECT_FALSE(table.columns.at(1).unit_is_given);
}

TEST(Grid, TakesATimeForAMeanLatencyIfItCanOnlyBeOne) {
  for (const char* heading : {"Time (ms)", "Waktu", "Duration", "Elapsed (ms)", "Mean time (ms)"}) {
    const AuditedTable table = only_table(std::string("c,complete,rps,") + heading +
                                          "\n10,1000,432.9,23.1\n50,5000,508.1,98.4\n");
    EXPECT_THAT(values(table, Field::latency_mean), ElementsAre(DoubleEq(0.0231), DoubleEq(0.0984)))
        << heading;
    EXPECT_THAT(values(table, Field::time_taken), ElementsAre(-1, -1)) << heading;
  }
  for (const char* heading : {"Time (s)", "Waktu", "Mean time (s)", "Waktu rata-rata"}) {
    const AuditedTable table = only_table(std::string("c,complete,rps,") + heading +
                                          "\n10,1000,432.9,2.31\n50,5000,508.1,9.84\n");
    EXPECT_THAT(values(table, Field::time_taken), ElementsAre(2.31, 9.84)) << heading;
  }
  EXPECT_THAT(
      values(only_table("c,complete,rps,Time taken (ms)\n10,1000,432.9,23.1\n"), Field::time_taken),
      ElementsAre(DoubleEq(0.0231)))
      << "says of what it is";
}

TEST(Grid, TellsTheTimeOfARequestFromThatOfTheRun) {
  const AuditedTable spanish = only_table(
      "Usuarios;Peticiones totales;Tiempo total (s);Peticiones por segundo;Tiempo medio (ms)\n"
      "10;1.000;2,31;432,9;23,1\n50;5.000;9,84;508,1;98,4\n");
  EXPECT_THAT(values(spanish, Field::time_taken), ElementsAre(2.31, 9.84));
  EXPECT_THAT(values(spanish, Field::latency_mean),
              ElementsAre(DoubleEq(0.0231), DoubleEq(0.0984)));
  const AuditedTable english =
      only_table("c,complete,total time (s),rps,time (ms)\n10,1000,2.31,432.9,23.1\n");
  EXPECT_THAT(values(english, Field::latency_mean), ElementsAre(DoubleEq(0.0231)));
}

TEST(Grid, ReadsFailuresWithTheirWholeAndWithPictures) {
  const AuditedTable table = only_table(
      "c,rps,failed\n10,5000,12/1000 (1.2%)\n10,5000,2 of 1000\n10,5000,37 \xE2\x9D\x8C\n"
      "10,5000,3 dari 1000\n10,5000,0 \xE2\x9C\x85\n");
  EXPECT_THAT(values(table, Field::failed), ElementsAre(12, 2, 37, 3, 0));
  EXPECT_THAT(table.not_read, IsEmpty());
}

TEST(Grid, TakesAShareForAFractionIfOnlyThatIsOfWholeRequests) {
  const AuditedTable fraction =
      only_table("Users,Requests,Error rate,rps\n10,1000,0.037,400\n10,1000,2%,400\n");
  EXPECT_THAT(values(fraction, Field::failed), ElementsAre(37, 20));
  const AuditedTable share =
      only_table("Users,Requests,Error rate,rps\n10,10000,0.04,400\n10,1000,0.4,400\n");
  EXPECT_THAT(values(share, Field::failed), ElementsAre(DoubleEq(4), DoubleEq(4)));
  const AuditedTable given = only_table("Users,Requests,Error rate (%),rps\n10,1000,0.037,400\n");
  EXPECT_THAT(values(given, Field::failed), ElementsAre(DoubleEq(0.37)));
}

TEST(Grid, TakesAStatisticWhoseCellsAreTimesForALatency) {
  const AuditedTable list =
      only_table("- Samples: 5000\n- Average: 120 ms\n- Max: 100 ms\n- Throughput: 245.1/sec\n");
  EXPECT_THAT(values(list, Field::latency_mean), ElementsAre(DoubleEq(0.12)));
  EXPECT_THAT(values(list, Field::latency_max), ElementsAre(DoubleEq(0.1)));
  const AuditedTable table = only_table("c,n,rps,Avg,Max\n10,1000,500,20ms,5ms\n");
  EXPECT_THAT(values(table, Field::latency_mean), ElementsAre(DoubleEq(0.02)));
  EXPECT_THAT(only_table("c,n,rps,Avg,Max\n10,1000,500,20,5\n").not_used,
              ElementsAre("Avg", "Max"));
}

TEST(Grid, DoesNotDivideATableByItsColumnsOfFailures) {
  const AuditedTable table = only_table("c,rps,failed,rejected\n10,5000,12,3\n");
  EXPECT_THAT(values(table, Field::failed), ElementsAre(12));
  EXPECT_THAT(table.not_used, ElementsAre("rejected (a second column of failed)"));
}

TEST(Grid, ReadsTheHistoryOfLocust) {
  const AuditedTable table = only_table(
      "Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,99%,100%,Total Request Count,"
      "Total Failure Count,Total Median Response Time,Total Average Response Time,"
      "Total Min Response Time,Total Max Response Time,Total Average Content Size\n"
      "1586679073,10,,Aggregated,10.5,1.2,300,400,400,105,12,12,15.2,3.2,204.4,1234.0\n");
  EXPECT_EQ(table.tool, Tool::locust);
  EXPECT_THAT(values(table, Field::failed), ElementsAre(12));
  EXPECT_THAT(values(table, Field::latency_p50), ElementsAre(-1)) << "of the last seconds";
}

TEST(Grid, KeepsAUnitThatIsGiven) {
  EXPECT_THAT(
      values(only_table("c,time taken,complete,rps\n1,2000 s,1000,500.0\n"), Field::time_taken),
      ElementsAre(2000));
  EXPECT_THAT(
      values(only_table("c,time taken (s),complete,rps\n1,2000,1000,500.0\n"), Field::time_taken),
      ElementsAre(2000));
}

TEST(Grid, ChoosesOneDecimalSignForTheWholeTable) {
  const AuditedTable comma =
      only_table("c;waktu;selesai;total transfer\n1;59,397;1.000;122.000 bytes\n");
  EXPECT_EQ(comma.decimal_sign, ',');
  EXPECT_THAT(values(comma, Field::time_taken), ElementsAre(59.397));
  EXPECT_THAT(values(comma, Field::complete), ElementsAre(1000));
  EXPECT_THAT(values(comma, Field::bytes), ElementsAre(122000));
  const AuditedTable point = only_table("c;time;complete;total transfer\n1;59.397;1,000;122,000\n");
  EXPECT_EQ(point.decimal_sign, '.');
  EXPECT_THAT(values(point, Field::time_taken), ElementsAre(59.397));
  EXPECT_THAT(values(point, Field::bytes), ElementsAre(122000));
  const AuditedTable spaces = only_table(
      "c;time;complete\n1;5,25;122\xC2\xA0"
      "000\n");
  EXPECT_THAT(values(spaces, Field::complete), ElementsAre(122000));
}

TEST(Grid, ListsCellsThatItCouldNotRead) {
  const AuditedTable table = only_table(
      "c,time,complete\n1,5.25,1000\n1,over 5,1000\n1,5.1 apples,10\n"
      "1,5.1,7%\n1,-,1000\n");
  EXPECT_THAT(values(table, Field::time_taken), ElementsAre(5.25, -1, -1, 5.1, -1));
  EXPECT_THAT(table.not_read,
              ElementsAre("line 3: 'over 5' is no time taken",
                          "line 4: '5.1 apples' is no time taken", "line 5: '7%' is no complete"));
}

TEST(Grid, NamesTheUnitOfALongColumnByItsFirstRows) {
  std::string text = "c,time taken,complete,rps\n";
  for (int i = 0; i < 1500; ++i) {
    text += "1,2000,1000,500.0\n";
  }
  const AuditedTable table = only_table(text);
  EXPECT_EQ(table.columns.at(1).unit, "ms");
  EXPECT_EQ(table.rows.back().figures.at(Field::time_taken).value, 2);
}

TEST(Grid, ListsRowsWithoutFigures) {
  const AuditedTable table = only_table("c,time,complete\n1,5.25,1000\n5,-,n/a\n10,,\nasync,,\n");
  EXPECT_THAT(values(table, Field::concurrency), ElementsAre(1));
  EXPECT_THAT(table.not_read, ElementsAre("line 3: a row without figures: 5, -, n/a",
                                          "line 4: a row without figures: 10, , ",
                                          "line 5: 'async' is no concurrency"));
}

TEST(Grid, MakesCountsOfShares) {
  const AuditedTable table =
      only_table("c,complete,rps,error %\n1,2000,5.0,1.250%\n5,2000,5.0,0.000\n9,,5.0,2%\n");
  EXPECT_THAT(values(table, Field::failed), ElementsAre(25, 0, -1));
  EXPECT_NEAR(table.rows.at(0).figures.at(Field::failed).step, 0.02, 1e-9);
  EXPECT_EQ(table.rows.at(0).figures.at(Field::failed).text, "25 (1.250 %)");
  EXPECT_THAT(values(table, Field::failed_share), ElementsAre(0.0125, 0, 0.02));
  EXPECT_THAT(table.not_read, IsEmpty());
  EXPECT_THAT(values(only_table("c,complete,rps,failed\n1,2000,5.0,3 (0.15%)\n5,2000,5.0,1 %\n"),
                     Field::failed),
              ElementsAre(3, 20));
}

TEST(Grid, ReadsApproximateAndScaledFigures) {
  const AuditedTable table = only_table(
      "c;rps;latency mean (ms)\n200;~4,460;1m30s\n100;5.57k;17.2 \xC2\xB1 0.3\n"
      "50;\xE2\x89\x88 5\xE2\x80\x89"
      "200;9.5\n");
  EXPECT_THAT(values(table, Field::rate), ElementsAre(4460, 5570, 5200));
  EXPECT_EQ(table.rows.at(0).figures.at(Field::rate).text, "~4,460");
  EXPECT_EQ(table.rows.at(0).figures.at(Field::rate).step, 10);
  EXPECT_EQ(table.rows.at(1).figures.at(Field::rate).shown(), "5.57k");
  EXPECT_DOUBLE_EQ(table.rows.at(1).figures.at(Field::rate).step, 10);
  EXPECT_EQ(table.rows.at(2).figures.at(Field::rate).step, 100);
  EXPECT_THAT(values(table, Field::latency_mean), ElementsAre(90, 0.0172, 0.0095));
  EXPECT_DOUBLE_EQ(table.rows.at(1).figures.at(Field::latency_mean).step, 0.3e-3);
  EXPECT_THAT(table.not_read, IsEmpty());
}

TEST(Grid, TakesBytesInAColumnOfTransfersForThoseOfASecond) {
  const AuditedTable table = only_table("c,rps,Transfer/sec\n5,100.0,6.5MB\n9,100.0,12 KB/s\n");
  EXPECT_THAT(values(table, Field::transfer_rate), ElementsAre(6.5 * 1024 * 1024, 12 * 1024));
}

TEST(Grid, TakesAMeanTimeBesideALongestOneForALatency) {
  const AuditedTable table = only_table("c,rps,Mean time (ms),Max time (ms)\n5,100.0,7.9,30\n");
  EXPECT_THAT(values(table, Field::latency_mean), ElementsAre(0.0079));
  EXPECT_THAT(
      values(only_table("c,rps,Mean time (s),Complete\n5,1.0,30.0,30\n"), Field::time_taken),
      ElementsAre(30));
}

TEST(Grid, SkipsRowsOfAnotherLengthAndRowsOfMeans) {
  const AuditedTable table = only_table(
      "c,time,complete\n1,2,168,1000\n1,2.1\n1,2.2,1000\nmean,2.3,1000\n"
      "c,time,complete\nasync,2.3,1000\n");
  EXPECT_THAT(values(table, Field::time_taken), ElementsAre(2.2));
  EXPECT_THAT(table.not_read,
              ElementsAre("line 2: a row of 4 cells, the heading has 3",
                          "line 3: a row of 2 cells, the heading has 3",
                          "line 5: a row of means or sums", "line 7: 'async' is no concurrency"));
}

TEST(Grid, ReadsHeadingsInTheFirstColumn) {
  const AuditedTable table =
      only_table("Metric,run 1,run 2\nConcurrency level,1,50\nTime taken,2.5,3.5\n");
  EXPECT_THAT(values(table, Field::concurrency), ElementsAre(1, 50));
  EXPECT_THAT(values(table, Field::time_taken), ElementsAre(2.5, 3.5));
}

TEST(Grid, ReportsADuplicateColumn) {
  const AuditedTable table = only_table("c,time,server,arm\n1,2.5,x,y\n");
  EXPECT_EQ(table.rows.at(0).label, "x");
  EXPECT_THAT(table.not_used, ElementsAre("arm (a second column of name)"));
}

TEST(Grid, MakesATableOfEachGroupOfColumns) {
  const AuditedFile by_server = read_tables(
      "file",
      "<table><tr><th rowspan=2>c<th rowspan=2>Complete<th colspan=2>Async<th "
      "colspan=2>Threaded</tr>"
      "<tr><th>Time<th>rps<th>Time<th>rps</tr><tr><td>1<td>10<td>2.5<td>4.0<td>5.0<td>2.0</tr>"
      "</table>");
  ASSERT_EQ(by_server.tables.size(), 2U);
  EXPECT_EQ(by_server.tables[0].title, "Async");
  EXPECT_EQ(by_server.tables[1].title, "Threaded");
  EXPECT_THAT(values(by_server.tables[0], Field::time_taken), ElementsAre(2.5));
  EXPECT_THAT(values(by_server.tables[1], Field::time_taken), ElementsAre(5));
  EXPECT_THAT(values(by_server.tables[1], Field::rate), ElementsAre(2));
  EXPECT_THAT(values(by_server.tables[1], Field::complete), ElementsAre(10));
  EXPECT_THAT(by_server.tables[1].not_used, IsEmpty());
  const AuditedFile by_figure = read_tables("file", "c,time,time,rps,rps\n1,2.5,5.5,4.5,2.5\n");
  ASSERT_EQ(by_figure.tables.size(), 2U);
  EXPECT_THAT(values(by_figure.tables[1], Field::time_taken), ElementsAre(5.5));
  EXPECT_THAT(values(by_figure.tables[1], Field::rate), ElementsAre(2.5));
}

TEST(Grid, IsNotTransposedIfRowsAreRecords) {
  const AuditedFile document = read_tables(
      "file", "metric,level,ratio\nthroughput,1,1.28\nlatency_p99,1,1.5\nthroughput,50,1.3\n");
  EXPECT_THAT(document.tables, IsEmpty());
}

TEST(Csv, NamesColumnsThatAreTooMany) {
  const std::string more(300, ',');
  const AuditedTable table = only_table("c,time" + more + "\n1,2.5" + more + "\n");
  EXPECT_THAT(values(table, Field::time_taken), ElementsAre(2.5));
  EXPECT_THAT(table.not_read, ElementsAre("line 1: columns after the first 256"));
}

TEST(Csv, ReadsQuotedFieldsTitlesAndSeveralTables) {
  const AuditedFile document = read_tables(
      "file", "Server A\n\"c\",\"time \"\"taken\"\"\"\r\n1,\"2,5\"\r\n\nServer B\nc,time\n1,3,5\n");
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].title, "Server A");
  EXPECT_EQ(document.tables[0].rows[0].line, 3U);
  EXPECT_THAT(values(document.tables[0], Field::time_taken), ElementsAre(2.5));
  EXPECT_THAT(document.not_understood,
              ElementsAre("CSV table at line 6: it has no whole row (line 7: a row of 3 cells, the "
                          "heading has 2)"));
}

TEST(Markdown, ReadsPipeTables) {
  const AuditedTable table = only_table(
      "# Results\n\n## One loop\n\n| C | **Time taken** (s) | Complete\\|requests | `rps` |\n"
      "| ---: | :--- | --- | --- |\n| 1 | 2.5 | 10 | **4**&nbsp; |\n| 50 | 2.5 | 10 | 4 "
      "|\n\ntext\n");
  EXPECT_EQ(table.title, "One loop");
  EXPECT_EQ(table.rows.at(1).line, 8U);
  EXPECT_THAT(values(table, Field::rate), ElementsAre(4, 4));
  EXPECT_EQ(table.columns.at(2).heading, "Complete|requests");
  EXPECT_EQ(table.columns.at(2).field, Field::complete);
}

TEST(Html, ReadsEntitiesSpansAndCaptions) {
  const AuditedTable table = only_table(
      "<table><caption>Async &amp; co</caption><thead><tr><th>Server<th>Concurrency"
      "<th colspan=2>Time taken<br>(s)</tr></thead>"
      "<tr><td rowspan=2>async</td><td>1</td><td>2&#46;5&nbsp;seconds</td><td>x</td></tr>"
      "<tr><td>50</td><td>3.5</td><td>y</td></tr></table>");
  EXPECT_EQ(table.title, "Async & co");
  EXPECT_THAT(values(table, Field::concurrency), ElementsAre(1, 50));
  EXPECT_THAT(values(table, Field::time_taken), ElementsAre(2.5, 3.5));
  EXPECT_EQ(table.rows.at(1).label, "async");
}

TEST(Html, MarksFiguresThatSpanRows) {
  const AuditedTable table = only_table(
      "<table><tr><th>c<th>Complete<th>Time</tr><tr><td>1<td rowspan=0>1000<td>2.5</tr>"
      "<tr><td>50<td>3.5</tr></table>");
  EXPECT_THAT(values(table, Field::complete), ElementsAre(1000, 1000));
  EXPECT_FALSE(table.rows.at(0).figures.at(Field::complete).spanned);
  EXPECT_TRUE(table.rows.at(1).figures.at(Field::complete).spanned);
}

TEST(Html, KeepsNestedTablesApart) {
  const AuditedFile document =
      read_tables("file",
                  "<table><tr><td>Menu</td><td><table><tr><th>c<th>Time</tr><tr><td>1<td>2.5</tr>"
                  "</table></td></tr></table>");
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_THAT(values(document.tables[0], Field::time_taken), ElementsAre(2.5));
  EXPECT_THAT(document.not_understood, ElementsAre(HasSubstr("no row of headings")));
}

TEST(Html, LimitsTheCellsThatSpansCanCreate) {
  std::string text = "<table><tr><th>c<th>Time</tr>";
  for (int i = 0; i < 300; ++i) {
    text += "<tr><td colspan=1000000000 rowspan=99999999999>1</tr>";
  }
  const AuditedFile document = read_tables("file", text);
  EXPECT_THAT(document.tables, IsEmpty());
  EXPECT_EQ(document.not_understood.size(), 1U);
}

}  // namespace
}  // namespace tiga::audit::reading
