#include "audit/reading/written.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "audit/markup/text.hpp"
#include "common/text.hpp"

namespace tiga::audit::reading {
namespace {

using markup::trimmed;

constexpr std::array<std::string_view, 28> about_marks = {"~",
                                                          "\xE2\x89\x88",
                                                          "\xE2\x88\xBC",
                                                          "\xE2\x89\x83",
                                                          "\xE2\x89\x85",
                                                          "\xC2\xB1",
                                                          "about",
                                                          "approximately",
                                                          "approx.",
                                                          "approx",
                                                          "around",
                                                          "roughly",
                                                          "circa",
                                                          "ca.",
                                                          "ca",
                                                          "sekitar",
                                                          "kira-kira",
                                                          "kurang lebih",
                                                          "aprox.",
                                                          "aprox",
                                                          "aproximadamente",
                                                          "cerca de",
                                                          "alrededor de",
                                                          "environ",
                                                          "env.",
                                                          "etwa",
                                                          "rund",
                                                          "zirka"};

struct BoundMark {
  std::string_view text;
  char sign;
};

constexpr auto bound_marks = std::to_array<BoundMark>({
    {"<=", '<'},
    {"<", '<'},
    {"\xE2\x89\xA4", '<'},
    {"less than", '<'},
    {"fewer than", '<'},
    {"under", '<'},
    {"kurang dari", '<'},
    {"di bawah", '<'},
    {"menos de", '<'},
    {"menos que", '<'},
    {"moins de", '<'},
    {"weniger als", '<'},
    {"unter", '<'},
    {">=", '>'},
    {">", '>'},
    {"\xE2\x89\xA5", '>'},
    {"more than", '>'},
    {"lebih dari", '>'},
    {"di atas", '>'},
    {"mais de", '>'},
    {"plus de", '>'},
    {"mehr als", '>'},
    {"m\xC3\xA1s de", '>'},
});

struct Scale {
  std::string_view word;
  double factor;
};

constexpr double thousand = 1e3;
constexpr double million = 1e6;
constexpr std::array<Scale, 21> scales = {{{"k", thousand},
                                           {"thousand", thousand},
                                           {"thousands", thousand},
                                           {"ribu", thousand},
                                           {"rb", thousand},
                                           {"mil", thousand},
                                           {"mille", thousand},
                                           {"tsd", thousand},
                                           {"tausend", thousand},
                                           {"million", million},
                                           {"millions", million},
                                           {"mio", million},
                                           {"mn", million},
                                           {"millionen", million},
                                           {"juta", million},
                                           {"jt", million},
                                           {"millones", million},
                                           {"milh\xC3\xB5"
                                            "es",
                                            million},
                                           {"milhoes", million},
                                           {"millon", million},
                                           {"mill\xC3\xB3n", million}}};

bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         static_cast<unsigned char>(letter) >= 0x80;
}

bool begins_number(std::string_view text) {
  return !text.empty() && text[0] >= '0' && text[0] <= '9';
}

// The mark before a number that says that it is a bound; its text is empty if there is none.
BoundMark bound_at(std::string_view cell) {
  if (cell.empty() || (!is_letter(cell[0]) && cell[0] != '<' && cell[0] != '>')) {
    return {"", '\0'};
  }
  for (const BoundMark& mark : bound_marks) {
    if (common::lower_case(cell.substr(0, mark.text.size())) == mark.text &&
        begins_number(trimmed(cell.substr(mark.text.size())))) {
      return mark;
    }
  }
  return {"", '\0'};
}

// The length of the mark that says that the number is approximate; 0 if there is none.
std::size_t about_at(std::string_view cell) {
  if (cell.empty() || (!is_letter(cell[0]) && cell[0] != '~')) {
    return 0;
  }
  for (const std::string_view mark : about_marks) {
    if (common::lower_case(cell.substr(0, mark.size())) == mark) {
      const bool is_word = is_letter(mark.back()) && static_cast<unsigned char>(mark[0]) < 0x80;
      if (!is_word || (cell.size() > mark.size() && !is_letter(cell[mark.size()]))) {
        return mark.size();
      }
    }
  }
  return 0;
}

// The length of a scale at the begin of `rest`, blanks before it included.
std::size_t scale_at(std::string_view rest, double& factor) {
  const std::size_t begin = std::min(rest.find_first_not_of(' '), rest.size());
  std::size_t end = begin;
  while (end < rest.size() && is_letter(rest[end])) {
    ++end;
  }
  const std::string_view word = rest.substr(begin, end - begin);
  if (word == "M") {
    factor = million;
    return end;
  }
  const std::string lower = common::lower_case(word);
  const auto scale = std::ranges::find(scales, std::string_view(lower), &Scale::word);
  if (scale == scales.end()) {
    return 0;
  }
  factor = scale->factor;
  const bool has_point = word.size() > 1 && end < rest.size() && rest[end] == '.';  // "Mio."
  return end + (has_point ? 1 : 0);
}

// Cuts "± 0.3" out of the rest; what follows it stays if nothing stood before it.
void take_spread(WrittenCell& cell) {
  for (const std::string_view mark : {"\xC2\xB1", "+/-", "+-"}) {
    const std::size_t at = cell.rest.find(mark);
    if (at == std::string_view::npos) {
      continue;
    }
    const auto parts = split_number(trimmed(cell.rest.substr(at + mark.size())));
    if (!parts) {
      return;
    }
    cell.spread = parts->number;
    cell.spread_share = trimmed(parts->rest).starts_with('%');
    const std::string_view before = trimmed(cell.rest.substr(0, at));
    const bool is_bare = before.find_first_not_of("([ ") == std::string_view::npos;
    cell.rest = is_bare && !cell.spread_share ? parts->rest : before;
    return;
  }
}

// "3 (0.5 %)" says the same twice: the share of a count is left out.
void leave_out_share(WrittenCell& cell) {
  const std::string_view rest = trimmed(cell.rest);
  if (rest.size() > 3 && rest.front() == '(' && rest.ends_with("%)")) {
    const std::string_view inside = trimmed(rest.substr(1, rest.size() - 3));
    const auto share = split_number(inside);
    if (share && trimmed(share->rest).empty()) {
      cell.rest = {};
    }
  }
}

bool is_of_bytes(Dimension dimension) {
  return dimension == Dimension::bytes || dimension == Dimension::byte_rate;
}

int zeros_at_end(std::string_view number) {
  int zeros = 0;
  for (const char letter : number) {
    zeros = letter == '0' ? zeros + 1 : letter >= '1' && letter <= '9' ? 0 : zeros;
  }
  return zeros;
}

struct TimePart {
  std::string_view name;
  double seconds;
};
constexpr std::array<TimePart, 24> time_parts = {
    {{"h", 3600},     {"hour", 3600},  {"hours", 3600}, {"jam", 3600},      {"m", 60},
     {"min", 60},     {"mins", 60},    {"minute", 60},  {"minutes", 60},    {"menit", 60},
     {"minutos", 60}, {"minuten", 60}, {"s", 1},        {"sec", 1},         {"secs", 1},
     {"second", 1},   {"seconds", 1},  {"detik", 1},    {"segundos", 1},    {"sekunden", 1},
     {"secondes", 1}, {"ms", 1e-3},    {"us", 1e-6},    {"\xC2\xB5s", 1e-6}}};

// "1:05.3": parts of sixty; the last may have a fraction.
std::optional<Number> clock_time(std::string_view cell, char decimal_sign) {
  Number sum;
  int parts = 0;
  while (true) {
    const std::size_t end = cell.find(':');
    const auto part = parse_number(cell.substr(0, end), decimal_sign);
    if (!part || part->value < 0 || (parts > 0 && part->value >= 60) ||
        (end != std::string_view::npos && part->step != 1)) {
      return std::nullopt;
    }
    sum.value = 60 * sum.value + part->value;
    sum.step = part->step;
    sum.digits += part->digits;
    ++parts;
    if (end == std::string_view::npos) {
      break;
    }
    cell.remove_prefix(end + 1);
  }
  return parts == 2 || parts == 3 ? std::optional<Number>(sum) : std::nullopt;
}

}  // namespace

std::optional<WrittenCell> written_cell(std::string_view cell, Dimension dimension) {
  WrittenCell written;
  const BoundMark bound = bound_at(cell);
  const std::size_t about = bound.text.empty() ? about_at(cell) : 0;
  const std::size_t mark = about + bound.text.size();
  written.is_about = about > 0;
  written.bound = bound.sign;
  const std::string_view from_number = trimmed(cell.substr(mark));
  const auto parts = split_number(from_number);
  if (!parts) {
    return std::nullopt;
  }
  written.number = parts->number;
  written.rest = parts->rest;
  if (mark == 0 && written.rest.empty()) {  // as most cells are
    written.text = written.number;
    return written;
  }
  std::size_t scale = is_of_bytes(dimension) ? 0 : scale_at(written.rest, written.scale);
  if (dimension == Dimension::time && trimmed(written.rest.substr(scale)).empty()) {
    scale = 0;  // "5k" is no time
    written.scale = 1;
  }
  const std::string_view before = trimmed(cell.substr(0, mark));
  const bool is_word = !before.empty() && before.back() >= 'A' && before.back() <= 'z';
  written.text = std::string(before) + (is_word ? " " : "") +
                 std::string(from_number.substr(0, written.number.size() + scale));
  written.rest.remove_prefix(scale);
  take_spread(written);
  if (dimension == Dimension::count) {
    leave_out_share(written);
  }
  return written;
}

std::optional<Number> number_of(const WrittenCell& cell, char decimal_sign) {
  std::optional<Number> number = parse_number(cell.number, decimal_sign);
  if (!number) {
    return std::nullopt;
  }
  if (cell.is_about) {
    const int zeros = number->step == 1 ? zeros_at_end(cell.number) : 0;
    number->step *= std::pow(10.0, std::max(0, std::min(zeros, number->digits - 2)));
    number->is_exact = false;
  }
  number->is_exact = number->is_exact && cell.scale == 1;
  number->value *= cell.scale;
  number->step *= cell.scale;
  if (!cell.spread.empty()) {
    const auto spread = parse_number(cell.spread, decimal_sign);
    if (!spread) {
      return std::nullopt;
    }
    const double either_way =
        cell.spread_share ? number->value * spread->value / 100 : spread->value * cell.scale;
    number->step = std::max(number->step, either_way);
    number->is_exact = false;
  }
  return number;
}

std::optional<Number> duration_of(std::string_view cell, char decimal_sign) {
  if (cell.find_first_not_of("0123456789., ") == std::string_view::npos) {
    return std::nullopt;
  }
  if (cell.find(':') != std::string_view::npos) {
    return clock_time(cell, decimal_sign);
  }
  Number sum;
  double unit_before = 1e9;
  int parts = 0;
  for (std::string_view rest = trimmed(cell); !rest.empty(); ++parts) {
    const auto split = split_number(rest);
    const auto number = split ? parse_number(split->number, decimal_sign) : std::nullopt;
    if (!number || number->value < 0) {
      return std::nullopt;
    }
    rest = trimmed(split->rest);
    const auto is_end = [](char letter) { return !is_letter(letter); };
    const auto end = static_cast<std::size_t>(std::ranges::find_if(rest, is_end) - rest.begin());
    const std::string name = common::lower_case(rest.substr(0, end));
    const auto part = std::ranges::find(time_parts, std::string_view(name), &TimePart::name);
    if (part == time_parts.end() || part->seconds >= unit_before) {
      return std::nullopt;
    }
    unit_before = part->seconds;
    sum.value += number->value * part->seconds;
    sum.step = number->step * part->seconds;
    sum.digits += number->digits;
    rest = trimmed(rest.substr(end));
  }
  const bool is_of_minutes = parts == 1 && unit_before >= 60;  // "5m" is known here alone
  return parts > 1 || is_of_minutes ? std::optional<Number>(sum) : std::nullopt;
}

}  // namespace tiga::audit::reading
