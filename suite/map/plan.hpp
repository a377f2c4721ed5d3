// A map: one plan measured under several workloads. docs/map.md has the keys.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/map/model.hpp"
#include "suite/plan/plan.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::map {

/// The text of a map's file, and of the file that `workloads_from` names.
struct MapText {
  std::filesystem::path file;
  std::string text;
  std::filesystem::path workloads_file;  ///< empty: the map's own file has them
  std::string workloads_text;

  friend bool operator==(const MapText&, const MapText&) = default;
};

/// The part of a map that a user chose. Empty members mean the file's values.
struct MapChoice {
  std::vector<std::string> arms;       ///< names; "all" alone: every architecture and own arm
  std::vector<std::string> workloads;  ///< names
  std::vector<std::uint32_t> levels;   ///< concurrencies
  std::optional<std::uint32_t> blocks;
  std::optional<plan::Pinning> pinning;

  friend bool operator==(const MapChoice&, const MapChoice&) = default;
};

/// `tiga map`.
struct MapOrder {
  std::string plan = "map";           ///< a file, or a name in plans/
  MapChoice choice;                   ///< the part of it to measure
  std::optional<std::uint32_t> seed;  ///< none: a random one
  bool force = false;                 ///< measure with any build, resume on any machine
  bool go_on = false;                 ///< resume the newest such map of this build, if interrupted
  std::optional<std::string> resume;  ///< an interrupted map; its plan and choice are used
  text::Language language = text::Language::english;
};

/// One workload: a plan, made of the shared keys and its own.
struct Workload {
  std::string name;
  text::LocalizedText title;
  std::optional<Service> service;  ///< none: no prediction
  bool own_cost = false;           ///< the model takes the arms' own costs from here
  plan::Plan plan;                 ///< named as the workload, in the map's folder
  std::string plan_text;           ///< that plan, whole
};

struct Map {
  std::string name;  ///< the file's name without ".toml"
  std::string description;
  std::vector<Workload> workloads;  ///< those to measure, in the file's order; at least one
};

/// Whether a plan's text is a map's: it has workloads.
bool is_map(std::string_view text, const std::filesystem::path& file);

/// Reads a map's files, and those of `arms_from`. Throws UsageError, CannotRun.
MapText read_map_text(const std::filesystem::path& file);

/// Reads the chosen part of a map. If a chosen workload has service times, the workload with the
/// own costs is added. Throws UsageError: "FILE:LINE: KEY: what is wrong", or what of the choice
/// the map does not have.
Map read_map(const MapText& text, const MapChoice& choice);

}  // namespace tiga::suite::map
