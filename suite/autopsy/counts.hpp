// What the autopsy's cells came to, counted as ab counts and as it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/autopsy/ranges.hpp"
#include "suite/records/published.hpp"
#include "suite/records/run_data.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::autopsy {

/// The typical cell of an arm at each concurrency of the plan, ascending; without those that were
/// not run.
std::vector<const records::CellRow*> typical_cells(const records::RunData& run,
                                                   std::string_view arm);

/// "1000 empty_reply", "57 ok, 1 abandoned, 942 not_started", as the columns of cells.csv say.
std::string ends_of(const records::CellRow& cell);

/// What a server's runs came to, one at each concurrency.
struct Counted {
  std::size_t runs = 0;
  CountRange complete;  ///< as ab counts, a run; so the next three
  CountRange failed;
  CountRange non_2xx;
  CountRange bytes;
  CountRange syns_again;
  RealRange rates;  ///< requests a second
  RealRange times;  ///< seconds
  EndCounts ends;   ///< over all of them
};

/// Of an arm's typical cells.
Counted counted(const records::RunData& run, std::string_view arm);

/// Of a published table, which knows no ends, no non-2xx and no SYNs.
Counted counted(const records::Published& published, const std::string& table);

/// What ab would print of an arm's cells, and what their requests ended as; nothing where none was
/// run.
std::optional<std::string> counts_sentence(const records::RunData& run, const std::string& arm,
                                           text::Language language);

/// The same of a published table, which knows no ends; nothing where it is not there.
std::optional<std::string> published_sentence(const records::Published& published,
                                              const std::string& table, text::Language language);

}  // namespace tiga::suite::autopsy
