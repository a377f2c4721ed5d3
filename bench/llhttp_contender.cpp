#include <llhttp.h>

#include <array>

#include "bench/contender.hpp"

namespace tiga::bench {
namespace {

/// The spans that llhttp reports, joined: the minimum that a user of its callbacks stores. The
/// request arrives in one piece, so each span does too.
struct Spans {
  std::string_view method, target;
  std::array<std::pair<std::string_view, std::string_view>, 100> fields;
  std::size_t count = 0;
  bool complete = false;
};

Spans& spans_of(llhttp_t* parser) { return *static_cast<Spans*>(parser->data); }

template <std::string_view Spans::*span>
int take(llhttp_t* parser, const char* at, std::size_t size) {
  spans_of(parser).*span = {at, size};
  return 0;
}

llhttp_settings_t make_settings() {
  llhttp_settings_t settings;
  llhttp_settings_init(&settings);
  settings.on_method = take<&Spans::method>;
  settings.on_url = take<&Spans::target>;
  settings.on_header_field = [](llhttp_t* parser, const char* at, std::size_t size) {
    Spans& spans = spans_of(parser);
    if (spans.count == spans.fields.size()) return -1;
    spans.fields[spans.count].first = {at, size};
    return 0;
  };
  settings.on_header_value = [](llhttp_t* parser, const char* at, std::size_t size) {
    Spans& spans = spans_of(parser);
    spans.fields[spans.count++].second = {at, size};
    return 0;
  };
  settings.on_headers_complete = [](llhttp_t* parser) {
    spans_of(parser).complete = true;
    return 0;
  };
  return settings;
}

// One parser for all requests, like ours.
const llhttp_settings_t settings = make_settings();
Spans spans;
llhttp_t parser = [] {
  llhttp_t fresh;
  llhttp_init(&fresh, HTTP_REQUEST, &settings);
  fresh.data = &spans;
  return fresh;
}();

void run(std::string_view request) {
  llhttp_reset(&parser);
  spans.count = 0;
  spans.complete = false;
  if (llhttp_execute(&parser, request.data(), request.size()) != HPE_OK) spans.complete = false;
}

std::size_t parse(std::string_view request) {
  run(request);
  return spans.complete ? spans.count : 0;
}

Answer answer(std::string_view request) {
  run(request);
  Answer answer;
  answer.complete = spans.complete;
  answer.method = spans.method;
  answer.target = spans.target;
  for (std::size_t index = 0; index < spans.count; ++index) {
    answer.fields.emplace_back(spans.fields[index].first, spans.fields[index].second);
  }
  return answer;
}

}  // namespace

const Contender llhttp_contender = {"llhttp", parse, answer};

}  // namespace tiga::bench
