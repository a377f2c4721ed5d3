// Where the programs under test are, and how they were built.
#pragma once

#include <filesystem>
#include <string>

namespace tiga::tests {

/// Path of one of our programs in this build.
std::string program(const std::string& name);

/// The repository's top folder.
std::filesystem::path source_folder();

/// Whether this build carries AddressSanitizer or ThreadSanitizer: figures of memory mean nothing
/// then.
bool is_sanitized();

}  // namespace tiga::tests
