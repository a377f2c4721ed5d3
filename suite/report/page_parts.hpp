// What every page of the suite has alike.
#pragma once

#include "document/document.hpp"
#include "suite/records/rows.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::report {

/// The labels of a page in that language.
document::Labels page_labels(text::Language language);

/// A number with so many decimals, by which its column is sorted; empty if it is not known.
document::TableField number_field(const records::Real& value, int decimals);

}  // namespace tiga::suite::report
