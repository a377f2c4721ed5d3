// What to measure, as a plan file (plans/*.toml) says it.
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/plan/arm.hpp"
#include "suite/plan/hosts.hpp"
#include "suite/plan/method.hpp"

namespace tiga::suite::plan {

/// Where processes run.
enum class Pinning {
  split,  ///< servers on one set of cores, the generator on the others
  free,   ///< wherever the kernel puts them
};

/// "split", "free".
std::string_view to_string(Pinning pinning);
/// The other way round; nothing for any other text.
std::optional<Pinning> parse_pinning(std::string_view text);

/// What comes before the counted requests of a cell.
enum class WarmUp {
  batch,     ///< one batch of `warm_up_requests`
  adaptive,  ///< batches until three in a row agree within 10 %, or there were too many
};

/// The load of one row of the grid.
struct Level {
  std::uint32_t concurrency = 0;
  /// Open loop at this share of what the arm did in a closed loop at that concurrency; nothing:
  /// the closed loop itself.
  std::optional<double> load = {};

  // NOLINTNEXTLINE(modernize-use-nullptr): a fault of clang-tidy 14
  friend auto operator<=>(const Level&, const Level&) = default;
};

/// What else goes on while the requests of a cell are made, as loadgen has it.
struct BackgroundClients {
  std::uint64_t idle = 0;          ///< connections that send nothing
  std::uint64_t slow_readers = 0;  ///< clients that ask for `slow_path` again and again
  std::string slow_path = "/workload/stream/16777216";
  std::uint64_t slow_rate = 65'536;  ///< bytes a second that each of them takes

  bool any() const { return idle + slow_readers > 0; }
};

/// Blocks of a plan at most.
inline constexpr std::uint32_t most_rounds = 10'000;
/// Of whatever a plan gives in seconds: a week.
inline constexpr std::uint32_t most_seconds = 604'800;

/// Two arms that are compared.
struct ArmPair {
  std::string arm;
  std::string baseline;
  bool copy = false;  ///< A/A: the arm is a copy of its baseline
};

/// One plan. Every field stands in the file under its own name, but for `name`, `folder` and
/// `own_arms` (which may also come from the file that `arms_from` names).
struct Plan {
  std::string name;                      ///< the file's name without ".toml"
  std::filesystem::path folder;          ///< the file's, absolute: what `{here}` stands for
  std::string description;               ///< one line
  std::optional<std::string> published;  ///< report beside whose tables it stands: "report-2020"
  std::vector<std::string> arms;  ///< names, at least one: architectures and arms of the plan's own
  std::vector<Arm> own_arms;      ///< the tables [arm.NAME] of the file
  std::vector<std::string> server_options;   ///< for every server of ours, `root` among them
  Generator generator = Generator::loadgen;  ///< of every arm that names none of its own
  std::optional<std::string> aa;  ///< the arm that a copy runs beside (A/A); none: no copy

  std::vector<std::uint32_t>
      concurrencies;  ///< connections at once, at least one level, none twice
  std::vector<double>
      loads;               ///< shares of capacity for the open loop, 0 < share <= 1; may be empty
  bool poisson = false;    ///< `arrivals = "poisson"`: exponential gaps, else constant ones
  std::string path = "/";  ///< what is asked for
  std::uint64_t body_bytes = 0;          ///< bytes of content that each request POSTs; 0: GET
  bool keep_alive = false;               ///< false: a connection for each request
  BackgroundClients background_clients;  ///< keys `idle`, `slow_readers`, `slow_path`, `slow_rate`

  std::uint64_t requests = 0;                 ///< counted requests of a cell, at least
  std::uint64_t requests_per_connection = 0;  ///< at least so many times the concurrency
  double duration_s = 0;  ///< at least as many as take so long at the rate of the warm-up
  std::uint32_t time_limit_s =
      0;  ///< the counted requests of a cell end then, done or not; 0: no limit
  WarmUp warm_up = WarmUp::batch;
  std::uint64_t warm_up_requests = 200;  ///< of a batch; at least one per connection; 0: none

  std::uint32_t blocks = 1;  ///< rounds over the whole grid, at least
  /// More than `blocks`: until every interval is precise. 0: then too, and as many as fit into
  /// `budget_s`.
  std::uint32_t most_blocks = 1;
  std::optional<std::uint32_t> budget_s;  ///< no block starts that would end later; none: no limit
  double precision = method::default_precision;  ///< goal: intervals of ratios within ±5 %
  double delta = method::default_delta;  ///< ratios nearer to 1 than that are of no interest
  Pinning pinning = Pinning::split;
  std::optional<Hosts> hosts;  ///< who does what on several hosts; on one it means nothing

  /// The arm that a copy runs beside where the plan names none: async, else the first; none where
  /// there is nothing to compare.
  std::optional<std::string> default_aa() const;
  /// The rows of the grid: each concurrency in a closed loop, and at each load.
  std::vector<Level> levels() const;
  /// The arms that run, in the plan's order: `arms`, then the copy.
  std::vector<std::string> measured_arms() const;
  /// Each pair of `arms`, the later one beside the earlier one; then the copy beside its original.
  std::vector<ArmPair> pairs() const;
  /// The blocks that are scheduled at most: `most_blocks`, or a number that no budget reaches.
  std::uint32_t block_limit() const { return most_blocks > 0 ? most_blocks : most_rounds; }
  /// Whether it may end before that because every interval is precise.
  bool may_end_early() const { return block_limit() > blocks; }
  std::uint64_t cells_per_block() const { return measured_arms().size() * levels().size(); }
  /// How an arm of measured_arms() is run; a copy runs as its original does, under its own name.
  /// Throws std::out_of_range for any other name.
  Arm arm(std::string_view wanted) const;
  /// Warm-up requests of a batch at that concurrency.
  std::uint64_t warm_up_at(std::uint32_t concurrency) const;
  /// Counted requests of a cell at that concurrency, of an arm that does so many a second (0: not
  /// known).
  std::uint64_t requests_at(std::uint32_t concurrency, double requests_per_second) const;
};

/// The suite's own programs that a plan's arms and their generators need, each once.
std::vector<std::string> own_programs(const Plan& plan);

/// The text of a plan's file; where it has `arms_from`, the tables of that file stand behind it, so
/// that the text says all. Throws UsageError, as parse_plan does.
std::string read_plan_text(const std::filesystem::path& file);

/// Reads a plan from its whole text. `file` is its name in messages; its folder is what `{here}`
/// and a relative `root` mean. Throws UsageError: "FILE:LINE: KEY: what is wrong".
Plan parse_plan(std::string_view text, const std::filesystem::path& file);

}  // namespace tiga::suite::plan
