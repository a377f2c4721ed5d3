// The words that name a field in a heading.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/field.hpp"

namespace tiga::audit::reading {

/// The field of a phrase in the forms of words_of(), without its unit; "mean" is optional.
/// `nullopt` unless the whole phrase is understood.
std::optional<Field> field_named(const std::vector<std::string>& words);

}  // namespace tiga::audit::reading
