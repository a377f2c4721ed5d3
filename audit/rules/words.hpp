// Parts of sentences that several rules use.
#pragma once

#include <string>

#include "audit/table.hpp"
#include "suite/text/tr.hpp"

namespace tiga::audit::rules {

using suite::text::localized;
using suite::text::LocalizedText;
using suite::text::message;

/// A field's name in the language of the reader.
LocalizedText name_of(Field field);

/// "1 request", "2 requests", of a count as it is shown.
LocalizedText requests_text(const std::string& count);

/// The same, with the count as count_text().
LocalizedText requests_text(const AuditedTable& table, double count);

/// "1 reply", "2 replies"
LocalizedText replies_text(const AuditedTable& table, double count);

/// "1000 complete, 3 failed": the counts of requests that the row has.
LocalizedText counts_of(const Row& row);

/// "connect 3, timeout 2": the errors beside replies that the row has; empty if there are none.
LocalizedText errors_text(const AuditedTable& table, const Row& row);

/// Both, with a separator between them unless one is empty.
LocalizedText joined(const LocalizedText& first, std::string_view separator,
                     const LocalizedText& second);

}  // namespace tiga::audit::rules
