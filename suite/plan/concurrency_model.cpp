#include "suite/plan/concurrency_model.hpp"

#include <charconv>

#include "suite/text/tr.hpp"

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

std::optional<ConcurrencyModel> parse_concurrency_model(std::string_view text) {
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

std::string to_text(const ConcurrencyModel& concurrency_model, text::Language language) {
  switch (concurrency_model.by) {
    case ConcurrencyModel::By::loops:
      if (concurrency_model.most == 0) {
        return tr(language, "an event loop for each core");
      }
      return concurrency_model.most == 1 ? tr(language, "one event loop")
                                         : tr(language, "{} event loops", concurrency_model.most);
    case ConcurrencyModel::By::threads:
      return tr(language, "a thread for each connection");
    case ConcurrencyModel::By::processes:
      return tr(language, "a process for each connection");
    case ConcurrencyModel::By::pool:
      return tr(language, "a pool of {}", concurrency_model.most);
    case ConcurrencyModel::By::unknown:
      break;
  }
  return tr(language, "unknown");
}

}  // namespace tiga::suite::plan
