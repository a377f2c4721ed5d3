// The figures of a row by field.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "audit/field.hpp"
#include "audit/figure.hpp"

namespace tiga::audit {

/// The figures of a row in the order of their fields, used as a std::map. Rules look for hundreds
/// of fields in each row, so that a field is found without a search. A new figure or an erased one
/// invalidates pointers and iterators to the others.
class Figures {
 public:
  using value_type = std::pair<Field, Figure>;
  using iterator = std::vector<value_type>::iterator;
  using const_iterator = std::vector<value_type>::const_iterator;

  Figures() = default;
  Figures(const Figures&) = default;
  Figures& operator=(const Figures&) = default;
  /// Leaves `other` empty.
  Figures(Figures&& other) noexcept
      : all_(std::exchange(other.all_, {})), ends_(std::exchange(other.ends_, {})) {}
  Figures& operator=(Figures&& other) noexcept {
    Figures taken(std::move(other));
    all_.swap(taken.all_);
    ends_.swap(taken.ends_);
    return *this;
  }
  ~Figures() = default;

  iterator begin() { return all_.begin(); }
  iterator end() { return all_.end(); }
  const_iterator begin() const { return all_.begin(); }
  const_iterator end() const { return all_.end(); }
  std::size_t size() const { return all_.size(); }
  bool empty() const { return all_.empty(); }
  void reserve(std::size_t count) { all_.reserve(count); }

  bool contains(Field field) const { return end_of(field) > 0; }
  /// end() if there is none.
  iterator find(Field field) { return contains(field) ? begin() + end_of(field) - 1 : end(); }
  const_iterator find(Field field) const {
    return contains(field) ? begin() + end_of(field) - 1 : end();
  }
  /// Throws std::out_of_range if there is none.
  const Figure& at(Field field) const;
  Figure& at(Field field);

  /// Adds a figure unless the field has one: where the field's figure is, and whether it is new.
  std::pair<iterator, bool> emplace(Field field, Figure figure);
  /// The field's figure; a new one if there is none.
  Figure& operator[](Field field) { return emplace(field, {}).first->second; }
  void erase(Field field);

 private:
  std::ptrdiff_t end_of(Field field) const { return ends_[static_cast<std::size_t>(field)]; }
  void count_from(std::size_t index);

  std::vector<value_type> all_;
  std::array<std::uint8_t, all_field_facts.size()> ends_{};  // one more than the index; 0: none
};

}  // namespace tiga::audit
