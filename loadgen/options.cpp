#include "loadgen/options.hpp"

#include <algorithm>

namespace tiga::loadgen {
namespace {

template <typename Value, std::size_t Count>
std::optional<Value> named(const std::array<std::string_view, Count>& names,
                           std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::nullopt
                              : std::optional(static_cast<Value>(found - names.begin()));
}

}  // namespace

std::string_view name_of(EngineChoice engine) {
  return engine_names[static_cast<std::size_t>(engine)];
}

std::optional<EngineChoice> engine_named(std::string_view name) {
  return named<EngineChoice>(engine_names, name);
}

std::string_view name_of(Arrivals arrivals) {
  return arrivals_names[static_cast<std::size_t>(arrivals)];
}

std::optional<Arrivals> arrivals_named(std::string_view name) {
  return named<Arrivals>(arrivals_names, name);
}

}  // namespace tiga::loadgen
