#include "suite/plan/concurrency_model.hpp"

#include <charconv>

#include "suite/text/told.hpp"

namespace tiga::suite::plan {
namespace {

// A number from 1 to 9999 that stands between two texts.
std::optional<unsigned> number_between(std::string_view text, std::string_view before,
                                       std::string_view after) {
  if (!text.starts_with(before) || !text.ends_with(after) ||
      text.size() <= before.size() + after.size()) {
    return std::nullopt;
  }
  text.remove_prefix(before.size());
  text.remove_suffix(after.size());
  unsigned number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  const bool good = error == std::errc() && stopped == end && number >= 1 && number <= 9999;
  return good ? std::optional(number) : std::nullopt;
}

}  // namespace

std::optional<Handling> parse_handling(std::string_view text) {
  if (text == "one loop") {
    return one_loop;
  }
  if (text == "a loop a core") {
    return a_loop_a_core;
  }
  if (text == "a thread a connection") {
    return a_thread_each;
  }
  if (text == "a process a connection") {
    return a_process_each;
  }
  if (const auto number = number_between(text, "", " loops")) {
    return loops(*number);
  }
  if (const auto handlers = number_between(text, "a pool of ", "")) {
    return pool_of(*handlers);
  }
  return std::nullopt;
}

std::string_view handling_texts() {
  return "\"one loop\", \"4 loops\", \"a loop a core\", \"a thread a connection\", "
         "\"a process a connection\", \"a pool of 16\"";
}

std::string to_text(const Handling& handling, text::Language language) {
  switch (handling.by) {
    case Handling::By::loops:
      if (handling.most == 0) {
        return std::string(
            either(language, "an event loop for each core", "satu event loop untuk setiap inti"));
      }
      return handling.most == 1 ? std::string(either(language, "one event loop", "satu event loop"))
                                : told(language, "{} event loops", "{} event loop", handling.most);
    case Handling::By::threads:
      return std::string(
          either(language, "a thread for each connection", "satu thread untuk setiap koneksi"));
    case Handling::By::processes:
      return std::string(
          either(language, "a process for each connection", "satu proses untuk setiap koneksi"));
    case Handling::By::pool:
      return told(language, "a pool of {}", "kumpulan {} pekerja", handling.most);
    case Handling::By::unknown:
      break;
  }
  return std::string(either(language, "unknown", "tidak diketahui"));
}

}  // namespace tiga::suite::plan
