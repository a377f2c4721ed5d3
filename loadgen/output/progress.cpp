#include "loadgen/output/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "common/text.hpp"

namespace tiga::loadgen::output {
namespace {

constexpr common::Nanoseconds between_lines = std::chrono::seconds(5);
constexpr std::size_t bar_width = 30;

double seconds(common::Nanoseconds span) { return std::chrono::duration<double>(span).count(); }

/// 0 to 1. A run ends when it reaches the first of its two limits.
double fraction_done(const Goal& goal, common::Nanoseconds elapsed, std::uint64_t ended) {
  const double of_requests = static_cast<double>(ended) / static_cast<double>(goal.requests);
  const double of_time = goal.time ? seconds(elapsed) / seconds(*goal.time) : 0;
  return std::min(std::max(of_requests, of_time), 1.0);
}

std::string bar(double done) {
  const auto full = static_cast<std::size_t>(done * static_cast<double>(bar_width));
  return '[' + std::string(full, '#') + std::string(bar_width - full, '.') + "] ";
}

constexpr int failures = 2;
constexpr int statuses = 3;
constexpr int replies = 4;
constexpr std::string_view line_controls = "\t\r\n";

/// What cannot be written is lost (fmt::print would throw): it must not cost the results of the
/// run.
template <typename... Values>
void put(std::FILE* out, fmt::format_string<Values...> format, Values&&... values) {
  std::fputs(fmt::format(format, std::forward<Values>(values)...).c_str(), out);
}

void trace(std::FILE* out, int verbosity, const requests::Exchange& exchange) {
  const requests::ExchangeEnd& end = exchange.end();
  if (verbosity >= replies && !end.first_bytes.empty()) {
    put(out, "LOG: reply received:\n{}\n", common::printable(end.first_bytes, line_controls));
  }
  if (verbosity >= statuses && end.reply.status != 0) {
    put(out, "LOG: Response code = {}\n", end.reply.status);
  }
  if (end.outcome != Outcome::ok) {
    put(out, "WARNING: {}: {}\n", name_of(end.outcome), common::printable(end.detail));
  }
}

}  // namespace

std::string progress_line(const Goal& goal, common::Nanoseconds elapsed, std::uint64_t ended) {
  const double done = fraction_done(goal, elapsed, ended);
  const double rate = static_cast<double>(ended) / seconds(elapsed);
  std::string so_far =
      fmt::format("{} % ({} requests, {:.0f} a second)", static_cast<int>(done * 100), ended, rate);
  if (done <= 0) {
    return so_far;
  }
  const double left = std::ceil(seconds(elapsed) * (1 - done) / done);
  return fmt::format("{}, {:.0f} s left", so_far, left);
}

Progress::~Progress() {
  if (bar_shown_) {
    std::fputs("\r\x1b[K", out_);
  }
}

void Progress::show(common::Nanoseconds elapsed, std::uint64_t ended) {
  if (elapsed < next_) {
    return;
  }
  const std::string line = progress_line(goal_, elapsed, ended);
  if (terminal_) {
    put(out_, "\r{}{}\x1b[K", bar(fraction_done(goal_, elapsed, ended)), line);
    bar_shown_ = true;
  } else {
    put(out_, "{}\n", line);
    next_ = elapsed + between_lines;
  }
  std::fflush(out_);
}

std::function<void(const requests::Exchange&)> make_trace(std::FILE* out, int verbosity,
                                                          const std::string& request) {
  if (verbosity < failures) {
    return {};
  }
  put(out, "INFO: request ==\n---\n{}\n---\n", common::printable(request, line_controls));
  return [out, verbosity](const requests::Exchange& exchange) { trace(out, verbosity, exchange); };
}

}  // namespace tiga::loadgen::output
