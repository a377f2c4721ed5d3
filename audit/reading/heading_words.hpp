// The words by which a heading names a field.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/field.hpp"

namespace tiga::audit::reading {

/// The field of a phrase in the forms of words_of(), without its unit; "mean" may be in it or not.
/// Nothing where the phrase is not known as a whole.
std::optional<Field> field_named(const std::vector<std::string>& words);

}  // namespace tiga::audit::reading
