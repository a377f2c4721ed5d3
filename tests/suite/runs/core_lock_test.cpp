#include "suite/runs/core_lock.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include "common/error.hpp"
#include "common/files.hpp"

namespace tiga::suite::runs {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

class LockOfCores : public testing::Test {
 protected:
  fs::path locks() const { return folder_.path() / "locks"; }
  const common::TemporaryFolder& folder() const { return folder_; }

 private:
  common::TemporaryFolder folder_;
};

TEST_F(LockOfCores, RefusesASecondRunAndNamesTheFirst) {
  CoreLock first(locks());
  first.take({0, 1}, false);
  EXPECT_FALSE(first.is_shared());
  CoreLock second(locks());
  EXPECT_THAT(
      [&] {
        second.take({1, 2}, false);
      },
      ThrowsMessage<common::CannotRun>(AllOf(HasSubstr("another run measures on core 1 (process " +
                                                       std::to_string(::getpid()) + " in "),
                                             HasSubstr("--force"))));
  // What it had taken before it was refused is free again.
  CoreLock third(locks());
  third.take({2}, false);
  EXPECT_FALSE(third.is_shared());
}

TEST_F(LockOfCores, IsHeldOnceForAllRunsOfAProcess) {
  CoreLock lock(locks());
  lock.take({0}, false);
  lock.take({0}, false);
  EXPECT_FALSE(lock.is_shared());
}

TEST_F(LockOfCores, LetsRunsOnOtherCoresBe) {
  CoreLock first(locks());
  first.take({0, 1}, false);
  CoreLock second(locks());
  second.take({2, 3}, false);
  EXPECT_FALSE(second.is_shared());
}

TEST_F(LockOfCores, IsSharedIfForced) {
  CoreLock first(locks());
  first.take({0}, false);
  CoreLock second(locks());
  second.take({0, 1}, true);
  EXPECT_TRUE(second.is_shared());
}

TEST_F(LockOfCores, EndsWithItsHolder) {
  {
    CoreLock first(locks());
    first.take({0}, false);
  }
  CoreLock second(locks());
  second.take({0}, false);
  EXPECT_FALSE(second.is_shared());
}

TEST_F(LockOfCores, RefusesAFolderThatIsNone) {
  common::write_file(locks(), "");
  CoreLock on_file(locks());
  EXPECT_THROW(on_file.take({0}, false), common::CannotRun);
  fs::remove(locks());
  fs::create_directory_symlink(folder().path(), locks());
  CoreLock on_link(locks());
  EXPECT_THAT([&] { on_link.take({0}, false); },
              ThrowsMessage<common::CannotRun>(HasSubstr("is no folder of yours")));
}

}  // namespace
}  // namespace tiga::suite::runs
