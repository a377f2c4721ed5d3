// JMeter's aggregate report in each of its languages, and its samples.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "audit/reading/reader.hpp"
#include "tests/audit/reading/one_table.hpp"

namespace tiga::audit::reading {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const std::vector<std::string>& jmeter_headings() {
  static const std::vector<std::string> all = {
      "Label,# Samples,Average,Median,90% Line,95% Line,99% Line,Min,Max,Error %,Throughput,"
      "Received KB/sec,Sent KB/sec",
      "Etiqueta,# Muestras,Media,Mediana,Linea de 90%,95% Line,99% Line,M\xC3\xADn,M\xC3\xA1x,% "
      "Error,Rendimiento,Kb/sec,Sent KB/sec",
      "R\xC3\xB3tulo,# Amostras,M\xC3\xA9"
      "dia,Mediana,90% Line,95% Line,99% Line,M\xC3\xADn.,M\xC3\xA1x.,% de Erro,Vaz\xC3\xA3o,KB/s,"
      "Sent KB/sec",
      "Libell\xC3\xA9,# Echantillons,Moyenne,M\xC3\xA9"
      "diane,90e centile,95% centile,99% centile,Min,Max,% Erreur,D\xC3\xA9"
      "bit,Ko/sec re\xC3\xA7us,KB/sec \xC3\xA9mis",
      "Bezeichnung,Anz. der Proben,Durchschnitt,Mittel,90% Line,95% Line,99% Line,Min,Max,% "
      "Fehler,Durchsatz,KB/sek,Sent KB/sec",
      "Label,# Sampel,Rata-rata,Median,Garis 90%,Garis 95%,Garis 99%,Min,Maks,% Galat,Throughput,"
      "KB/detik diterima,KB/detik terkirim",
      "sampler_label,aggregate_report_count,average,aggregate_report_median,"
      "aggregate_report_90%_line,aggregate_report_95%_line,aggregate_report_99%_line,"
      "aggregate_report_min,aggregate_report_max,aggregate_report_error%,aggregate_report_rate,"
      "aggregate_report_bandwidth,sent_kb/sec",
  };
  return all;
}

TEST(JMeter, HasAReportInSixLanguages) {
  for (const std::string& headings : jmeter_headings()) {
    for (const bool comma : {false, true}) {
      const std::string body =
          comma ? "\nhome,400,48,41,92,110,162,12,701,\"0,000%\",\"98,41270\",\"38,75\",\"24,02\"\n"
                  "list,400,510,431,1290,1604,2207,61,3320,\"1,250%\",\"90,11407\",\"211,09\","
                  "\"25,43\"\n"
                  "Total,800,279,120,902,1290,2100,12,3320,\"0,625%\",\"180,22814\",\"248,33\","
                  "\"49,27\"\n"
                : "\nhome,400,48,41,92,110,162,12,701,0.000%,98.41270,38.75,24.02\n"
                  "list,400,510,431,1290,1604,2207,61,3320,1.250%,90.11407,211.09,25.43\n"
                  "TOTAL,800,279,120,902,1290,2100,12,3320,0.625%,180.22814,248.33,49.27\n";
      const AuditedTable table = only_table(headings + body);
      EXPECT_EQ(table.tool, Tool::jmeter) << headings;
      EXPECT_THAT(table.not_used, IsEmpty()) << headings;
      EXPECT_TRUE(std::ranges::all_of(table.columns, [](const Column& column) {
        const bool is_time = facts_of(column.field).dimension == Dimension::time;
        return !is_time || (column.unit == "ms" && column.unit_is_given);
      })) << headings;
      EXPECT_THAT(table.not_read, ElementsAre("line 4: a row of means or sums")) << headings;
      ASSERT_THAT(table.rows, SizeIs(2)) << headings;
      EXPECT_EQ(table.rows[1].label, "list");
      EXPECT_THAT(figures_of(table, Field::complete), ElementsAre(400, 400)) << headings;
      EXPECT_THAT(figures_of(table, Field::failed), ElementsAre(0, 5)) << headings;
      EXPECT_THAT(figures_of(table, Field::latency_mean), ElementsAre(0.048, 0.510)) << headings;
      EXPECT_THAT(figures_of(table, Field::latency_p50), ElementsAre(0.041, 0.431)) << headings;
      EXPECT_THAT(figures_of(table, Field::latency_p90), ElementsAre(0.092, 1.290)) << headings;
      EXPECT_THAT(figures_of(table, Field::latency_max), ElementsAre(0.701, 3.320)) << headings;
      EXPECT_THAT(figures_of(table, Field::rate), ElementsAre(98.41270, 90.11407)) << headings;
      EXPECT_THAT(figures_of(table, Field::sent_rate), ElementsAre(24.02 * 1024, 25.43 * 1024))
          << headings;
      EXPECT_THAT(error_names(table), IsEmpty()) << headings;
    }
  }
}

TEST(JMeter, HasATotalThatIsARunIfItIsAlone) {
  const AuditedTable table =
      only_table(jmeter_headings().front() +
                 "\nTOTAL,800,279,120,902,1290,2100,12,3320,0.625%,180.2,248.33,49.27\n");
  EXPECT_THAT(figures_of(table, Field::complete), ElementsAre(800));
}

TEST(Locust, HasStatisticsWithRoundedPercentiles) {
  const AuditedTable table = only_table(
      "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min "
      "Response "
      "Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,66%,99%,99.9%,100%\n"
      "GET,/,2000,3,41,48.2,12.1,1251.3,1200.5,198.4,0.3,41,55,160,1300,1300\n"
      "POST,/a,1000,0,41,48.2,12.1,901.3,1200.5,99.2,0.0,41,55,160,900,900\n"
      ",Aggregated,3000,3,41,48.2,12.1,1251.3,1200.5,297.6,0.3,41,55,160,1300,1300\n");
  EXPECT_EQ(table.tool, Tool::locust);
  EXPECT_THAT(figures_of(table, Field::complete), ElementsAre(2000, 1000));
  EXPECT_THAT(figures_of(table, Field::failed), ElementsAre(3, 0));
  EXPECT_THAT(figures_of(table, Field::latency_p99_9), ElementsAre(1.3, 0.9));
  EXPECT_EQ(table.rows[1].label, "/a");
  EXPECT_THAT(error_names(table), IsEmpty());
  EXPECT_THAT(table.not_read, ElementsAre("line 4: a row of means or sums"));
}

TEST(Statistics, AloneAreOfLatenciesBesideOne) {
  const AuditedTable table = only_table("c,rps,avg,p99,max\n5,100.0,12,40,55\n");
  EXPECT_THAT(figures_of(table, Field::latency_mean), ElementsAre(0.012));
  EXPECT_THAT(figures_of(table, Field::latency_max), ElementsAre(0.055));
  EXPECT_THAT(only_table("c,rps,avg,max,time\n5,100.0,12,55,1.5\n").not_used,
              ElementsAre("avg", "max"));
}

TEST(Samples, AddUpForEachLabel) {
  std::string text =
      "timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,"
      "failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect\n";
  const std::string end = ",120,2,2,http://x/,47,0,3\n";
  text += "1700000000000,48,home,200,OK,Users 1-1,text,true,,1200" + end;
  text += "1700000000010,52,home,200,OK,Users 1-2,text,true,,1200" + end;
  text += "1700000000500,500,list,500,Error,Users 1-1,text,false,\"code, 500\",300" + end;
  text += "1700000000900,100,list,200,OK,Users 1-2,text,true,,400" + end + "cut,off\n";
  for (const bool has_headings : {true, false}) {
    const AuditedTable table = only_table(has_headings ? text : text.substr(text.find('\n') + 1));
    EXPECT_EQ(table.tool, Tool::jmeter);
    ASSERT_THAT(table.rows, SizeIs(2));
    EXPECT_EQ(table.rows[1].label, "list");
    EXPECT_THAT(figures_of(table, Field::complete), ElementsAre(2, 2));
    EXPECT_THAT(figures_of(table, Field::failed), ElementsAre(0, 1));
    EXPECT_THAT(figures_of(table, Field::status_5xx), ElementsAre(-1, 1));
    EXPECT_THAT(figures_of(table, Field::latency_mean), ElementsAre(0.05, 0.3));
    EXPECT_THAT(figures_of(table, Field::latency_max), ElementsAre(0.052, 0.5));
    EXPECT_NEAR(table.rows[1].figures.at(Field::time_taken).value, 0.5, 1e-6);
    EXPECT_THAT(table.not_read, SizeIs(1));
    EXPECT_THAT(error_names(table), IsEmpty());
  }
  EXPECT_THAT(figures_of(only_table(text), Field::bytes), ElementsAre(2400, 700));
}

TEST(Samples, AsXmlAddUpToTheSameFigures) {
  const std::string csv =
      "timeStamp,elapsed,label,responseCode,success,bytes,allThreads\n"
      "1700000000000,48,a \"b\" & c,200,true,1200,2\n"
      "1700000000010,52,a \"b\" & c,Non HTTP response code: x,false,0,2\n"
      "1700000000500,500,list,500,false,300,2\n"
      "1700000000900,100,list,200,true,400,2\n";
  const std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testResults version=\"1.2\">\n"
      "<!-- <httpSample t=\"1\" ts=\"1\" s=\"true\" lb=\"x\"/> -->\n"
      "<httpSample t=\"48\" it=\"0\" lt=\"47\" ct=\"3\" ts=\"1700000000000\" s=\"true\" "
      "lb=\"a &quot;b&quot; &amp; c\" rc=\"200\" rm=\"a > b\" tn=\"Users 1-1\" dt=\"text\" "
      "by=\"1200\" "
      "ng=\"2\" na=\"2\">\n  <httpSample t=\"20\" ts=\"1700000000001\" s=\"false\" lb=\"part\" "
      "rc=\"404\" by=\"9\" na=\"2\"/>\n"
      "  <responseData class=\"java.lang.String\">&lt;httpSample t=\"1\"/&gt;</responseData>\n"
      "</httpSample>\n"
      "<httpSample t=\"52\" ts=\"1700000000010\" s=\"false\" lb=\"a &quot;b&quot; &amp; c\" "
      "rc=\"Non "
      "HTTP response code: x\" by=\"0\" na=\"2\"/>\n"
      "<sample t='500' ts='1700000000500' s='false' lb='list' rc='500' by='300' na='2'/>\n"
      "<httpSample\n  t=\"100\" ts=\"1700000000900\" s=\"true\" lb=\"list\" rc=\"200\" by=\"400\" "
      "na=\"2\"/>\n</testResults>\n";
  const AuditedTable of_csv = only_table(csv);
  const AuditedTable of_xml = only_table(xml);
  EXPECT_EQ(of_xml.tool, Tool::jmeter);
  ASSERT_THAT(of_xml.rows, SizeIs(2));
  EXPECT_THAT(of_xml.not_read, IsEmpty());
  EXPECT_EQ(of_xml.rows[0].line, 4U);
  EXPECT_EQ(of_xml.rows[1].line, 9U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(of_xml.rows[i].label, of_csv.rows.at(i).label);
    EXPECT_EQ(of_xml.rows[i].figures.size(), of_csv.rows[i].figures.size());
    for (const auto& [field, figure] : of_csv.rows[i].figures) {
      ASSERT_NE(of_xml.rows[i].find(field), nullptr) << facts_of(field).name;
      EXPECT_EQ(of_xml.rows[i].find(field)->value, figure.value) << facts_of(field).name;
    }
  }
  EXPECT_THAT(error_names(of_xml), IsEmpty());
  // Cut while it was written, and with fewer attributes.
  EXPECT_THAT(figures_of(only_table(xml.substr(0, xml.find("<sample"))), Field::complete),
              ElementsAre(2));
  const AuditedTable few = only_table(
      "<testResults>\n<httpSample t=\"12\" s=\"true\"/><httpSample t=\"14\" s=\"false\"/>\n");
  EXPECT_THAT(figures_of(few, Field::latency_mean), ElementsAre(0.013));
  EXPECT_THAT(figures_of(few, Field::failed), ElementsAre(1)) << "without any status";
}

TEST(Samples, AsXmlHaveTheAttributesThatAnyOfThemHas) {
  const AuditedTable table = only_table(
      "<testResults version=\"1.2\">\n"
      "<sample t=\"48\" ts=\"1700000000000\" s=\"true\" lb=\"\" rc=\"\" by=\"1200\"/>\n"
      "<httpSample t=\"52\" ts=\"1700000000010\" s=\"true\" lb=\"list\" rc=\"404\" by=\"900\"/>\n"
      "<httpSample t=\"53\" ts=\"1700000000020\" s=\"true\" lb=\"other\" rc=\"503\" by=\"900\"/>\n"
      "</testResults>\n");
  ASSERT_THAT(table.rows, SizeIs(3));
  EXPECT_EQ(table.rows[0].label, "");
  EXPECT_EQ(table.rows[1].label, "list");
  EXPECT_THAT(figures_of(table, Field::status_4xx), ElementsAre(-1, 1, -1));
  EXPECT_THAT(figures_of(table, Field::status_5xx), ElementsAre(-1, -1, 1));
  EXPECT_THAT(figures_of(table, Field::errored), ElementsAre(-1, -1, -1))
      << "a success without a code is no error";
  EXPECT_THAT(error_names(table), ElementsAre("non-2xx-throughout"));
}

TEST(Samples, ThatSucceedMayHaveNoCode) {
  const AuditedTable table = only_table(
      "timeStamp,elapsed,label,responseCode,success,bytes\n"
      "1700000000000,48,a,,true,0\n1700000000010,52,a,200,true,900\n"
      "1700000000020,52,a,,false,900\n1700000000030,52,b,OK,true,0\n");
  EXPECT_THAT(figures_of(table, Field::errored), ElementsAre(1, -1));
  EXPECT_THAT(figures_of(table, Field::status_2xx), ElementsAre(1, -1));
  EXPECT_THAT(error_names(table), IsEmpty());
}

TEST(Samples, OfHeyAndAbAreCounted) {
  const AuditedTable hey = only_table(
      "response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset\n"
      "0.0100,0.0001,0.0,0.0,0.0,0.0,200,0.0000\n0.0300,0.0001,0.0,0.0,0.0,0.0,404,0.0500\n");
  EXPECT_EQ(hey.tool, Tool::hey);
  EXPECT_THAT(figures_of(hey, Field::failed), ElementsAre(1));
  EXPECT_THAT(figures_of(hey, Field::time_taken), ElementsAre(0.08));
  const AuditedTable ab = only_table(
      "starttime\tseconds\tctime\tdtime\tttime\twait\n"
      "Mon Nov 30 08:00:00 2026\t1796000000\t0\t3\t3\t2\n"
      "Mon Nov 30 08:00:00 2026\t1796000000\t1\t4\t5\t2\n");
  EXPECT_EQ(ab.tool, Tool::ab);
  EXPECT_THAT(figures_of(ab, Field::complete), ElementsAre(2));
  EXPECT_THAT(figures_of(ab, Field::latency_max), ElementsAre(0.005));
}

TEST(TimePerRequest, IsAMeanLatencyIfTheFiguresAre) {
  const AuditedTable table = only_table(
      "| Metric | `/a` | `/b` |\n|---|---|---|\n| **Concurrency Level** | 8 | 8 |\n"
      "| **Time taken for tests (s)** | 30.00 | 30.00 |\n| Complete requests | 150,000 | 45,000 |\n"
      "| Requests per second (throughput) | 5,000.00 | 1,500.00 |\n"
      "| Time per request (mean) [ms] | 1.55 | 5.20 |\n"
      "| Time per request (95th percentile) [ms] | 3.10 | 9.90 |\n");
  EXPECT_THAT(figures_of(table, Field::latency_mean), ElementsAre(0.00155, 0.0052));
  EXPECT_THAT(figures_of(table, Field::time_per_request), ElementsAre(-1, -1));
  EXPECT_THAT(figures_of(table, Field::latency_p95), ElementsAre(0.0031, 0.0099));
  EXPECT_THAT(error_names(table), IsEmpty());
}

}  // namespace
}  // namespace tiga::audit::reading
