#include "common/error.hpp"

#include <cerrno>
#include <cstdio>
#include <exception>
#include <system_error>

namespace tiga::common {
namespace {

int report(const char* name, const char* text, Exit status) {
  std::fflush(stdout);
  std::fprintf(stderr, "%s: %s\n", name, text);
  return static_cast<int>(status);
}

}  // namespace

void throw_errno(const std::string& what, int error) {
  throw CannotRun(what + ": " + std::generic_category().message(error));
}

void throw_errno(const std::string& what) { throw_errno(what, errno); }

int run_main(const char* name, const std::function<Exit()>& body) {
  try {
    return static_cast<int>(body());
  } catch (const UsageError& error) {
    return report(name, error.what(), Exit::bad_usage);
  } catch (const std::exception& error) {
    return report(name, error.what(), Exit::cannot_run);
  }
}

}  // namespace tiga::common
