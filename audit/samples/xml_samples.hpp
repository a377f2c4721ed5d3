// JMeter's samples as XML: <testResults> with an element for each.
#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/samples/format.hpp"

namespace tiga::audit::samples {

/// Whether a text is JMeter's `.jtl` as XML.
bool is_jmeter_xml(std::string_view text);

/// The attributes that are read, in the order of a row of columns_of_xml().
constexpr std::size_t xml_attributes = 7;

/// The cells that a row of columns_of_xml() has.
struct XmlSample {
  std::vector<std::string> cells;
  std::size_t line = 0;
  std::bitset<xml_attributes> has;  ///< the attributes that are there
};

/// Finds the samples one after the other, in a time that is linear in the text's length. Samples
/// within a sample are its parts and are left out, as in JMeter's CSV.
class XmlSamples {
 public:
  explicit XmlSamples(std::string_view text) : text_(text) {}

  /// `nullopt` at the end.
  std::optional<XmlSample> next();

 private:
  void skip_to(std::string_view end);
  std::optional<XmlSample> take_tag();
  bool take_attribute(XmlSample& sample);

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t counted_ = 0;  // up to where lines are counted
  std::size_t line_ = 1;
  std::size_t depth_ = 0;  // samples that are open
};

/// The columns of a text's samples: those whose attributes one of them has, also if it is empty.
Columns columns_of_xml(std::string_view text);

}  // namespace tiga::audit::samples
