#include "suite/plan/concurrency_model.hpp"

#include <array>
#include <regex>
#include <utility>

#include "suite/text/tr.hpp"

namespace tiga::suite::plan {
namespace {

constexpr auto without_number = std::to_array<std::pair<std::string_view, ConcurrencyModel>>({
    {"one loop", one_loop},
    {"a loop a core", a_loop_a_core},
    {"a thread a connection", a_thread_each},
    {"a process a connection", a_process_each},
});

}  // namespace

std::optional<ConcurrencyModel> parse_concurrency_model(std::string_view text) {
  for (const auto& [name, model] : without_number) {
    if (text == name) {
      return model;
    }
  }
  static const std::regex numbered("0*([1-9][0-9]{0,3}) loops|a pool of 0*([1-9][0-9]{0,3})");
  std::cmatch found;
  if (!std::regex_match(text.data(), text.data() + text.size(), found, numbered)) {
    return std::nullopt;
  }
  return found[1].matched ? loops(static_cast<unsigned>(std::stoul(found[1])))
                          : pool_of(static_cast<unsigned>(std::stoul(found[2])));
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
