#include "http/body_decoder.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tiga::http {
namespace {

using State = BodyDecoder::State;

struct Decoded {
  State state = State::need_more;
  ParseError error = ParseError::none;
  std::string content;
  std::size_t consumed = 0;

  bool operator==(const Decoded&) const = default;
};

/// Feeds the pieces that `cut` divides `input` into, as a caller of step() does.
Decoded decode(BodyDecoder decoder, std::string_view input, std::size_t cut) {
  Decoded decoded;
  for (const std::size_t end : {std::min(cut, input.size()), input.size()}) {
    while (decoder.state() == State::need_more && decoded.consumed < end) {
      const BodyDecoder::Step step =
          decoder.step(input.substr(decoded.consumed, end - decoded.consumed));
      decoded.content += step.content;
      decoded.consumed += step.consumed;
      EXPECT_TRUE(step.consumed > 0 || step.state != State::need_more) << "no progress";
    }
  }
  decoded.state = decoder.state();
  decoded.error = decoder.error();
  return decoded;
}

Decoded decode(const BodyDecoder& decoder, std::string_view input) {
  const Decoded whole = decode(decoder, input, input.size());
  const std::size_t stride = input.size() <= 4096 ? 1 : 1021;
  for (std::size_t cut = 0; cut < input.size(); cut += stride) {
    EXPECT_TRUE(decode(decoder, input, cut) == whole)
        << "split at " << cut << " of " << input.substr(0, 100);
  }
  return whole;
}

Decoded decode_chunked(std::string_view input, std::uint64_t limit = 1000) {
  return decode(BodyDecoder(Framing::chunked, 0, limit), input);
}

TEST(BodyDecoder, IsSmall) { EXPECT_LT(sizeof(BodyDecoder), 64U); }

TEST(BodyDecoder, IsCompleteAtOnceWithoutContent) {
  for (BodyDecoder decoder : {BodyDecoder(), BodyDecoder(Framing::none, 5, 0),
                              BodyDecoder(Framing::content_length, 0, 0)}) {
    EXPECT_EQ(decoder.state(), State::complete);
    EXPECT_EQ(decoder.step("GET").consumed, 0U);
    EXPECT_EQ(decoder.end_of_input(), State::complete);
  }
}

TEST(BodyDecoder, CountsContentLength) {
  const BodyDecoder decoder(Framing::content_length, 5, 5);
  EXPECT_EQ(decode(decoder, "hello, more"),
            (Decoded{State::complete, ParseError::none, "hello", 5}));
  EXPECT_EQ(decode(decoder, "hell"), (Decoded{State::need_more, ParseError::none, "hell", 4}));
  BodyDecoder cut = decoder;
  cut.step("hell");
  EXPECT_EQ(cut.end_of_input(), State::need_more);
}

TEST(BodyDecoder, RefusesLengthsPastTheLimit) {
  BodyDecoder decoder(Framing::content_length, 6, 5);
  EXPECT_EQ(decoder.state(), State::failed);
  EXPECT_EQ(decoder.error(), ParseError::content_too_large);
  EXPECT_EQ(decoder.step("hello!").consumed, 0U);
}

TEST(BodyDecoder, ReadsUntilTheEnd) {
  BodyDecoder decoder(Framing::until_close, 0, 10);
  EXPECT_EQ(decoder.step("hello").content, "hello");
  EXPECT_EQ(decoder.step("world").state, State::need_more);
  BodyDecoder longer = decoder;
  EXPECT_EQ(decoder.end_of_input(), State::complete);
  EXPECT_EQ(longer.step("!").state, State::failed);
  EXPECT_EQ(longer.error(), ParseError::content_too_large);
  EXPECT_EQ(longer.end_of_input(), State::failed);
}

TEST(BodyDecoder, ReturnsViewsIntoTheInput) {
  const std::string_view input = "5\r\nhello\r\n0\r\n\r\n";
  BodyDecoder decoder(Framing::chunked, 0, 100);
  const BodyDecoder::Step step = decoder.step(input);
  EXPECT_EQ(step.content.data(), input.data() + 3);
  EXPECT_EQ(step.state, State::complete);
  EXPECT_EQ(step.consumed, input.size());
}

TEST(BodyDecoder, DecodesChunks) {
  const auto good = [](std::string_view input, const std::string& content, std::size_t left = 0) {
    EXPECT_EQ(decode_chunked(input),
              (Decoded{State::complete, ParseError::none, content, input.size() - left}))
        << input;
  };
  good("0\r\n\r\n", "");
  good("3\r\nabc\r\n0\r\n\r\n", "abc");
  good("3\r\nabc\r\nA\r\n0123456789\r\n000\r\n\r\nGET", "abc0123456789", 3);
  good("00000000000000a\r\n0123456789\r\n0\r\n\r\n", "0123456789");
  good("aA\r\n" + std::string(0xaa, 'x') + "\r\n0\r\n\r\n", std::string(0xaa, 'x'));
  good("1;a=b;c=\"d e\"\r\nZ\r\n0;x\r\n\r\n", "Z");
  good("1 ; a\r\nZ\r\n0\t;\ta;b = c;d= \"\\\"\t\xe9\" ;e\r\n\r\n", "Z");
  good("0\r\nExpires: never\r\nX:\r\n\r\n", "");
  good("2\r\n\r\n\r\n0\r\n\r\n", "\r\n");
}

TEST(BodyDecoder, RefusesMalformedChunks) {
  for (const char* input :
       {"\r\n",           "g\r\n",       "0x1\r\n",     "+1\r\n",
        "-1\r\n",         " 1\r\n",      "1\n",         "1\rZ",
        "1 \r\n",         "1;\r\n",      "1;a \r\n",    "1;a=\r\n",
        "1;a=b \r\n",     "1;a=b c\r\n", "1;a=\"b\r\n", "1;a=\"b\\\r\n",
        "1;a=\"b\"c\r\n", "1;;a\r\n",    "1;=a\r\n",    "1;\xe9\r\n",
        "1 2\r\n",        "1,2\r\n",     ";a\r\n",      "1;a\nb",
        "1;\x01",         "1\r\nZX",     "1\r\nZ\n",    "1\r\nZ\rX",
        "1\r\nZ\r\n\r\n", "0\n",         "0\r\n\rX",    "0000000000000000001\r\n",
        "1.\r\n"}) {
    const Decoded decoded = decode_chunked(input);
    EXPECT_EQ(decoded.state, State::failed) << input;
    EXPECT_EQ(decoded.error, ParseError::bad_chunk) << input;
  }
}

TEST(BodyDecoder, RefusesMalformedTrailers) {
  for (const char* input : {"0\r\n\n", "0\r\n:\r\n", "0\r\nX\r\n", "0\r\n X: y\r\n",
                            "0\r\nX : y\r\n", "0\r\nX: y\n", "0\r\nX: \x01\r\n", "0\r\nX: y\rz"}) {
    EXPECT_EQ(decode_chunked(input).error, ParseError::bad_trailer) << input;
  }
}

TEST(BodyDecoder, NeverOverflowsALength) {
  EXPECT_EQ(decode_chunked("ffffffffffffffff\r\n").error, ParseError::content_too_large);
  EXPECT_EQ(decode_chunked("1\r\nZ\r\nffffffffffffffff\r\n").error, ParseError::content_too_large);
  EXPECT_EQ(decode_chunked("10000000000000000\r\n").error, ParseError::bad_chunk);
  EXPECT_EQ(decode_chunked("ffffffffffffffff\r\n", ~std::uint64_t{0}).state, State::need_more);
}

TEST(BodyDecoder, LimitsTheContentOfAllChunksTogether) {
  EXPECT_EQ(decode_chunked("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", 5).state, State::complete);
  EXPECT_EQ(decode_chunked("3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n", 5).error,
            ParseError::content_too_large);
}

TEST(BodyDecoder, LimitsChunkExtensions) {
  const auto with_extension = [](std::size_t size) {
    return "1;" + std::string(size, 'a') + "\r\nZ\r\n0\r\n\r\n";
  };
  const std::size_t most = BodyDecoder::longest_size_line - 2;
  EXPECT_EQ(decode_chunked(with_extension(most)).state, State::complete);
  EXPECT_EQ(decode_chunked(with_extension(most + 1)).error, ParseError::chunk_extension_too_long);
  EXPECT_EQ(decode_chunked("1" + std::string(5000, ' ') + ";\r\n").error,
            ParseError::chunk_extension_too_long);
  std::string many;
  while (many.size() < 2 * BodyDecoder::most_extensions)
    many += "1;" + std::string(1000, 'a') + "\r\nZ\r\n";
  EXPECT_EQ(decode_chunked(many).error, ParseError::chunk_extension_too_long);
}

TEST(BodyDecoder, LimitsTrailers) {
  const auto with_trailer = [](std::size_t size) {
    return "0\r\nX:" + std::string(size, 'a') + "\r\n\r\n";
  };
  const std::size_t most = BodyDecoder::longest_trailers - 4;
  EXPECT_EQ(decode_chunked(with_trailer(most)).state, State::complete);
  EXPECT_EQ(decode_chunked(with_trailer(most + 1)).error, ParseError::header_section_too_large);
}

TEST(BodyDecoder, CountsTrailerFields) {
  const auto error_with = [](std::size_t fields, std::size_t most) {
    std::string input = "1\r\nZ\r\n0\r\n";
    for (std::size_t field = 0; field < fields; ++field) {
      input += "A:\r\n";
    }
    return decode(BodyDecoder(Framing::chunked, 0, 10, most), input + "\r\n").error;
  };
  EXPECT_EQ(error_with(100, 100), ParseError::none);
  EXPECT_EQ(error_with(101, 100), ParseError::too_many_fields);
  EXPECT_EQ(error_with(0, 0), ParseError::none);
  EXPECT_EQ(error_with(1, 0), ParseError::too_many_fields);
  EXPECT_EQ(error_with(2000, SIZE_MAX), ParseError::none);
}

/// RFC 9110 §6.5.1: they can change nothing, since they are dropped.
TEST(BodyDecoder, DropsTrailersOfAnyName) {
  EXPECT_EQ(decode_chunked("1\r\nZ\r\n0\r\nContent-Length: 9\r\nTransfer-Encoding: "
                           "gzip\r\nHost: a b\r\n\r\n"),
            (Decoded{State::complete, ParseError::none, "Z", 66}));
}

}  // namespace
}  // namespace tiga::http
