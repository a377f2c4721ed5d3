#include "http/message.hpp"

#include <gtest/gtest.h>

#include <set>

namespace tiga::http {
namespace {

TEST(SameToken, FoldsAsciiLettersOnly) {
  EXPECT_TRUE(same_token("", ""));
  EXPECT_TRUE(same_token("Keep-Alive", "keep-aLIVE"));
  EXPECT_FALSE(same_token("close", "closed"));
  EXPECT_FALSE(same_token("close", "clos"));
  EXPECT_FALSE(same_token("@", "`"));
  EXPECT_FALSE(same_token("[", "{"));
  EXPECT_FALSE(same_token("\r", "-"));
  EXPECT_FALSE(same_token("\xc4", "\xe4"));
}

TEST(ParseErrors, EachHasAStatusAndItsOwnText) {
  std::set<std::string_view> words;
  for (int code = 0; code <= static_cast<int>(ParseError::bad_trailer); ++code) {
    const auto error = static_cast<ParseError>(code);
    EXPECT_TRUE(words.insert(describe(error)).second) << describe(error);
    EXPECT_EQ(status_of(error) == Status::ok, error == ParseError::none);
    EXPECT_NE(reason_phrase(status_of(error)), "Unknown");
    EXPECT_EQ(describe(error).find('\n'), std::string_view::npos);
  }
  EXPECT_EQ(words.count("unknown error"), 0U);
}

TEST(ParseErrors, HaveTheStatusesOfTheRfcs) {
  EXPECT_EQ(status_of(ParseError::bad_host), Status::bad_request);
  EXPECT_EQ(status_of(ParseError::target_too_long), Status::uri_too_long);
  EXPECT_EQ(status_of(ParseError::header_section_too_large), Status::header_fields_too_large);
  EXPECT_EQ(status_of(ParseError::too_many_fields), Status::header_fields_too_large);
  EXPECT_EQ(status_of(ParseError::content_too_large), Status::content_too_large);
  EXPECT_EQ(status_of(ParseError::unknown_transfer_encoding), Status::not_implemented);
  EXPECT_EQ(status_of(ParseError::method_too_long), Status::not_implemented);
  EXPECT_EQ(status_of(ParseError::version_not_supported), Status::version_not_supported);
}

}  // namespace
}  // namespace tiga::http
