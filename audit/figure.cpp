#include "audit/figure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tiga::audit {
namespace {

constexpr double slack = 1e-9;

}  // namespace

Interval operator*(const Interval& a, const Interval& b) {
  return {a.low * b.low, a.high * b.high};
}

Interval operator/(const Interval& a, const Interval& b) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  return {b.high > 0 ? a.low / b.high : infinity, b.low > 0 ? a.high / b.low : infinity};
}

bool is_below(const Interval& a, const Interval& b) { return a.high * (1 + slack) < b.low; }

bool meet(const Interval& a, const Interval& b) { return !is_below(a, b) && !is_below(b, a); }

Interval Figure::range() const { return {std::max(0.0, value - step), value + step}; }

Interval Figure::decimal_range() const {
  const double factor = std::pow(1000.0 / 1024.0, kilo);
  const Interval binary = range();
  return {binary.low * factor, binary.high * factor};
}

}  // namespace tiga::audit
