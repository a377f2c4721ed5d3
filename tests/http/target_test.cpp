#include "http/target.hpp"

#include <gtest/gtest.h>

namespace tiga::http {
namespace {

std::string resolved(std::string_view path) {
  const ResolvedPath result = resolve_path(path);
  return result.status == Status::ok ? result.path
                                     : std::to_string(static_cast<int>(result.status));
}

TEST(ResolvePath, MakesARelativePath) {
  EXPECT_EQ(resolved("/"), "");
  EXPECT_EQ(resolved("/page.html"), "page.html");
  EXPECT_EQ(resolved("/a/b/c"), "a/b/c");
  EXPECT_EQ(resolved("/a/b/"), "a/b/");
  EXPECT_EQ(resolved("/a%20b/%C3%A4%7e"), "a b/\xc3\xa4~");
  EXPECT_EQ(resolved("/a+b"), "a+b");
  EXPECT_EQ(resolved("/..."), "...");
  EXPECT_EQ(resolved("/.hidden/..a"), ".hidden/..a");
}

TEST(ResolvePath, RemovesDotSegments) {
  EXPECT_EQ(resolved("/."), "");
  EXPECT_EQ(resolved("/./a/./b/."), "a/b/");
  EXPECT_EQ(resolved("/a/../b"), "b");
  EXPECT_EQ(resolved("/a/b/../../c"), "c");
  EXPECT_EQ(resolved("/a/.."), "");
  EXPECT_EQ(resolved("/a/b/.."), "a/");
  EXPECT_EQ(resolved("/a/%2e%2E/b"), "b");
}

TEST(ResolvePath, NeverLeavesTheRoot) {
  for (const char* path : {"/..", "/../a", "/a/../..", "/a/../../b", "/%2e%2e/a", "/.%2e", "/%2E.",
                           "/./..", "//..", "/a//../.."}) {
    EXPECT_EQ(resolved(path), "404") << path;
  }
}

TEST(ResolvePath, NeverBecomesAbsolute) {
  EXPECT_EQ(resolved("//etc/passwd"), "etc/passwd");
  EXPECT_EQ(resolved("///"), "");
  EXPECT_EQ(resolved("/a///b"), "a/b");
  EXPECT_EQ(resolved("/a/..//etc"), "etc");
  EXPECT_EQ(resolved("/.//etc"), "etc");
}

TEST(ResolvePath, DecodesOnce) {
  EXPECT_EQ(resolved("/%252e%252e/a"), "%2e%2e/a");
  EXPECT_EQ(resolved("/%2541"), "%41");
}

TEST(ResolvePath, RefusesEncodedSlashes) {
  EXPECT_EQ(resolved("/a%2fb"), "404");
  EXPECT_EQ(resolved("/a%2F..%2f.."), "404");
}

TEST(ResolvePath, RefusesMalformedPaths) {
  for (const char* path :
       {"/%", "/%2", "/%zz", "/%2g", "/a%", "/%%41", "/% 1", "/%00", "/a%00b", "", "a", "%2fa"}) {
    EXPECT_EQ(resolved(path), "400") << path;
  }
}

TEST(MediaType, DependsOnTheFileExtension) {
  EXPECT_EQ(media_type("page.html"), "text/html");
  EXPECT_EQ(media_type("a/b/PAGE.HTM"), "text/html");
  EXPECT_EQ(media_type("style.css"), "text/css");
  EXPECT_EQ(media_type("a.tar.png"), "image/png");
  EXPECT_EQ(media_type("photo.JPEG"), "image/jpeg");
  EXPECT_EQ(media_type("photo.jpg"), "image/jpeg");
  EXPECT_EQ(media_type("chart.svg"), "image/svg+xml");
  EXPECT_EQ(media_type("data.json"), "application/json");
}

TEST(MediaType, IsByteStreamForOtherExtensions) {
  for (const char* name : {"", "html", "a.", "a.unknown", "page.html/x", "dir.html/"}) {
    EXPECT_EQ(media_type(name), "application/octet-stream") << name;
  }
}

}  // namespace
}  // namespace tiga::http
