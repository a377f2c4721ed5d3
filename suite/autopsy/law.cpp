#include "suite/autopsy/law.hpp"

#include <algorithm>
#include <cmath>

#include "common/numbers.hpp"
#include "common/sequences.hpp"
#include "common/text.hpp"
#include "stats/mean.hpp"
#include "stats/method.hpp"

namespace tiga::suite::autopsy {
namespace {

struct ReplyAt {
  double reply = 0;
  double seconds = 0;
};

bool read(std::string_view text, double& number) {
  number = common::to_number<double>(text).value_or(NAN);
  return std::isfinite(number);
}

std::optional<ReplyAt> read_reply(std::string_view text) {
  ReplyAt read_so_far;
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || !read(text.substr(0, colon), read_so_far.reply) ||
      !read(text.substr(colon + 1), read_so_far.seconds)) {
    return std::nullopt;
  }
  return read_so_far;
}

struct Sums {
  double x = 0, y = 0, xx = 0, xy = 0, yy = 0;  // of squares: about the means
};

Sums sums_of(std::span<const RateAt> points) {
  Sums sums;
  const auto count = static_cast<double>(points.size());
  for (const RateAt& point : points) {
    sums.x += std::log(point.served) / count;
    sums.y += std::log(point.per_second) / count;
  }
  for (const RateAt& point : points) {
    const double x = std::log(point.served) - sums.x;
    const double y = std::log(point.per_second) - sums.y;
    sums.xx += x * x;
    sums.xy += x * y;
    sums.yy += y * y;
  }
  return sums;
}

}  // namespace

std::vector<RateAt> rates_by_served(std::string_view reply_times) {
  std::vector<RateAt> rates;
  std::optional<ReplyAt> before;
  for (const std::string_view reply : common::words_between_blanks(reply_times)) {
    const auto now = read_reply(reply);
    if (now && before && now->reply > before->reply && now->seconds > before->seconds) {
      rates.push_back({(before->reply + now->reply) / 2,
                       (now->reply - before->reply) / (now->seconds - before->seconds),
                       now->seconds - before->seconds});
    }
    before = now ? now : before;
  }
  return rates;
}

std::optional<Law> fit_law(std::span<const RateAt> points) {
  constexpr std::size_t least_points = 4;
  const std::vector<RateAt> used = common::filtered(points, [](const RateAt& point) {
    return point.served >= law_begins && point.seconds >= law_needs_seconds;
  });
  if (used.size() < least_points) {
    return std::nullopt;
  }
  const auto [first, last] = std::ranges::minmax(used, {}, &RateAt::served);
  if (first.served == last.served) {
    return std::nullopt;
  }
  const Sums sums = sums_of(used);
  const double slope = sums.xy / sums.xx;
  const auto freedom = static_cast<double>(used.size() - 2);
  const double residue = std::max(0.0, sums.yy - slope * sums.xy);
  const double half =
      stats::two_sided_t(freedom, stats::confidence) * std::sqrt(residue / freedom / sums.xx);
  return Law{-slope, -slope - half, -slope + half, used.size(), first, last};
}

}  // namespace tiga::suite::autopsy
