#include "common/file_lock.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <thread>

#include "common/files.hpp"
#include "common/unique_fd.hpp"

namespace tiga::common {
namespace {

using namespace std::chrono_literals;

class FileLock : public testing::Test {
 protected:
  UniqueFd open_folder() const {
    return UniqueFd(::open(folder_.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  }
  static Deadline now() { return Deadline::after(0s); }

 private:
  TemporaryFolder folder_;
};

TEST_F(FileLock, HasOneHolderUntilItsDescriptorIsClosed) {
  UniqueFd first = open_folder();
  const UniqueFd second = open_folder();
  EXPECT_TRUE(try_lock_until(first.get(), now()));
  EXPECT_FALSE(try_lock_until(second.get(), now()));
  first.reset();
  EXPECT_TRUE(try_lock_until(second.get(), now()));
}

TEST_F(FileLock, IsWaitedForUntilTheDeadline) {
  const UniqueFd holder = open_folder();
  const UniqueFd other = open_folder();
  ASSERT_TRUE(try_lock_until(holder.get(), now()));
  const Deadline deadline = Deadline::after(50ms);
  EXPECT_FALSE(try_lock_until(other.get(), deadline));
  EXPECT_TRUE(deadline.passed());
}

TEST_F(FileLock, IsTakenOnceItsHolderLetsGo) {
  UniqueFd holder = open_folder();
  const UniqueFd other = open_folder();
  ASSERT_TRUE(try_lock_until(holder.get(), now()));
  std::thread letting_go([&] { holder.reset(); });
  EXPECT_TRUE(try_lock_until(other.get(), Deadline::after(60s)));
  letting_go.join();
}

TEST_F(FileLock, IsNotWaitedForWhereThereIsNone) {
  const Deadline deadline = Deadline::after(60s);
  EXPECT_FALSE(try_lock_until(-1, deadline));
  EXPECT_FALSE(deadline.passed());
}

}  // namespace
}  // namespace tiga::common
