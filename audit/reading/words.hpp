// Words of headings and units, English and Indonesian, in one form each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tiga::audit::reading {

/// "Waktu per permintaan" and "Time per requests" are both {time, per, request}; "[#/sec]" is
/// {request, per, s}. Words that say nothing ("for", "yang") are left out.
std::vector<std::string> words_of(std::string_view text);

/// The words with one space between them.
std::string joined(const std::vector<std::string>& words);

}  // namespace tiga::audit::reading
