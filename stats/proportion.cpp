#include "stats/proportion.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <stdexcept>

namespace tiga::stats {

double Proportion::share() const {
  return trials == 0 ? 0 : static_cast<double>(successes) / static_cast<double>(trials);
}

Proportion proportion(std::uint64_t successes, std::uint64_t trials, double level) {
  if (successes > trials || !(level > 0 && level < 1)) {
    throw std::invalid_argument("proportion: more successes than trials, or no such level");
  }
  Proportion found{.successes = successes, .trials = trials};
  if (trials == 0) {
    return found;
  }
  using Binomial = boost::math::binomial_distribution<double>;
  const double miss = (1 - level) / 2;
  const auto of = static_cast<double>(trials);
  const auto hits = static_cast<double>(successes);
  found.lower = Binomial::find_lower_bound_on_p(of, hits, miss);
  found.upper = Binomial::find_upper_bound_on_p(of, hits, miss);
  return found;
}

}  // namespace tiga::stats
