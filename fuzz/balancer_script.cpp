#include "fuzz/balancer_script.hpp"

namespace tiga::fuzz {

std::vector<Action> read_script(std::string_view input) {
  constexpr std::string_view kinds = "cnhxrpqRabdsmFfeLltgo";
  std::vector<Action> actions;
  while (!input.empty() && actions.size() < most_actions) {
    const std::size_t end = input.find('\0');
    const std::string_view part = input.substr(0, end);
    input = end == std::string_view::npos ? std::string_view() : input.substr(end + 1);
    if (part.empty() || kinds.find(part.front()) == std::string_view::npos) {
      continue;
    }
    Action action{.kind = static_cast<Action::Kind>(part.front()), .who = 0, .text = {}};
    if (part.size() > 1) {
      action.who = (static_cast<unsigned char>(part[1]) + 10U - '0' % 10U) % 10U;  // '0': 0
      action.text = part.substr(2);
    }
    actions.push_back(action);
  }
  return actions;
}

}  // namespace tiga::fuzz
