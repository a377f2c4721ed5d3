// `{port}` and the like in commands and files of a plan.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::suite::plan {

/// What each placeholder stands for, by name.
using PlaceholderValues = std::map<std::string, std::string, std::less<>>;

/// The names of a text's placeholders. One is a brace, a small letter, small letters and digits, a
/// brace: `{port}`. Braces with anything else in them are text, as nginx has them; so are
/// `${name}`, and `{{name}}`, which stands for `{name}`.
std::vector<std::string> placeholders_in(std::string_view text);

/// The text with its placeholders filled in. One without a value stays as it is.
std::string fill(std::string_view text, const PlaceholderValues& values);

}  // namespace tiga::suite::plan
