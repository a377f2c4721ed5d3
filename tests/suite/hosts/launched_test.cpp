#include "suite/hosts/launched.hpp"

#include <gmock/gmock.h>

#include <map>

#include "common/error.hpp"
#include "common/files.hpp"

namespace tiga::suite::hosts {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::optional<Started> started_with(const std::map<std::string, std::string>& variables) {
  return started_by_launcher([&](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  });
}

TEST(Launched, AloneWithoutALauncher) {
  EXPECT_FALSE(started_with({}));
  EXPECT_FALSE(started_with({{"OMPI_COMM_WORLD_SIZE", "1"}, {"OMPI_COMM_WORLD_RANK", "0"}}));
  EXPECT_FALSE(started_with({{"OMPI_COMM_WORLD_SIZE", "many"}}));
}

TEST(Launched, AloneInABatchScriptOfSeveralTasks) {
  EXPECT_FALSE(started_with({{"SLURM_NTASKS", "4"}, {"SLURM_PROCID", "0"}}));
}

TEST(Launched, ByMpirun) {
  const auto started = started_with({{"OMPI_COMM_WORLD_SIZE", "4"},
                                     {"OMPI_COMM_WORLD_RANK", "3"},
                                     {"SLURM_STEP_NUM_TASKS", "1"}});
  ASSERT_TRUE(started);
  EXPECT_EQ(started->processes, 4U);
  EXPECT_EQ(started->rank, 3U);
  EXPECT_THAT(started->why_not, IsEmpty());
}

TEST(Launched, BySrunWithPmix) {
  const auto started =
      started_with({{"SLURM_STEP_NUM_TASKS", "2"}, {"SLURM_PROCID", "1"}, {"PMIX_RANK", "1"}});
  ASSERT_TRUE(started);
  EXPECT_EQ(started->processes, 2U);
  EXPECT_EQ(started->rank, 1U);
  EXPECT_THAT(started->why_not, IsEmpty());
}

TEST(Launched, BySrunWithoutPmixIsRefusedWithTheOption) {
  const auto started = started_with({{"SLURM_STEP_NUM_TASKS", "2"}, {"SLURM_PROCID", "1"}});
  ASSERT_TRUE(started);
  EXPECT_EQ(started->rank, 1U);
  EXPECT_THAT(started->why_not, HasSubstr("--mpi=pmix"));
  try {
    exchange_greetings(*started, {}, "/nowhere");
    FAIL() << "it was not refused";
  } catch (const common::CannotRun& refusal) {
    EXPECT_EQ(refusal.what(), started->why_not);
  }
}

TEST(Launched, WithoutTheModuleNamesTheWayToIt) {
  const common::TemporaryFolder empty;
  try {
    exchange_greetings({}, {}, empty.path());
    FAIL() << "it was not refused";
  } catch (const common::CannotRun& refusal) {
    EXPECT_THAT(refusal.what(), HasSubstr("make hosts"));
  }
}

TEST(Launched, AModuleThatIsNoneIsRefused) {
  const common::TemporaryFolder folder;
  common::write_file(folder.path() / "libtiga_mpi.so", "none");
  try {
    exchange_greetings({}, {}, folder.path());
    FAIL() << "it was not refused";
  } catch (const common::CannotRun& refusal) {
    EXPECT_THAT(refusal.what(), HasSubstr("cannot load MPI"));
  }
}

}  // namespace
}  // namespace tiga::suite::hosts
