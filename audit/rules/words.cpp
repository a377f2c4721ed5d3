#include "audit/rules/words.hpp"

#include <array>
#include <string>

#include "audit/evidence.hpp"

namespace tiga::audit::rules {
namespace {

struct KindOfError {
  Field field;
  suite::text::Message name;
};
constexpr std::array<KindOfError, 5> kinds_of_error = {
    {{Field::connect_errors, message("connect")},
     {Field::read_errors, message("read")},
     {Field::write_errors, message("write")},
     {Field::timeouts, message("timeout")},
     {Field::errored, message("without a reply")}}};

}  // namespace

LocalizedText name_of(Field field) {
  return LocalizedText(suite::text::Message{facts_of(field).name});
}

LocalizedText requests_text(const std::string& count) {
  return count == "1" ? LocalizedText(message("1 request")) : localized("{} requests", count);
}

LocalizedText requests_text(const AuditedTable& table, double count) {
  return requests_text(count_text(table, count));
}

LocalizedText replies_text(const AuditedTable& table, double count) {
  return count == 1 ? LocalizedText(message("1 reply"))
                    : localized("{} replies", count_text(table, count));
}

LocalizedText counts_of(const Row& row) {
  LocalizedText text;
  for (const Field field : {Field::requests, Field::attempted, Field::started, Field::complete,
                            Field::ok, Field::failed, Field::abandoned}) {
    if (const Figure* figure = row.find(field)) {
      text = joined(text, ", ", localized("{} {}", figure->text, name_of(field)));
    }
  }
  return text;
}

LocalizedText errors_text(const AuditedTable& table, const Row& row) {
  LocalizedText text;
  for (const KindOfError& kind : kinds_of_error) {
    const Figure* count = row.find(kind.field);
    if (count != nullptr && count->value > 0) {
      const LocalizedText name(kind.name);
      text = joined(
          text, ", ",
          localized("{} {}", name,
                    count->bound == Bound::none ? count_text(table, count->value) : count->text));
    }
  }
  return text;
}

LocalizedText joined(const LocalizedText& first, std::string_view separator,
                     const LocalizedText& second) {
  if (first.empty() || second.empty()) {
    return first.empty() ? second : first;
  }
  return LocalizedText(
      [first, second, between = std::string(separator)](suite::text::Language language) {
        return first.in(language) + between + second.in(language);
      });
}

}  // namespace tiga::audit::rules
