#include "audit/markup/json_lines.hpp"

namespace tiga::audit::markup {
namespace {

constexpr std::size_t most_depth = 16;
constexpr std::size_t most_lines = 20'000;
constexpr std::size_t most_key = 100;

class JsonScanner {
 public:
  explicit JsonScanner(std::string_view text) : text_(text) {}

  JsonObject read() {
    while (at_ < text_.size() && !failed_) {
      const char letter = text_[at_];
      if (letter == '{' || letter == '[') {
        open(letter);
      } else if (letter == '}' || letter == ']') {
        close();
        if (levels_ == 0) {
          object_.length = object_.scanned = at_;
          return std::move(object_);
        }
      } else if (letter == '"') {
        take_text();
      } else if (is_blank(letter) || letter == ',' || letter == ':') {
        ++at_;
      } else {
        take_word();
      }
    }
    return {{}, 0, at_};
  }

 private:
  static bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
  }

  void open(char letter) {
    ++at_;
    ++levels_;
    if (letter == '[' || array_level_ > 0 || levels_ > most_depth) {
      array_level_ = array_level_ == 0 ? levels_ : array_level_;
    }
    if (array_level_ == 0) {
      ends_.push_back(path_.size());
      path_ += levels_ == 1 ? "$" : '.' + key_;
    }
    key_.clear();
  }

  void close() {
    ++at_;
    if (array_level_ == levels_) {
      array_level_ = 0;
    } else if (array_level_ == 0 && !ends_.empty()) {
      path_.resize(ends_.back());
      ends_.pop_back();
    }
    levels_ -= levels_ > 0 ? 1 : 0;
  }

  // A key or a value.
  void take_text() {
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && text_[at_] != '"') {
      at_ += text_[at_] == '\\' ? 2U : 1U;
    }
    if (at_ >= text_.size()) {
      failed_ = true;
      return;
    }
    const std::string_view text = text_.substr(begin, at_ - begin);
    ++at_;
    while (at_ < text_.size() && is_blank(text_[at_])) {
      ++at_;
    }
    if (at_ < text_.size() && text_[at_] == ':') {
      key_ = text.substr(0, most_key);
    } else {
      add(text, begin);
    }
  }

  // A number, true, false or null.
  void take_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_blank(text_[at_]) && text_[at_] != ',' && text_[at_] != '}' &&
           text_[at_] != ']') {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte >= 0x80 || text_[at_] == '{' || text_[at_] == '"') {
        failed_ = true;
        return;
      }
      ++at_;
    }
    add(text_.substr(begin, at_ - begin), begin);
  }

  void add(std::string_view value, std::size_t offset) {
    constexpr std::size_t most_value = 1000;
    if (array_level_ == 0 && !key_.empty() && value.size() < most_value) {
      object_.lines.push_back({path_ + '.' + key_ + ": " + std::string(value), offset});
      failed_ = object_.lines.size() > most_lines;
    }
    key_.clear();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t levels_ = 0;
  std::size_t array_level_ = 0;  // of the outermost array that is open; 0: none
  bool failed_ = false;
  std::string key_;
  std::string path_;
  std::vector<std::size_t> ends_;  // of the path before each open object
  JsonObject object_;
};

}  // namespace

JsonObject json_lines(std::string_view text) { return JsonScanner(text).read(); }

}  // namespace tiga::audit::markup
