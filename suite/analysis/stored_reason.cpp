#include "suite/analysis/stored_reason.hpp"

#include <array>
#include <optional>
#include <vector>

namespace tiga::suite::analysis {
namespace {

// A text with "{}" for each figure.
struct Pattern {
  std::string_view english;
  std::string_view indonesian;
};

constexpr std::array<Pattern, 8> patterns{{
    {"warm-up: {} of {} requests ended ok; {}", "pemanasan: {} dari {} permintaan berakhir ok; {}"},
    {"{} of {} requests ended ok; {}", "{} dari {} permintaan berakhir ok; {}"},
    {"warm-up: of {} idle connections {} stood at the begin, {} at the end; of {} slow readers {} "
     "and {}; {} of their {} requests failed",
     "pemanasan: dari {} koneksi diam {} bertahan pada awal, {} pada akhir; dari {} pembaca lambat "
     "{} dan {}; {} dari {} permintaan mereka gagal"},
    {"of {} idle connections {} stood at the begin, {} at the end; of {} slow readers {} and {}; "
     "{} "
     "of their {} requests failed",
     "dari {} koneksi diam {} bertahan pada awal, {} pada akhir; dari {} pembaca lambat {} dan {}; "
     "{} dari {} permintaan mereka gagal"},
    {"the servers left no count of their replies", "server tidak meninggalkan hitungan jawabannya"},
    {"counters disagree: the servers sent {} replies, the generator counts {} ok and {} started",
     "hitungan tidak cocok: server mengirim {} jawaban, generator menghitung {} ok dan {} dimulai"},
    {"Little's law does not hold: throughput x mean latency is {} times the mean number of "
     "requests in flight that was measured",
     "hukum Little tidak terpenuhi: throughput x latensi rata-rata adalah {} kali rata-rata "
     "permintaan serentak yang terukur"},
    {"no request was answered", "tidak ada permintaan yang terjawab"},
}};

constexpr std::string_view hole = "{}";

// What stands in the pattern's holes.
std::optional<std::vector<std::string_view>> figures_in(std::string_view text,
                                                        std::string_view pattern) {
  std::vector<std::string_view> figures;
  for (std::size_t at = pattern.find(hole); at != std::string_view::npos; at = pattern.find(hole)) {
    if (!text.starts_with(pattern.substr(0, at))) {
      return std::nullopt;
    }
    text.remove_prefix(at);
    pattern.remove_prefix(at + hole.size());
    const std::string_view next = pattern.substr(0, pattern.find(hole));
    const std::size_t end = next.empty() ? text.size() : text.find(next);
    if (end == std::string_view::npos) {
      return std::nullopt;
    }
    figures.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return text == pattern ? std::optional(figures) : std::nullopt;
}

std::string filled(std::string_view pattern, const std::vector<std::string_view>& figures) {
  std::string text;
  for (const std::string_view figure : figures) {
    const std::size_t at = pattern.find(hole);
    text += pattern.substr(0, at);
    text += figure;
    pattern.remove_prefix(at + hole.size());
  }
  return text.append(pattern);
}

}  // namespace

std::string told_reason(std::string_view reason, text::Language language) {
  if (language == text::Language::indonesian) {
    for (const Pattern& pattern : patterns) {
      if (const auto figures = figures_in(reason, pattern.english)) {
        return filled(pattern.indonesian, *figures);
      }
    }
  }
  return std::string(reason);
}

}  // namespace tiga::suite::analysis
