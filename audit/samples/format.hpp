// The columns of files of samples.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/tool.hpp"

namespace tiga::audit::samples {

/// Names of columns; empty: there is none.
struct Format {
  Tool tool;
  std::string_view kind;
  char separator;
  std::string_view elapsed;
  double elapsed_s;  ///< seconds in its unit
  std::string_view start;
  double start_s;
  std::string_view label;
  std::string_view status;
  std::string_view success;
  std::string_view bytes;
  std::string_view users;
};

/// A format with the places of its columns in a row.
struct Columns {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  const Format* format = nullptr;
  bool has_headings = true;
  char separator = ',';
  std::size_t count = 0;
  std::size_t elapsed = none;
  std::size_t start = none;
  std::size_t label = none;
  std::size_t status = none;
  std::size_t success = none;
  std::size_t bytes = none;
  std::size_t users = none;
};

/// The columns of a file by its first line; `nullopt` if it is no file of samples.
std::optional<Columns> columns_of(std::string_view text);

}  // namespace tiga::audit::samples
