// The text functions of markup, by which every reader takes a file apart.
#pragma once

#include "audit/markup/text.hpp"

namespace tiga::audit::reading {

using markup::lines_of;
using markup::plain;
using markup::shown;
using markup::trimmed;

}  // namespace tiga::audit::reading
