#include "autopsy/reply_times.hpp"

#include <bit>
#include <exception>

#include "common/files.hpp"

namespace tiga::autopsy {
namespace {

// Powers of two, and approximately the midpoints between them on a logarithmic axis.
bool is_noted(std::uint64_t reply) {
  return std::has_single_bit(reply) || (reply % 3 == 0 && std::has_single_bit(reply / 3));
}

}  // namespace

void ReplyTimes::count() {
  const std::lock_guard guard(mutex_);
  if (is_noted(++replies_)) {
    const std::chrono::duration<double> since = common::SteadyClock::now() - start_;
    times_.emplace_back(replies_, since.count());
  }
}

bool ReplyTimes::write(const std::string& file) const {
  const std::lock_guard guard(mutex_);
  std::string text = "{\"replies\": " + std::to_string(replies_) + ", \"reply_times\": [";
  for (const auto& [reply, seconds] : times_) {
    text.append(text.back() == '[' ? "[" : ",[").append(std::to_string(reply));
    text.append(",").append(std::to_string(seconds)).append("]");
  }
  try {
    common::write_file(file, text + "]}\n");
  } catch (const std::exception&) {
    return false;
  }
  return true;
}

}  // namespace tiga::autopsy
