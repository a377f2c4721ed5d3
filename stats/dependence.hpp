// Blocks that resemble the block before: how much less their mean says than that of independent
// ones.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tiga::stats {

/// Correlation of neighbouring values, taken to be common to all `series`: 0 … most_correlation.
///
/// Of one dozen values it can hardly be told: its standard error is 0.4 once the bias is removed.
/// But a run has many series, and what makes their blocks alike is one machine. Each series' lag-1
/// autocorrelation r is corrected for its bias, E(r) = rho - (1 + 4 rho) / n (F. H. C. Marriott and
/// J. A. Pope, "Bias in the estimation of autocorrelations", 1954); they are averaged with the
/// inverse of their variances as weights, and the average is shrunk towards 0, as for a rho whose
/// deviation from run to run is `usual_correlation`. The shrinking keeps one short series of
/// independent values from costing 50 % of width, and hardly touches the report's 20 series. A
/// negative average counts as 0: it may only widen.
///
/// `independent` is the number of series that do not follow from the others: a/b, a/c and b/c are
/// two. Series of fewer than 6 values are left out.
double neighbour_correlation(std::span<const std::vector<double>> series, std::size_t independent);

/// What the mean of n values with that correlation of neighbours is, beside that of independent
/// values with the same deviation.
struct Dependence {
  double error_factor = 1;  ///< of the standard error: sqrt of n / the effective number of values
  double degrees_of_freedom = 0;  ///< of that standard error
};

/// For a series in which each value takes the share `correlation`, 0 <= correlation < 1, of the
/// one before (autoregressive). The factor is exact; that the series' own deviation is too small is
/// in it (N. F. Zhang, "Calculation of the uncertainty of the mean of autocorrelated measurements",
/// 2006; G. V. Bayley and J. M. Hammersley, "The effective number of independent observations in an
/// autocorrelated time series", 1946). The degrees of freedom are those of the sum of squares for
/// many values. `count` >= 2.
Dependence dependence_of(double correlation, std::size_t count);

/// By how much an interval at `level`, in (0, 1), is wider for it; at least 1.
double interval_widening(double correlation, std::size_t count, double level);

}  // namespace tiga::stats
