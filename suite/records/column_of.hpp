// How a column is made from a member of a row. For the files that list columns, no others.
#pragma once

#include <fmt/format.h>

#include <concepts>
#include <optional>
#include <string>

#include "common/numbers.hpp"
#include "suite/records/columns.hpp"

namespace tiga::suite::records {

inline constexpr int shortest = -1;  // as many digits as it takes to read the same number back

inline std::string to_field(const std::string& value, int) { return value; }
inline std::string to_field(const Reason& value, int) { return value.field(); }
inline std::string to_field(bool value, int) { return value ? "yes" : "no"; }
inline std::string to_field(std::uint64_t value, int) { return std::to_string(value); }
inline std::string to_field(double value, int decimals) {
  return decimals == shortest ? fmt::format("{}", value) : fmt::format("{:.{}f}", value, decimals);
}
template <class Value>
std::string to_field(const std::optional<Value>& value, int decimals) {
  return value ? to_field(*value, decimals) : std::string();
}

inline bool from_field(const std::string& field, std::string& value) {
  value = field;
  return true;
}
inline bool from_field(const std::string& field, Reason& value) {
  value = Reason::from_field(field);
  return true;
}
inline bool from_field(const std::string& field, bool& value) {
  value = field == "yes";
  return value || field == "no";
}
template <class Number>
requires std::same_as<Number, double> || std::same_as<Number, std::uint64_t>
bool from_field(const std::string& field, Number& value) {
  const auto number = common::to_number<Number>(field);
  value = number.value_or(value);
  return number.has_value();
}
template <class Value>
bool from_field(const std::string& field, std::optional<Value>& value) {
  value.reset();
  return field.empty() || from_field(field, value.emplace());
}

// A column over one member.
template <class Row, class Member>
Column<Row> column(std::string name, std::string unit, Member Row::*member, std::string meaning,
                   int decimals = shortest) {
  return {std::move(name), std::move(unit), std::move(meaning),
          [=](const Row& row) { return to_field(row.*member, decimals); },
          [=](Row& row, const std::string& field) { return from_field(field, row.*member); }};
}

}  // namespace tiga::suite::records
