// The searches sixteen bytes at a time give what the table gives, at every offset and near every
// end.
#include "http/scan.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tiga::http::scan {
namespace {

using Search = const char* (*)(const Extent&, const char*);

struct Searched {
  const char* name;
  Search search;
  Class wanted;
  char filler;  ///< a byte that is wanted
};

class Searches : public testing::TestWithParam<Searched> {};

TEST_P(Searches, FindTheSameByteAsTheCharacterTable) {
  const Searched& searched = GetParam();
  for (const std::size_t size : {1U, 7U, 15U, 16U, 17U, 31U, 32U, 40U}) {
    for (std::size_t place = 0; place < size; ++place) {
      for (unsigned byte = 0; byte < 256; ++byte) {
        std::string text(size, searched.filler);
        text[place] = static_cast<char>(byte);
        const char* const begin = text.data();
        const char* const end = begin + size;
        for (const std::size_t from : {std::size_t{0}, place / 2, place}) {
          ASSERT_EQ(searched.search({begin, end}, begin + from) - begin,
                    skip_by_table(searched.wanted, begin + from, end) - begin)
              << "byte " << byte << " at " << place << " of " << size << " from " << from;
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Each, Searches,
                         testing::Values(Searched{"token", skip_token, token, 'x'},
                                         Searched{"value", skip_value, value, 'x'},
                                         Searched{"target", skip_target, target, 'x'},
                                         Searched{"path", skip_path, path, 'x'},
                                         Searched{"host", skip_host, common_host, 'x'},
                                         Searched{"digits", skip_digits, digit, '5'}),
                         [](const auto& sample) { return std::string(sample.param.name); });

TEST(Classes, MatchTheGrammar) {
  for (unsigned byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool alnum = byte < 0x80 && std::isalnum(static_cast<int>(byte)) != 0;
    EXPECT_EQ(is(token, c),
              alnum || (byte != 0 && std::string_view("!#$%&'*+-.^_`|~").find(c) < 99))
        << byte;
    EXPECT_EQ(is(value, c), c == '\t' || (byte >= 0x20 && byte != 0x7f)) << byte;
    EXPECT_EQ(is(target, c), byte > 0x20 && byte < 0x7f && c != '#') << byte;
  }
}

TEST(Spells, FoldsOnlyLetters) {
  EXPECT_TRUE(spells("Host", "host"));
  EXPECT_TRUE(spells("hOsT", "host"));
  EXPECT_FALSE(spells("hosu", "host"));
  EXPECT_TRUE(spells("Transfer-Encoding", "transfer-encoding"));
  EXPECT_TRUE(spells("CONTENT-LENGTH", "content-length"));
  EXPECT_TRUE(spells("connectioN", "connection"));
  EXPECT_FALSE(spells("connectioM", "connection"));
  EXPECT_FALSE(spells("content_length", "content-length"));
}

}  // namespace
}  // namespace tiga::http::scan
