// A TOML table on its way into our types: every complaint names file, line and key. For the .cpp
// files that read plans only: toml++ takes seconds to compile.
#pragma once

#include <fmt/format.h>
#include <toml++/toml.h>

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/error.hpp"
#include "suite/plan/plan.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::plan {

/// The table that a file's text is. Throws UsageError, "FILE:LINE: what is wrong".
toml::table parse_toml(std::string_view text, const std::filesystem::path& file);

/// One table of one file. Each function throws UsageError, "FILE:LINE: KEY: what is wrong".
class TomlReader {
 public:
  /// `prefix` stands before each key in complaints: "arm.nginx.". The table must outlive it.
  TomlReader(const toml::table& table, std::string file, std::string prefix = "")
      : table_(table), file_(std::move(file)), prefix_(std::move(prefix)) {}

  const std::string& file() const { return file_; }
  const toml::node* find(std::string_view key) const { return table_.get(key); }

  void refuse_unknown_keys(std::span<const std::string_view> known) const;
  /// None of these keys may stand there; `why` says why not.
  void refuse(std::span<const std::string_view> keys, std::string_view why) const;
  const toml::node& require(std::string_view key, std::string_view why) const;
  /// A list with at least one entry.
  const toml::array& list(std::string_view key, std::string_view why) const;

  /// A text, a flag or a number within bounds, as `out` is; leaves it alone where the key is
  /// missing.
  template <class Field>
  void read(std::string_view key, Field& out, double least = 0, double most = 0) const {
    const toml::node* node = find(key);
    if (node == nullptr) {
      return;
    }
    if constexpr (std::same_as<Field, bool>) {
      out = flag_of(*node, key);
    } else if constexpr (std::same_as<Field, std::string>) {
      out = text_of(*node, key);
    } else if constexpr (std::same_as<Field, double>) {
      out = real_of(*node, key, least, most);
    } else if constexpr (std::integral<Field>) {
      out = static_cast<Field>(
          number_of(*node, key, static_cast<std::int64_t>(least), static_cast<std::int64_t>(most)));
    } else {  // an optional one
      read(key, out.emplace(), least, most);
    }
  }

  /// Which of these words stands there, from 0; `otherwise` where the key is missing.
  std::size_t choice(std::string_view key, const std::vector<std::string_view>& words,
                     std::size_t otherwise = 0) const;
  /// A list of texts, or one text taken apart at blanks; nothing where the key is missing.
  std::vector<std::string> texts(std::string_view key) const;

  /// The keys of title(): `title`, and `title_TAG` for each language but English.
  static std::vector<std::string> title_keys();
  /// The title in each language: its own key, else `title`, else `fallback`.
  text::LocalizedText title(text::LocalizedText fallback) const;

  bool flag_of(const toml::node& node, std::string_view key) const;
  std::string text_of(const toml::node& node, std::string_view key) const;
  double real_of(const toml::node& node, std::string_view key, double least, double most) const;
  std::int64_t number_of(const toml::node& node, std::string_view key, std::int64_t least,
                         std::int64_t most) const;

  [[noreturn]] void fail(const toml::node& node, std::string_view key, std::string_view what) const;
  [[noreturn]] void fail(toml::source_index line, std::string_view key,
                         std::string_view what) const;

 private:
  const toml::table& table_;
  std::string file_;
  std::string prefix_;
};

/// What a plan gives to all of its arms.
struct ArmDefaults {
  std::vector<std::string> server_options;  ///< for servers of ours
  PlaceholderValues values;                 ///< placeholders that it gives a value
  Generator generator = Generator::loadgen;
};

/// All arms that a plan describes, by name. Throws UsageError.
std::vector<Arm> read_own_arms(const TomlReader& plan, const ArmDefaults& defaults);

/// What `generator` says there; `otherwise` where it is missing. Throws UsageError.
Generator read_generator(const TomlReader& reader, Generator otherwise);

/// Section [hosts] of a plan; nothing if it has none. Throws UsageError.
std::optional<Hosts> read_hosts(const TomlReader& plan);

/// What to say of a name that is no arm.
std::string unknown_arm(const std::string& name);

/// Reads a plan from its table, as parse_plan() does; `file` gives its name and folder, the reader
/// the name in complaints. Throws UsageError.
Plan read_plan(const TomlReader& reader, const std::filesystem::path& file);

}  // namespace tiga::suite::plan
