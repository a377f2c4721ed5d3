// A page as a tree of blocks that says what is on it, not how it looks: HTML and Markdown are
// written from the same one, its tables also as LaTeX.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tiga::document {

/// Texts are plain (UTF-8, no markup); each writer escapes what its format needs escaped.
struct Paragraph {
  std::string text;
  std::string title = {};  ///< a few words in bold before it, without a full stop; may be empty
};

struct Bullets {
  std::vector<std::string> items;
};

/// Something that a reader must not overlook.
struct Callout {
  enum class Kind { result, note, warning };
  Kind kind = Kind::note;
  std::string title;  ///< short; may be empty
  std::vector<std::string> lines;
};

/// A command or the text of a file, for copying.
struct Code {
  std::string text;
};

struct TableColumn {
  std::string title;
  bool numeric = false;    ///< aligned to the right
  bool remarks = false;    ///< an empty field means that there is no remark
  std::string width = {};  ///< LaTeX only: the width at which its texts are wrapped ("2cm"); empty:
                           ///< as wide as its texts
};

/// One of the bars of a small chart within a table.
struct Bar {
  std::string name;
  double value = 0;  ///< at least 0; its length, beside the longest one's
  std::string text;  ///< the value as it is shown
};

struct TableField {
  std::string text;                    ///< empty: not known, except in a column of remarks
  std::optional<double> sort_by = {};  ///< the sort key in a numeric column; none: after all others
  std::string mark = {};  ///< the state of the row for its style: "valid", "faster", "slower", …
  std::string link = {};  ///< a file beside the page that the text names; not in LaTeX
  std::string strong = {};     ///< LaTeX only: the start of `text` that is set in bold
  std::vector<Bar> bars = {};  ///< HTML only: below `text`
};

struct Table {
  std::string id;       ///< letters, digits and '-'; unique in a document
  std::string caption;  ///< says what the table shows; may be several sentences
  std::vector<TableColumn> columns;
  std::vector<std::vector<TableField>> rows;  ///< each as long as `columns`
  bool folded = false;  ///< long and less important: collapsed until a reader opens it
};

struct Figure {
  std::string id;  ///< like that of a table; also the file of the chart: charts/ID.svg, .png, .pdf
  std::string caption;      ///< what it shows, with n, blocks, interval, machine, pinning
  std::string description;  ///< in words, for readers who cannot see it
  std::string absent = {};  ///< why there is no chart, a sentence; empty: there is one
};

/// What a reader sees first. Where there is room the figure stands beside the rest.
struct Lead {
  Callout result;
  std::vector<Paragraph> notes;  ///< how far the result can be trusted, and what it is of
  std::optional<Figure> figure = {};
};

using Block = std::variant<Paragraph, Bullets, Callout, Code, Table, Figure, Lead>;

struct Section {
  std::string id;
  std::string title;
  std::vector<Block> blocks;
};

/// What a page says of itself, in its language.
struct Labels {
  std::string skip = "Skip to the content";  ///< the link past the head
  std::string opening = "In short";          ///< names the opening
  std::string contents = "Contents";         ///< names the list of sections
  std::string sort = "Sort by this column";  ///< what a column's button does
  std::string table = "Table";               ///< before a table's number
  std::string figure = "Figure";
  std::string row = "row";  ///< after a count: one, more
  std::string rows = "rows";
  std::string no_rows = "no rows";
  std::string unknown = "unknown";
  std::string no_chart = "The chart was not drawn.";
  std::string result = "Result";
  std::string note = "Note";
  std::string warning = "Warning";

  friend bool operator==(const Labels&, const Labels&) = default;
};

struct Document {
  std::string language;  ///< BCP 47: "en", "id"
  std::string title;
  std::string subtitle;        ///< one line: what, when, where
  std::vector<Block> opening;  ///< the summary for a reader who reads no further
  std::vector<Section> sections;
  Labels labels = {};
};

}  // namespace tiga::document
