// Quotes bytes from outside for one line of text.
#pragma once

#include "common/quote.hpp"

namespace tiga::loadgen {

using common::quote;

}  // namespace tiga::loadgen
