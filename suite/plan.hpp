// What to measure, as a plan file (plans/*.toml) says it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::suite {

/// Where processes run.
enum class Pinning {
  split,  ///< servers on one set of cores, the generator on the others
  free,   ///< wherever the kernel puts them
};

/// "split", "free".
std::string_view to_string(Pinning pinning);
/// The other way round; nothing for any other text.
std::optional<Pinning> parse_pinning(std::string_view text);

/// One plan. Every field stands in the file under its own name, but for `name`.
struct Plan {
  std::string name;               ///< the file's name without ".toml"
  std::string description;        ///< one line
  std::vector<std::string> arms;  ///< names of architectures, at least one
  std::vector<std::uint32_t>
      concurrencies;                      ///< connections at once, at least one level, none twice
  std::uint64_t requests = 0;             ///< counted requests of a cell
  std::uint64_t warm_up_requests = 200;   ///< uncounted ones before; at least one per connection
  bool keep_alive = false;                ///< false: a connection for each request
  std::uint32_t blocks = 1;               ///< rounds over the whole grid
  std::optional<std::uint32_t> budget_s;  ///< no block starts that would end later; none: no limit
  Pinning pinning = Pinning::split;

  std::uint64_t cells_per_block() const { return arms.size() * concurrencies.size(); }
  /// Warm-up requests of a cell at that concurrency.
  std::uint64_t warm_up_at(std::uint32_t concurrency) const;
};

/// Reads a plan. `file` is its name in messages. Throws UsageError: "FILE:LINE: KEY: what is
/// wrong".
Plan parse_plan(std::string_view text, const std::filesystem::path& file);

}  // namespace tiga::suite
