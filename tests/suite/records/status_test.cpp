#include <gtest/gtest.h>

#include <stdexcept>

#include "suite/records/manifest.hpp"

namespace tiga::suite::records {
namespace {

// manifest.json and map.json are both read by this.
TEST(RunStatusText, IsParsedAndRefusedIfUnknown) {
  for (const RunStatus status : {RunStatus::running, RunStatus::complete, RunStatus::interrupted}) {
    EXPECT_EQ(parse_status(to_string(status)), status);
  }
  EXPECT_THROW(parse_status("finished"), std::invalid_argument);
  EXPECT_THROW(parse_status(""), std::invalid_argument);
}

}  // namespace
}  // namespace tiga::suite::records
