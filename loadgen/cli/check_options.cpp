// Checks whether options make a run possible.
#include <algorithm>
#include <string_view>

#include "common/error.hpp"
#include "common/files.hpp"
#include "common/text.hpp"
#include "loadgen/cli/command_line.hpp"
#include "loadgen/requests/user_fields.hpp"

namespace tiga::loadgen::cli {
namespace {

using common::UsageError;
namespace fs = std::filesystem;

/// RFC 9110 §5.5: these bytes end or corrupt a field.
bool breaks_a_field(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

/// RFC 7617 §2: user and password may both be empty.
void check_credentials(std::string_view option, const std::optional<Credentials>& credentials) {
  if (credentials &&
      (credentials->find(':') == std::string::npos || breaks_a_field(*credentials))) {
    throw UsageError(std::string(option) + " " + common::quote(*credentials) +
                     " is no user and password; write 'user:password'");
  }
}

/// `text` must be NAME, `separator` and the rest; `form` is the form that the error message shows.
void check_pair(std::string_view option, std::string_view text, char separator,
                std::string_view form) {
  const std::size_t at = text.find(separator);
  if (at == std::string::npos || at == 0 || breaks_a_field(text)) {
    throw UsageError(std::string(option) + " " + common::quote(text) + " is no " +
                     std::string(form));
  }
}

void check_method(const std::string& method) {
  constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  if (method.empty() || method.find_first_not_of(allowed) != std::string::npos) {
    throw UsageError("-m " + common::quote(method) + " is no method");
  }
  if (method == "CONNECT") {  // RFC 9110 §9.3.6
    throw UsageError("-m CONNECT opens a tunnel, which has no replies to count");
  }
}

void check_request(const Options& options) {
  check_method(options.method);
  for (const std::string& line : options.headers) {
    check_pair("-H", line, ':', "header line; write 'Name: value'");
  }
  if (const std::string conflict = requests::header_conflict(options); !conflict.empty()) {
    throw UsageError(conflict);
  }
  for (const std::string& cookie : options.cookies) {
    check_pair("-C", cookie, '=', "cookie; write 'name=value'");
  }
  const std::string& slow_path = options.background_clients.slow_path;
  if (!slow_path.starts_with('/') || slow_path.find(' ') != std::string::npos ||
      breaks_a_field(slow_path)) {
    throw UsageError("--slow-path " + common::quote(slow_path) + " is no path; it begins with /");
  }
  check_credentials("-A", options.credentials);
  check_credentials("-P", options.proxy_credentials);
  if (options.body && breaks_a_field(options.body->content_type)) {
    throw UsageError("-T " + common::quote(options.body->content_type) + " is no content type");
  }
}

void check_extent(const Options& options) {
  const std::string at_a_time = "(-c " + std::to_string(options.concurrency) + ")";
  if (options.concurrency > options.requests) {
    throw UsageError("cannot use a concurrency level " + at_a_time +
                     " greater than the total number of requests (-n " +
                     std::to_string(options.requests) + ")");
  }
  if (options.threads > options.concurrency) {
    throw UsageError("cannot use more threads (--threads " + std::to_string(options.threads) +
                     ") than requests at a time " + at_a_time);
  }
}

struct Output {
  std::string option;
  fs::path file;
};

fs::path place_of(const Output& output) { return fs::weakly_canonical(fs::absolute(output.file)); }

void check_outputs(const OutputFiles& files) {
  std::vector<Output> outputs = {{"--json", files.json},
                                 {"--csv", files.csv},
                                 {"--timeline", files.timeline},
                                 {"-e", files.percentages},
                                 {"-g", files.requests}};
  std::erase_if(outputs, [](const Output& output) { return output.file.empty(); });
  for (auto output = outputs.begin(); output != outputs.end(); ++output) {
    common::check_output_file(output->option, output->file);  // before the run, not after it
    if (!common::is_replaced(output->file)) {
      continue;  // it may have several texts, and no canonical name (a pipe)
    }
    const auto same = std::find_if(outputs.begin(), output, [&](const Output& other) {
      return common::is_replaced(other.file) && place_of(other) == place_of(*output);
    });
    if (same != output) {
      throw UsageError(same->option + " and " + output->option + " name the same file " +
                       output->file.string());
    }
  }
}

}  // namespace

void check(const Options& options) {
  check_request(options);
  check_extent(options);
  check_outputs(options.files);
}

}  // namespace tiga::loadgen::cli
