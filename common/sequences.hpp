// Searches in sequences, and sequences made of others. The standard library has them as views,
// which clang 14 does not compile.
#pragma once

#include <algorithm>
#include <functional>
#include <iterator>
#include <type_traits>
#include <vector>

namespace tiga::common {

/// Whether an element, or what `projection` takes from it, is `value`.
template <class Sequence, class Value, class Projection = std::identity>
bool contains(const Sequence& sequence, const Value& value, Projection projection = {}) {
  return std::ranges::find(sequence, value, projection) != std::end(sequence);
}

/// The first element of which `holds` is true, or nullptr. It lives in the sequence.
template <class Sequence, class Predicate>
const auto* find_where(const Sequence& sequence, Predicate holds) {
  const auto found = std::ranges::find_if(sequence, holds);
  return found == std::end(sequence) ? nullptr : &*found;
}

/// The elements of which `holds` is true, in their order.
template <class Sequence, class Predicate>
auto filtered(const Sequence& sequence, Predicate holds) {
  std::vector<typename Sequence::value_type> out;
  std::ranges::copy_if(sequence, std::back_inserter(out), holds);
  return out;
}

/// What `function` gives for each element, in their order.
template <class Sequence, class Function>
auto transformed(const Sequence& sequence, Function function) {
  std::vector<std::decay_t<std::invoke_result_t<Function&, decltype(*std::begin(sequence))>>> out;
  out.reserve(std::size(sequence));
  for (const auto& element : sequence) {
    out.push_back(std::invoke(function, element));
  }
  return out;
}

/// The same elements, ascending.
template <class Sequence>
Sequence sorted(Sequence sequence) {
  std::ranges::sort(sequence);
  return sequence;
}

}  // namespace tiga::common
