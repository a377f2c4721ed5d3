#include "loadgen/output/gnuplot_tsv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <iterator>

namespace tiga::loadgen::output {
namespace {

constexpr std::int64_t us_per_s = 1'000'000;

std::uint32_t whole_ms(std::uint32_t us) { return us / 1000 + (us % 1000 >= 500 ? 1 : 0); }

/// "Mon Nov 23 08:16:03 2026"
std::string local_time(std::time_t seconds) {
  std::tm parts{};
  ::localtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%a %b %d %H:%M:%S %Y", &parts)};
}

}  // namespace

std::string gnuplot_tsv(std::vector<RequestRecord> records) {
  std::stable_sort(records.begin(), records.end(),
                   [](const RequestRecord& one, const RequestRecord& other) {
                     return one.total_us < other.total_us;
                   });
  std::string text = "starttime\tseconds\tctime\tdtime\tttime\twait\n";
  for (const RequestRecord& record : records) {
    const std::int64_t seconds = record.started_us / us_per_s;
    fmt::format_to(std::back_inserter(text), "{}\t{}\t{}\t{}\t{}\t{}\n", local_time(seconds),
                   seconds, whole_ms(record.connect_us),
                   whole_ms(record.total_us - record.connect_us), whole_ms(record.total_us),
                   whole_ms(record.waiting_us));
  }
  return text;
}

}  // namespace tiga::loadgen::output
