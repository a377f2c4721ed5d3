#include "audit/figures.hpp"

#include <algorithm>
#include <stdexcept>

namespace tiga::audit {

const Figure& Figures::at(Field field) const {
  if (!contains(field)) {
    throw std::out_of_range("the row has no such figure");
  }
  return find(field)->second;
}

Figure& Figures::at(Field field) {
  if (!contains(field)) {
    throw std::out_of_range("the row has no such figure");
  }
  return find(field)->second;
}

std::pair<Figures::iterator, bool> Figures::emplace(Field field, Figure figure) {
  if (contains(field)) {
    return {find(field), false};
  }
  const auto after = std::ranges::upper_bound(all_, field, {}, &value_type::first);
  const auto added = all_.emplace(after, field, std::move(figure));
  count_from(static_cast<std::size_t>(added - begin()));
  return {added, true};
}

void Figures::erase(Field field) {
  if (contains(field)) {
    const auto next = all_.erase(find(field));
    ends_[static_cast<std::size_t>(field)] = 0;
    count_from(static_cast<std::size_t>(next - begin()));
  }
}

void Figures::count_from(std::size_t index) {
  for (; index < all_.size(); ++index) {
    ends_[static_cast<std::size_t>(all_[index].first)] = static_cast<std::uint8_t>(index + 1);
  }
}

}  // namespace tiga::audit
