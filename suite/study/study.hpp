// A study of the method itself: its folder, what it was asked for, and how it goes on after it was
// cut.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "common/unique_fd.hpp"
#include "suite/records/manifest.hpp"
#include "suite/records/paths.hpp"
#include "suite/runs/core_lock.hpp"

namespace tiga::suite::study {

/// What all studies can be told.
struct StudyOrder {
  std::optional<std::uint32_t> seed;  ///< none: a random one
  bool force = false;                 ///< measure with any build, and beside another run
  bool go_on = false;                 ///< resume the newest such study that is not complete
};

/// study.json: all that a study was, but for its figures.
struct StudyManifest {
  std::string kind;                               ///< "variance", "aa", "repeat"
  std::map<std::string, std::uint64_t> settings;  ///< by name, beside the plan
  /// Plan, seed, machine, build, and how far the study has come.
  records::Manifest run;
};

/// A study that is being measured.
struct ActiveStudy {
  std::filesystem::path folder;
  common::UniqueFd lock;
  StudyManifest manifest;
};

/// Whether the folder is a study's.
bool is_study_folder(const std::filesystem::path& folder);

/// Throws CannotRun.
StudyManifest read_study_manifest(const std::filesystem::path& folder);
/// Throws CannotRun.
void write_study_manifest(const std::filesystem::path& folder, const StudyManifest& manifest);

/// The newest study of that kind in results/ if it is not complete, has the same plan, settings and
/// (if one is asked for) seed, and was measured by this build on this machine; else `nullopt`.
std::optional<std::filesystem::path> cut_study(const records::Paths& paths,
                                               const StudyManifest& wanted,
                                               const StudyOrder& order);

/// Resumes the study that `order.go_on` finds, or begins one in a new folder of results/:
/// `wanted.run` has the plan and its text. Takes all cores for it. Throws CannotRun, also for a
/// build that does not measure and for cores on which another run measures, unless forced.
ActiveStudy begin_or_go_on(StudyManifest wanted, const StudyOrder& order,
                           const records::Paths& paths, const std::filesystem::path& programs,
                           runs::CoreLock& cores);

}  // namespace tiga::suite::study
