#include "suite/records/run_folder.hpp"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/error.hpp"
#include "common/files.hpp"
#include "tests/support/file_size_limit.hpp"

namespace tiga::suite::records {
namespace {

namespace fs = std::filesystem;

TEST(RunFolder, IsNewForEachRun) {
  const common::TemporaryFolder temporary;
  const fs::path results = temporary.path() / "deep" / "results";
  const fs::path one = create_run_folder(results, "quick");
  const fs::path two = create_run_folder(results, "quick");
  EXPECT_NE(one, two);
  EXPECT_TRUE(fs::is_directory(one));
  EXPECT_TRUE(fs::is_directory(two));
  EXPECT_THAT(one.filename().string(), testing::MatchesRegex("[0-9]+T[0-9]+Z-quick"));
}

TEST(RunFolder, ThatCannotBeCreatedIsReportedInOneLine) {
  const common::TemporaryFolder temporary;
  common::write_file(temporary.path() / "file", "");
  try {
    create_run_folder(temporary.path() / "file" / "results", "quick");
    FAIL() << "no complaint";
  } catch (const common::CannotRun& error) {
    EXPECT_THAT(error.what(), testing::StartsWith("cannot create a folder in "));
    EXPECT_THAT(error.what(), testing::HasSubstr("Not a directory; name another with --results"));
  }
}

TEST(RunFolder, LatestPointsToTheLastOne) {
  const common::TemporaryFolder temporary;
  const fs::path one = create_run_folder(temporary.path(), "a");
  const fs::path two = create_run_folder(temporary.path(), "b");
  point_latest_to(one);
  EXPECT_EQ(fs::read_symlink(temporary.path() / "latest"), one.filename());
  point_latest_to(two);
  EXPECT_EQ(fs::read_symlink(temporary.path() / "latest"), two.filename());
}

TEST(RunFolder, IsNotLinkedIfLatestIsARealFolder) {
  const common::TemporaryFolder temporary;
  const fs::path run = create_run_folder(temporary.path(), "a");
  fs::create_directories(temporary.path() / "latest" / "mine");
  EXPECT_THROW(point_latest_to(run), common::CannotRun);
  EXPECT_TRUE(fs::is_directory(temporary.path() / "latest" / "mine"));
  EXPECT_EQ(std::distance(fs::directory_iterator(temporary.path()), {}), 2) << "nothing left over";
}

// As between fork(2) and execve(2).
TEST(RunFolder, IsLockedAsSoonAsTheChildOfAKilledHolderHasLetGo) {
  const common::TemporaryFolder run;
  common::UniqueFd held = lock_run(run.path());
  const pid_t child = ::fork();
  if (child == 0) {
    ::usleep(100'000);
    ::_exit(0);
  }
  held.reset();
  EXPECT_TRUE(lock_run(run.path()));
  EXPECT_EQ(::waitpid(child, nullptr, 0), child);
}

TEST(GrowingFile, AppendsToItsContent) {
  const common::TemporaryFolder temporary;
  GrowingFile file(temporary.path() / "x", "head\n");
  file.append("one\n");
  file.append("");
  file.append("two\n");
  EXPECT_EQ(common::read_file(temporary.path() / "x"), "head\none\ntwo\n");
}

TEST(GrowingFile, HasNoPartOfAPieceThatDidNotFit) {
  const common::TemporaryFolder temporary;
  GrowingFile file(temporary.path() / "x", "head\n");
  file.append("one\n");
  {
    const tests::FileSizeLimit full(12);
    EXPECT_THROW(file.append("longer\n"), common::CannotRun);
    EXPECT_THROW(file.append("longer\n"), common::CannotRun);
  }
  EXPECT_EQ(common::read_file(temporary.path() / "x"), "head\none\n");
  file.append("two\n");
  EXPECT_EQ(common::read_file(temporary.path() / "x"), "head\none\ntwo\n");
}

}  // namespace
}  // namespace tiga::suite::records
