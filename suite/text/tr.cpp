#include "suite/text/tr.hpp"

#include <algorithm>

namespace tiga::suite::text {

std::string tr(Language language, Message message) {
  return std::string(language.translated(message.english));
}

LocalizedText::LocalizedText(std::string text)
    : in_([text = std::move(text)](Language) { return text; }) {}

LocalizedText::LocalizedText(Message message)
    : in_([message](Language language) { return tr(language, message); }) {}

bool operator==(const LocalizedText& left, const LocalizedText& right) {
  return std::ranges::all_of(
      languages(), [&](Language language) { return left.in(language) == right.in(language); });
}

}  // namespace tiga::suite::text
