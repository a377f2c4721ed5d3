#include "audit/reading/words.hpp"

#include <fmt/format.h>

#include <array>
#include <map>

#include "common/text.hpp"

namespace tiga::audit::reading {
namespace {

struct Form {
  std::string_view form;
  std::string_view words;  // that are brought into it
};

// Words in the empty form are left out.
constexpr auto forms = std::to_array<Form>({
    {"", "for the of yang untuk dari pada di to"},
    {"request", "requests req reqs permintaan #"},
    {"s", "second seconds sec secs detik dtk"},
    {"ms", "millisecond milliseconds msec milidetik"},
    {"us", "µs μs microseconds mikrodetik"},
    {"minute", "minutes menit"},
    {"per", "tiap setiap"},
    {"level", "tingkat"},
    {"concurrency", "konkurensi"},
    {"concurrent", "konkuren serentak bersamaan paralel"},
    {"time", "waktu durasi duration elapsed lama"},
    {"failed", "gagal kegagalan failures fail"},
    {"ok", "berhasil sukses success successful succeeded"},
    {"complete", "selesai completed terselesaikan"},
    {"total", "jumlah banyaknya banyak number keseluruhan"},
    {"mean", "rata rerata avg average"},
    {"bytes", "byte octets octet oktet b"},
    {"kb", "kbytes kbyte kib kilobytes"},
    {"mb", "mbytes mbyte mib megabytes"},
    {"gb", "gib"},
    {"transfer", "transferred ditransfer tertransfer transferensi"},
    {"rate", "laju kecepatan"},
    {"no", "nomor nomer"},
    {"test", "tests uji pengujian tes"},
    {"taken", "dibutuhkan diperlukan ditempuh"},
    {"latency", "latensi"},
    {"max", "maksimum maksimal maks maximum terlama"},
    {"min", "minimum minimal tercepat"},
    {"client", "klien clients"},
    {"user", "users pengguna"},
    {"connection", "koneksi connections"},
    {"architecture", "arsitektur"},
    {"method", "metode"},
    {"name", "nama"},
    {"kind", "jenis"},
    {"error", "errors galat kesalahan"},
    {"response", "responses respon respons"},
    {"received", "diterima"},
    {"document", "dokumen"},
    {"length", "panjang"},
});

const std::map<std::string_view, std::string_view>& form_of_word() {
  static const std::map<std::string_view, std::string_view> all = [] {
    std::map<std::string_view, std::string_view> made;
    for (const Form& form : forms) {
      for (const std::string_view word : common::words_between_blanks(form.words)) {
        made.emplace(word, form.form);
      }
    }
    return made;
  }();
  return all;
}

bool is_of_word(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '%' ||
         static_cast<unsigned char>(letter) >= 0x80;
}

void add_word(std::vector<std::string>& words, std::string& word) {
  const auto found = form_of_word().find(word);
  const std::string_view form = found == form_of_word().end() ? word : found->second;
  if (!form.empty() && (words.empty() || words.back() != form)) {  // "rata-rata" is one word
    words.emplace_back(form);
  }
  word.clear();
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char letter : common::lower_case(text)) {
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
  return fmt::format("{}", fmt::join(words, " "));
}

}  // namespace tiga::audit::reading
