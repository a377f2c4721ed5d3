// What other folders' readers need of audit/headings/heading.hpp.
#pragma once

#include "audit/headings/heading.hpp"

namespace tiga::audit::reading {

using headings::Meaning;
using headings::meaning_of;
using headings::share_of;

}  // namespace tiga::audit::reading
