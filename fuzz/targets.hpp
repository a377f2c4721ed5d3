// The fuzz targets: each function accepts any bytes and ends the program if a requirement is
// violated. libFuzzer calls them (entry.cpp), and so do the tests, with the corpus
// (corpus_test.cpp of each area).
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace tiga::fuzz {

/// A stream of requests, with small limits and with the usual ones: the same outcome however it is
/// split.
void request_parser(std::string_view input);

/// A reply to GET and to HEAD, with its content: the same outcome however it is split.
void response_parser(std::string_view input);

/// A body; its first byte chooses the framing and the limit.
void body_decoder(std::string_view input);

/// A reply judged by loadgen: the same outcome however it is split, recognised or parsed in full.
void exchange(std::string_view input);

/// A path: the resolved path stays below the root.
void path(std::string_view input);

/// A file of results for `tiga audit`: read and checked, or refused; every finding is of a row.
void audit_reader(std::string_view input);

/// Actions of the balancer's clients and backends (balancer_script.hpp), on each engine: replies
/// are complete or visibly cut, and reach their own client; no unsafe request is sent twice;
/// nothing leaks.
void balancer(std::string_view input);

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "fuzz: does not hold: %s\n", what);
  std::abort();
}

/// A position to split `input` at, which depends only on its bytes.
inline std::size_t split_of(std::string_view input) {
  std::size_t hash = 14695981039346656037U;
  for (const char byte : input) hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211U;
  return hash % (input.size() + 1);
}

/// Whether `part` lies inside `whole`, or is empty.
inline bool inside(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

}  // namespace tiga::fuzz
