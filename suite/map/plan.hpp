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

/// What a map is read from: its file's text, and that of the file which `workloads_from` names.
struct MapText {
  std::filesystem::path file;
  std::string text;
  std::filesystem::path workloads_file;  ///< empty: the workloads stand in the first one
  std::string workloads_text;

  friend bool operator==(const MapText&, const MapText&) = default;
};

/// What a user takes of a map; empty and nothing: what the file says.
struct MapChoice {
  std::vector<std::string> arms;       ///< names; "all" alone: every architecture and own arm
  std::vector<std::string> workloads;  ///< names
  std::vector<std::uint32_t> levels;   ///< concurrencies
  std::optional<std::uint32_t> blocks;
  std::optional<plan::Pinning> pinning;

  friend bool operator==(const MapChoice&, const MapChoice&) = default;
};

/// One workload: a plan of its own, made of what all have in common and what it says otherwise.
struct Workload {
  std::string name;
  text::LocalizedText title;
  std::optional<Service> service;  ///< none: the model says nothing of it
  bool own_cost = false;  ///< an arm's own cost a request, which the model adds, is that seen here
  plan::Plan plan;        ///< named as the workload, in the map's folder
  std::string plan_text;  ///< that plan, whole
};

struct Map {
  std::string name;  ///< the file's name without ".toml"
  std::string description;
  std::vector<Workload> workloads;  ///< those that are measured, in the file's order; one at least
};

/// Whether a plan's text is a map's: it has workloads.
bool is_map(std::string_view text, const std::filesystem::path& file);

/// Reads a map's files, and those of `arms_from`. Throws UsageError, CannotRun.
MapText read_map_text(const std::filesystem::path& file);

/// The map that a text is, as much as is chosen of it. With a workload that has service times comes
/// the one that own costs are taken from. Throws UsageError: "FILE:LINE: KEY: what is wrong", or
/// what of the choice the map does not have.
Map read_map(const MapText& text, const MapChoice& choice);

}  // namespace tiga::suite::map
