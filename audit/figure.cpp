#include "audit/figure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tiga::audit {
namespace {

constexpr double slack = 1e-9;
constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

Range operator+(const Range& a, const Range& b) { return {a.low + b.low, a.high + b.high}; }

Range operator*(const Range& a, const Range& b) { return {a.low * b.low, a.high * b.high}; }

Range operator/(const Range& a, const Range& b) {
  return {b.high > 0 ? a.low / b.high : infinity, b.low > 0 ? a.high / b.low : infinity};
}

bool is_below(const Range& a, const Range& b) { return a.high * (1 + slack) < b.low; }

bool meet(const Range& a, const Range& b) { return !is_below(a, b) && !is_below(b, a); }

Range Figure::range() const {
  return bound == Bound::least ? Range{std::max(0.0, value), infinity}
                               : Range{std::max(0.0, value - step), value + step};
}

Range Figure::decimal_range() const {
  const double factor = std::pow(1000.0 / 1024.0, kilo);
  const Range binary = range();
  return {binary.low * factor, binary.high * factor};
}

}  // namespace tiga::audit
