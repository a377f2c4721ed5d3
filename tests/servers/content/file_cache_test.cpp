// Small files that are kept: without any file system, and with one.
#include "servers/core/content/file_cache.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "common/files.hpp"
#include "servers/core/content/resources.hpp"
#include "tests/support/wait.hpp"

namespace tiga::servers::core {
namespace {

using namespace std::chrono_literals;
using common::TimePoint;

constexpr TimePoint start{1h};
constexpr FileStamp first_stamp{1, 2, 3, 4, 5};
constexpr FileStamp second_stamp{1, 2, 3, 4, 6};

FileCache::Held file(const std::string& content, const FileStamp& stamp = first_stamp) {
  auto held = std::make_shared<HeldFile>();
  held->content = content;
  held->stamp = stamp;
  return held;
}

TEST(FileCache, ReturnsAFileUntilItsValidityEnds) {
  FileCache cache(1 << 20);
  EXPECT_FALSE(cache.fresh("a", start));
  cache.keep("a", file("content"), start);
  const FileCache::Held held = cache.fresh("a", start + FileCache::validity - 1ms);
  ASSERT_TRUE(held);
  EXPECT_EQ(held->content, "content");
  EXPECT_FALSE(cache.fresh("a", start + FileCache::validity));
  EXPECT_FALSE(cache.fresh("b", start));
}

TEST(FileCache, AnUnchangedFileIsConfirmedAndAChangedOneIsDropped) {
  FileCache cache(1 << 20);
  cache.keep("a", file("content"), start);
  EXPECT_TRUE(cache.confirm("a", first_stamp, start + 1h));
  EXPECT_TRUE(cache.fresh("a", start + 1h));
  EXPECT_FALSE(cache.confirm("a", second_stamp, start + 1h));
  EXPECT_FALSE(cache.fresh("a", start + 1h));
  EXPECT_FALSE(cache.confirm("a", first_stamp, start + 1h));
  EXPECT_EQ(cache.size(), 0U);
}

TEST(FileCache, ReplacesAndDrops) {
  FileCache cache(1 << 20);
  cache.keep("a", file("old"), start);
  const FileCache::Held old = cache.fresh("a", start);
  cache.keep("a", file("new", second_stamp), start);
  EXPECT_EQ(cache.fresh("a", start)->content, "new");
  EXPECT_EQ(old->content, "old") << "whoever still sends it has it whole";
  cache.drop("a");
  cache.drop("a");
  EXPECT_FALSE(cache.fresh("a", start));
  EXPECT_EQ(cache.size(), 0U);
}

TEST(FileCache, EvictsTheLeastRecentlyUsedAboveItsCapacity) {
  FileCache cache(100'000);
  cache.keep("a", file(std::string(40'000, 'a')), start);
  cache.keep("b", file(std::string(40'000, 'b')), start);
  EXPECT_TRUE(cache.fresh("a", start));
  cache.keep("c", file(std::string(40'000, 'c')), start);
  EXPECT_TRUE(cache.fresh("a", start));
  EXPECT_FALSE(cache.fresh("b", start));
  EXPECT_TRUE(cache.fresh("c", start));
  EXPECT_LE(cache.size(), 100'000U);
}

TEST(FileCache, BoundsManyTinyFilesToo) {
  FileCache cache(100'000);
  for (int number = 0; number < 10'000; ++number) {
    cache.keep(std::to_string(number), file(""), start);
  }
  EXPECT_LE(cache.size(), 100'000U);
  EXPECT_TRUE(cache.fresh("9999", start));
  EXPECT_FALSE(cache.fresh("0", start));
}

TEST(FileCache, ATooLargeFileIsNotKept) {
  FileCache cache(1000);
  cache.keep("a", file(std::string(2000, 'a')), start);
  EXPECT_FALSE(cache.fresh("a", start));
  EXPECT_EQ(cache.size(), 0U);
}

class KeptFiles : public testing::Test {
 protected:
  KeptFiles() : resources_(root_.path(), 1 << 20) { write("a.html", "first"); }

  void write(const std::string& name, const std::string& content) const {
    common::write_file(root_.path() / name, content);
  }
  Reply get(std::string_view path) const {
    http::Request request;
    request.method = http::Method::get;
    request.path = path;
    return resources_.reply_to(request);
  }
  // Asks until the same object is given out twice: then it is kept.
  std::string get_kept(std::string_view path) const {
    Reply reply;
    EXPECT_TRUE(tests::wait_until([&] {
      reply = get(path);
      return reply.held && get(path).held == reply.held;
    }));
    return reply.held ? reply.held->content : "";
  }

  common::TemporaryFolder root_;
  Resources resources_;
};

TEST_F(KeptFiles, AreServedWithTheirTypeAndReplacedWithinASecond) {
  EXPECT_EQ(get_kept("/a.html"), "first");
  EXPECT_EQ(get("/a.html").held->content_type, "text/html");
  const FileCache::Held before = get("/a.html").held;
  write("a.html", "other");  // of the same size
  EXPECT_TRUE(tests::wait_until([&] { return get("/a.html").held->content == "other"; }, 5s));
  EXPECT_EQ(before->content, "first");
  EXPECT_EQ(get_kept("/a.html"), "other");
}

TEST_F(KeptFiles, RemovedFilesAre404WithinASecond) {
  EXPECT_EQ(get_kept("/a.html"), "first");
  std::filesystem::remove(root_.path() / "a.html");
  EXPECT_TRUE(
      tests::wait_until([&] { return get("/a.html").status == http::Status::not_found; }, 5s));
  write("a.html", "back");
  EXPECT_EQ(get("/a.html").held->content, "back") << "that there is none is not kept";
}

// The bytes that are held may be older than the file: their tag must be too.
TEST_F(KeptFiles, KeepTheValidatorsOfTheirBytes) {
  EXPECT_EQ(get_kept("/a.html"), "first");
  const FileCache::Held before = get("/a.html").held;
  EXPECT_TRUE(before->validators.is_strong()) << before->validators.tag;
  write("a.html", "other");
  const auto is_replaced = [&] {
    const FileCache::Held held = get("/a.html").held;
    EXPECT_EQ(held->content == "first", held->validators.tag == before->validators.tag);
    return held->content == "other";
  };
  EXPECT_TRUE(tests::wait_until(is_replaced, 5s));
  EXPECT_EQ(get_kept("/a.html"), "other");
  EXPECT_TRUE(get("/a.html").held->validators.is_strong()) << "what is kept stays as it was read";
}

TEST_F(KeptFiles, AreCachedOnlyUnderTheirPlainName) {
  EXPECT_EQ(get_kept("/a.html"), "first");
  for (const char* path : {"/%61.html", "/./a.html"}) {
    const Reply reply = get(path);
    EXPECT_TRUE(!reply.held || reply.held != get(path).held) << path;
  }
}

}  // namespace
}  // namespace tiga::servers::core
