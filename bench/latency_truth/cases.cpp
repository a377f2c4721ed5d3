#include "bench/latency_truth/study.hpp"
#include "stats/random.hpp"

namespace tiga::bench {
namespace {

using namespace std::chrono_literals;
using common::Nanoseconds;
using tests::DelaySchedule;
using tests::Sending;
using tests::Stall;
using tests::TruthCase;

/// One kind of delay, and the loads under which neither server nor generator is busy: a queue in
/// either would be part of the latency, but not of the record.
struct Kind {
  const char* name;
  DelaySchedule schedule;
  std::uint64_t closed_concurrency;
  std::uint64_t closed_requests;
  double open_rate;
  std::uint64_t open_requests;
};

// 70 % 200 us, 25 % 10 ms, 5 % 200 ms, so that p50, p90 and p99 each lie well inside one of them;
// in random order, so that nothing synchronises with the connections.
std::vector<Nanoseconds> mixture() {
  std::vector<Nanoseconds> delays;
  for (int percent = 0; percent < 100; ++percent) {
    delays.push_back(percent < 70 ? Nanoseconds(200us)
                                  : (percent < 95 ? Nanoseconds(10ms) : Nanoseconds(200ms)));
  }
  stats::Random(1).shuffle(delays);
  return delays;
}

std::vector<Kind> kinds() {
  const Stall stall{.after = 500ms, .length = 1s};
  return {{"50 us", {.delays = {50us}}, 2, 10'000, 1000, 2000},
          {"200 us", {.delays = {200us}}, 2, 10'000, 1000, 2000},
          {"1 ms", {.delays = {1ms}}, 4, 5000, 1000, 2000},
          {"10 ms", {.delays = {10ms}}, 16, 3000, 500, 1000},
          {"200 ms", {.delays = {200ms}}, 50, 500, 250, 500},
          {"mixture", {.delays = mixture()}, 16, 2000, 500, 1000},
          {"stall of 1 s in 1 ms", {.delays = {1ms}, .stall = stall}, 4, 5000, 1000, 3000}};
}

TruthCase case_of(const Kind& kind, bool keep_alive, Sending sending) {
  constexpr std::uint64_t never_all_busy = 200;
  const bool closed = sending == Sending::closed;
  return {.delay = kind.name,
          .schedule = kind.schedule,
          .sending = sending,
          .keep_alive = keep_alive,
          .concurrency = closed ? kind.closed_concurrency : never_all_busy,
          .requests = closed ? kind.closed_requests : kind.open_requests,
          .rate = closed ? 0 : kind.open_rate};
}

}  // namespace

std::vector<TruthCase> study_cases(bool open_loops) {
  std::vector<TruthCase> cases;
  for (const bool keep_alive : {true, false}) {
    for (const Kind& kind : kinds()) {
      for (const Sending sending :
           {Sending::closed, Sending::open_constant, Sending::open_poisson}) {
        // Only loadgen knows when it intended to send; during a stall the server cannot know.
        const bool unknown = sending == Sending::open_poisson && kind.schedule.stall;
        if (sending == Sending::closed || (open_loops && !unknown)) {
          cases.push_back(case_of(kind, keep_alive, sending));
        }
      }
    }
  }
  return cases;
}

}  // namespace tiga::bench
