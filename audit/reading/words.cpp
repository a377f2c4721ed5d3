#include "audit/reading/words.hpp"

#include <map>

namespace tiga::audit::reading {
namespace {

// The normal form of each word; an empty one means that the word is skipped.
const std::map<std::string, std::string, std::less<>>& forms() {
  static const std::map<std::string, std::string, std::less<>> all = {
      {"requests", "request"},
      {"req", "request"},
      {"reqs", "request"},
      {"permintaan", "request"},
      {"#", "request"},
      {"second", "s"},
      {"seconds", "s"},
      {"sec", "s"},
      {"secs", "s"},
      {"detik", "s"},
      {"dtk", "s"},
      {"millisecond", "ms"},
      {"milliseconds", "ms"},
      {"msec", "ms"},
      {"milidetik", "ms"},
      {"µs", "us"},
      {"μs", "us"},
      {"microseconds", "us"},
      {"mikrodetik", "us"},
      {"minutes", "minute"},
      {"menit", "minute"},
      {"tiap", "per"},
      {"setiap", "per"},
      {"tingkat", "level"},
      {"konkurensi", "concurrency"},
      {"konkuren", "concurrent"},
      {"serentak", "concurrent"},
      {"bersamaan", "concurrent"},
      {"paralel", "concurrent"},
      {"waktu", "time"},
      {"durasi", "time"},
      {"duration", "time"},
      {"elapsed", "time"},
      {"lama", "time"},
      {"gagal", "failed"},
      {"kegagalan", "failed"},
      {"failures", "failed"},
      {"fail", "failed"},
      {"berhasil", "ok"},
      {"sukses", "ok"},
      {"success", "ok"},
      {"successful", "ok"},
      {"succeeded", "ok"},
      {"selesai", "complete"},
      {"completed", "complete"},
      {"terselesaikan", "complete"},
      {"jumlah", "total"},
      {"banyaknya", "total"},
      {"banyak", "total"},
      {"number", "total"},
      {"keseluruhan", "total"},
      {"rata", "mean"},
      {"rerata", "mean"},
      {"avg", "mean"},
      {"average", "mean"},
      {"byte", "bytes"},
      {"octets", "bytes"},
      {"octet", "bytes"},
      {"oktet", "bytes"},
      {"b", "bytes"},
      {"kbytes", "kb"},
      {"kbyte", "kb"},
      {"kib", "kb"},
      {"kilobytes", "kb"},
      {"mbytes", "mb"},
      {"mbyte", "mb"},
      {"mib", "mb"},
      {"megabytes", "mb"},
      {"gib", "gb"},
      {"transferred", "transfer"},
      {"ditransfer", "transfer"},
      {"tertransfer", "transfer"},
      {"transferensi", "transfer"},
      {"laju", "rate"},
      {"kecepatan", "rate"},
      {"nomor", "no"},
      {"nomer", "no"},
      {"tests", "test"},
      {"uji", "test"},
      {"pengujian", "test"},
      {"tes", "test"},
      {"dibutuhkan", "taken"},
      {"diperlukan", "taken"},
      {"ditempuh", "taken"},
      {"latensi", "latency"},
      {"maksimum", "max"},
      {"maksimal", "max"},
      {"maks", "max"},
      {"maximum", "max"},
      {"terlama", "max"},
      {"minimum", "min"},
      {"minimal", "min"},
      {"tercepat", "min"},
      {"klien", "client"},
      {"clients", "client"},
      {"users", "user"},
      {"pengguna", "user"},
      {"koneksi", "connection"},
      {"connections", "connection"},
      {"arsitektur", "architecture"},
      {"metode", "method"},
      {"nama", "name"},
      {"jenis", "kind"},
      {"errors", "error"},
      {"galat", "error"},
      {"kesalahan", "error"},
      {"responses", "response"},
      {"respon", "response"},
      {"respons", "response"},
      {"diterima", "received"},
      {"dokumen", "document"},
      {"panjang", "length"},
      {"for", ""},
      {"the", ""},
      {"of", ""},
      {"yang", ""},
      {"untuk", ""},
      {"dari", ""},
      {"pada", ""},
      {"di", ""},
      {"to", ""}};
  return all;
}

bool is_of_word(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '%' ||
         static_cast<unsigned char>(letter) >= 0x80;
}

void add_word(std::vector<std::string>& words, std::string& word) {
  const auto found = forms().find(word);
  const std::string& form = found == forms().end() ? word : found->second;
  if (!form.empty() && (words.empty() || words.back() != form)) {  // "rata-rata" is one word
    words.push_back(form);
  }
  word.clear();
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (char letter : text) {
    if (letter >= 'A' && letter <= 'Z') {
      letter = static_cast<char>(letter - 'A' + 'a');
    }
    if (is_of_word(letter)) {
      word += letter;
      continue;
    }
    add_word(words, word);
    if (letter == '/') {
      words.emplace_back("per");
    } else if (letter == '#') {
      words.emplace_back("request");
    }
  }
  add_word(words, word);
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : " ") + word;
  }
  return text;
}

}  // namespace tiga::audit::reading
