// An XML text taken apart into tags and the text between them: as much of XML as charts need.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace tiga::document {

struct XmlAttribute {
  std::string_view name;
  std::string_view value;  ///< as written, entities and all
};

struct XmlToken {
  enum class Kind { text, verbatim, start, end, aside };
  Kind kind = Kind::aside;  ///< verbatim: CDATA; aside: a comment, an instruction, a document type
  std::string_view text = {};  ///< of text as written; the name of a tag
  std::vector<XmlAttribute> attributes = {};
  bool empty = false;  ///< a start that is its own end: <name/>

  /// The value of an attribute; empty: there is none.
  std::string_view value(std::string_view name) const;
};

/// Views lie in `xml`, which must outlive them. Whether tags fit each other is for the caller to
/// see.
class XmlReader {
 public:
  explicit XmlReader(std::string_view xml) : rest_(xml) {}

  /// The next token; nothing at the end and where the text is not well-formed. A document type with
  /// declarations of its own is taken as not well-formed.
  std::optional<XmlToken> next();

  /// What has not been read: empty at the end.
  std::string_view rest() const { return rest_; }

 private:
  std::optional<XmlToken> between(std::string_view begin, std::string_view end,
                                  XmlToken::Kind kind);
  std::optional<XmlToken> start();
  std::optional<XmlToken> end();
  std::optional<XmlAttribute> attribute();
  std::string_view take_until_any(std::string_view letters);
  bool take(std::string_view expected);
  void skip_blanks();

  std::string_view rest_;
};

}  // namespace tiga::document
