#include "suite/runs/interrupt.hpp"

#include <gmock/gmock.h>

#include <csignal>

namespace tiga::suite::runs {
namespace {

using testing::ThrowsMessage;

TEST(Interrupt, LetsWhatGoesOnEndAfterOneSigint) {
  Interrupt interrupt;
  EXPECT_FALSE(interrupt.wants_end());
  EXPECT_NO_THROW(interrupt.check());
  ::raise(SIGINT);
  EXPECT_TRUE(interrupt.wants_end());
  EXPECT_TRUE(interrupt.wants_end()) << "it stays so";
  EXPECT_THAT([&] { interrupt.check(); }, ThrowsMessage<Interrupted>("interrupted: Interrupt"));
}

TEST(Interrupt, EndsAtOnceAtTheSecondSigint) {
  Interrupt interrupt;
  ::raise(SIGINT);
  EXPECT_TRUE(interrupt.wants_end());
  ::raise(SIGINT);
  EXPECT_THROW(interrupt.wants_end(), Interrupted);
  EXPECT_THROW(interrupt.wants_end(), Interrupted) << "it stays so";
}

TEST(Interrupt, EndsAtOnceAtAnyOtherSignal) {
  for (const bool after_sigint : {false, true}) {
    Interrupt interrupt;
    if (after_sigint) {
      ::raise(SIGINT);
      EXPECT_TRUE(interrupt.wants_end());
    }
    ::raise(SIGTERM);
    EXPECT_THAT([&] { interrupt.wants_end(); },
                ThrowsMessage<Interrupted>("interrupted: Terminated"));
    EXPECT_THROW(interrupt.check(), Interrupted);
  }
}

}  // namespace
}  // namespace tiga::suite::runs
