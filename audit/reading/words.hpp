// What other folders' readers need of audit/headings/words.hpp.
#pragma once

#include "audit/headings/words.hpp"

namespace tiga::audit::reading {

using headings::joined;
using headings::words_of;

}  // namespace tiga::audit::reading
