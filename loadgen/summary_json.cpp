#include <exception>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "common/error.hpp"
#include "common/text.hpp"
#include "loadgen/summary_fields.hpp"

namespace tiga::loadgen {
namespace {

using Json = nlohmann::ordered_json;

/// Writes the fields of one object.
class Writer {
 public:
  void operator()(std::string_view name, const auto& value, std::string_view /*meaning*/) {
    json(name, value);
  }
  void json(std::string_view name, const auto& value) {
    object_[std::string(name)] = json_of(value);
  }
  void csv(std::string_view /*name*/, const auto& /*value*/, std::string_view /*meaning*/) {}
  /// JSON is UTF-8; a reply need not be. Each byte stands for the code point of its value.
  void bytes(std::string_view name, const std::string& bytes) {
    std::string text;
    for (const char character : bytes) {
      const auto byte = static_cast<unsigned char>(character);
      if (byte < 0x80) {
        text += character;
      } else {
        text += static_cast<char>(0xC0 | (byte >> 6));
        text += static_cast<char>(0x80 | (byte & 0x3F));
      }
    }
    object_[std::string(name)] = text;
  }
  void object(std::string_view name, const ColumnNaming& /*naming*/, auto visit) {
    Writer inner;
    visit(inner);
    object_[std::string(name)] = std::move(inner.object_);
  }
  void part(std::string_view name, const auto& part, const ColumnNaming& /*naming*/) {
    json(name, part);
  }

  static Json json_of(const auto& part) {
    if constexpr (requires(Writer & inner) { visit_fields(part, inner); }) {
      Writer inner;
      visit_fields(part, inner);
      return std::move(inner.object_);
    } else if constexpr (requires { name_of(part); }) {
      return name_of(part);
    } else {
      return part;
    }
  }
  /// Any bytes: a text that is no UTF-8 would be no JSON, and all results would be lost.
  static Json json_of(const std::string& text) { return common::printable(text); }
  static Json json_of(const LatencyBin& bin) { return {bin.lower_ns, bin.upper_ns, bin.count}; }
  static Json json_of(const PercentageRow& row) { return {row.percent, row.milliseconds}; }
  template <typename Value>
  static Json json_of(const std::optional<Value>& value) {
    return value ? json_of(*value) : Json(nullptr);
  }
  template <typename Value>
  static Json json_of(const std::vector<Value>& values) {
    Json list = Json::array();
    for (const Value& value : values) {
      list.push_back(json_of(value));
    }
    return list;
  }

 private:
  Json object_ = Json::object();
};

/// Reads the fields of one object.
class Reader {
 public:
  explicit Reader(const Json& object) : object_(object) {}

  void operator()(std::string_view name, auto& value, std::string_view /*meaning*/) {
    json(name, value);
  }
  // a computed value
  void operator()(std::string_view /*name*/, const auto& /*value*/, std::string_view /*meaning*/) {}
  void json(std::string_view name, auto& value) { read(at(name), value); }
  void csv(std::string_view /*name*/, const auto& /*value*/, std::string_view /*meaning*/) {}
  void bytes(std::string_view name, std::string& bytes) {
    const std::string text = at(name);
    bytes.clear();
    for (std::size_t position = 0; position < text.size(); ++position) {
      const auto byte = static_cast<unsigned char>(text[position]);
      if (byte >= 0xC0 && position + 1 < text.size()) {
        const auto next = static_cast<unsigned char>(text[++position]);
        bytes += static_cast<char>(((byte & 0x03) << 6) | (next & 0x3F));
      } else {
        bytes += text[position];
      }
    }
  }
  void object(std::string_view name, const ColumnNaming& /*naming*/, auto visit) {
    Reader inner(at(name));
    visit(inner);
  }
  void part(std::string_view name, auto& part, const ColumnNaming& /*naming*/) { json(name, part); }

 private:
  const Json& at(std::string_view name) const { return object_.at(std::string(name)); }

  template <typename Part>
  static void read(const Json& json, Part& part) {
    if constexpr (requires(Reader & inner) { visit_fields(part, inner); }) {
      Reader inner(json);
      visit_fields(part, inner);
    } else {
      part = json.get<Part>();
    }
  }
  static void read(const Json& json, Outcome& outcome) {
    outcome = named(outcome_named(json.get<std::string>()), json);
  }
  static void read(const Json& json, Verdict& verdict) {
    verdict = named(verdict_named(json.get<std::string>()), json);
  }
  static void read(const Json& json, LatencyBin& bin) {
    bin = {json.at(0), json.at(1), json.at(2)};
  }
  static void read(const Json& json, PercentageRow& row) { row = {json.at(0), json.at(1)}; }
  template <typename Value>
  static void read(const Json& json, std::optional<Value>& value) {
    if (json.is_null()) {
      value.reset();
    } else {
      read(json, value.emplace());
    }
  }
  template <typename Value>
  static void read(const Json& json, std::vector<Value>& values) {
    values.clear();
    for (const Json& item : json) {
      read(item, values.emplace_back());
    }
  }

  template <typename Value>
  static Value named(const std::optional<Value>& value, const Json& name) {
    if (!value) {
      throw std::invalid_argument(name.dump() + " is not known");
    }
    return *value;
  }

  const Json& object_;
};

}  // namespace

std::string to_json(const Summary& summary) { return Writer::json_of(summary).dump(2) + "\n"; }

Summary summary_from_json(std::string_view json) {
  try {
    const Json object = Json::parse(json);
    Reader reader(object);
    Summary summary;
    visit_fields(summary, reader);
    return summary;
  } catch (const std::exception& error) {
    throw common::CannotRun(std::string("this is not a summary of loadgen: ") + error.what());
  }
}

}  // namespace tiga::loadgen
