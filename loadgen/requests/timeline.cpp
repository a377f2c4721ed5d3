#include "loadgen/requests/timeline.hpp"

#include "loadgen/latency_summary.hpp"

namespace tiga::loadgen::requests {
namespace {

TimelineRow row_of(std::uint64_t second, const TimelineSlice& slice) {
  const stats::Samples& latency = slice.latency_ns;
  return {second,
          slice.ok,
          slice.failed,
          slice.not_started,
          in_us(latency.quantile(0.5)),
          in_us(latency.quantile(0.99)),
          in_us(latency.max())};
}

}  // namespace

void Timeline::add(std::uint64_t second, const TimelineSlice& slice) {
  const std::lock_guard lock(mutex_);
  Second& merged = open_[second];
  merged.all.ok += slice.ok;
  merged.all.failed += slice.failed;
  merged.all.not_started += slice.not_started;
  merged.all.latency_ns.merge(slice.latency_ns);
  if (++merged.threads == threads_) {
    rows_.push_back(row_of(second, merged.all));
    open_.erase(second);
  }
}

std::vector<TimelineRow> Timeline::rows() const {
  const std::lock_guard lock(mutex_);
  std::vector<TimelineRow> rows = rows_;
  for (const auto& [second, merged] : open_) {
    rows.push_back(row_of(second, merged.all));
  }
  return rows;
}

void TimelineRecorder::ended(common::TimePoint now, bool ok, common::Nanoseconds latency) {
  while (now >= next_) {
    hand_in(not_started_before_);
  }
  if (ok) {
    ++slice_.ok;
    slice_.latency_ns.add(static_cast<std::uint64_t>(latency.count()));
  } else {
    ++slice_.failed;
  }
}

void TimelineRecorder::pass(common::TimePoint now, std::uint64_t not_started) {
  while (now >= next_) {
    hand_in(not_started);
  }
}

void TimelineRecorder::finish(std::uint64_t not_started) { hand_in(not_started); }

void TimelineRecorder::hand_in(std::uint64_t not_started) {
  slice_.not_started = not_started - not_started_before_;
  not_started_before_ = not_started;
  timeline_.add(second_, slice_);
  slice_ = {};
  ++second_;
  next_ += std::chrono::seconds(1);
}

}  // namespace tiga::loadgen::requests
