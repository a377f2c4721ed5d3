// map.json: the order of a map and its progress. Each run has its own manifest.json.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "suite/map/plan.hpp"
#include "suite/records/manifest.hpp"

namespace tiga::suite::map {

/// Workloads and arms that could not be measured.
struct MapLeftOut {
  std::string workload;
  std::string arm;  ///< empty: the whole workload
  records::Reason why;
};

struct MapManifest {
  std::string name;  ///< the map's
  MapText text;      ///< of its files, whole; a file's folder is what `{here}` stands for
  MapChoice choice;
  std::uint32_t seed = 0;
  records::RunStatus status = records::RunStatus::running;
  std::string started;                  ///< UTC
  std::optional<std::string> finished;  ///< UTC
  std::vector<MapLeftOut> left_out;
};

/// Whether the folder contains a map.
bool is_map_folder(const std::filesystem::path& folder);

/// Throws CannotRun.
void write_map_manifest(const std::filesystem::path& folder, const MapManifest& manifest);
MapManifest read_map_manifest(const std::filesystem::path& folder);

}  // namespace tiga::suite::map
