// Where the programs of the suite stand, and the files that belong to them.
#pragma once

#include <filesystem>

namespace tiga::common {

/// The folder that this program's executable stands in, whatever links led to it. Throws CannotRun.
std::filesystem::path programs_folder();

/// The folder of the files that programs read: plans/, plots/, servers/www/, results/report-2020/.
struct Home {
  std::filesystem::path folder;  ///< empty: it was not found
  bool installed = false;        ///< for all users of a machine, so that nothing is written there
};

/// The home of programs that stand in `programs`: PREFIX/share/tiga of an installed PREFIX/libexec/
/// tiga, the project of PROJECT/build/PRESET/bin, else the project that they were built from.
Home home_of(const std::filesystem::path& programs);

/// That of this program.
Home own_home();

}  // namespace tiga::common
