// Normal forms of words in headings and units: English, Indonesian, Spanish, Portuguese, French,
// German.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tiga::audit::headings {

/// "Waktu per permintaan", "Temps par requête" and "Time per requests" are both {time, per,
/// request}; "[#/sec]" is {request, per, s}. Words without meaning here ("for", "yang") are
/// skipped.
std::vector<std::string> words_of(std::string_view text);

/// The words with one space between them.
std::string joined(const std::vector<std::string>& words);

}  // namespace tiga::audit::headings
