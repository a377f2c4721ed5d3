#include "servers/core/server_log.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <mutex>
#include <string>

#include "servers/core/log_output.hpp"

namespace tiga::servers::core {
namespace {

// Leaves room in a line for the rest of it.
constexpr std::size_t longest_text = LogOutput::longest_line - 1024;

std::string_view beginning(std::string_view text) { return text.substr(0, longest_text); }
std::string_view mark_of_cut(std::string_view text) {
  return text.size() > longest_text ? "..." : "";
}

class Sink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit Sink(LogDrops drops) : output_(STDERR_FILENO), drops_(drops) {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    if (!tell_drops() || !write(message)) {
      drops_.all.add();
    }
  }

  void flush_() override {
    if (!tell_drops()) {
      output_.make_room();
      tell_drops();
    }
  }

  bool write(const spdlog::details::log_msg& message) {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    return output_.write({line.data(), line.size()});
  }

  // False if they cannot be told now.
  bool tell_drops() {
    const std::uint64_t untold = take_untold();
    if (untold == 0) {
      return true;
    }
    const std::string text =
        fmt::format("{} log lines were dropped: standard error was not read in time", untold);
    const bool told = write({"", spdlog::level::err, text});
    if (!told) {
      drops_.told -= untold;
    }
    return told;
  }

  // They count as told: no other process tells them too.
  std::uint64_t take_untold() {
    const std::uint64_t all = drops_.all.value();
    std::uint64_t told = drops_.told;
    while (told < all) {
      if (drops_.told.compare_exchange_weak(told, all)) {
        return all - told;
      }
    }
    return 0;
  }

  LogOutput output_;
  const LogDrops drops_;
};

}  // namespace

ServerLog::ServerLog(LogLevel level, LogDrops drops)
    : level_(level), logger_(std::make_shared<spdlog::logger>("", std::make_shared<Sink>(drops))) {
  logger_->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %v", spdlog::pattern_time_type::utc);
  // By default it writes to standard error, and waits.
  logger_->set_error_handler([drops](const std::string&) { drops.all.add(); });
}

void ServerLog::request(std::string_view peer, std::string_view request_line, int status,
                        std::size_t bytes_sent, std::string_view note) const {
  if (requests()) {
    logger_->info("{} \"{}{}\" {} {}{}{}", peer, beginning(request_line), mark_of_cut(request_line),
                  status, bytes_sent, note.empty() ? "" : " ", note);
  }
}

void ServerLog::error(std::string_view text) const {
  if (level_ != LogLevel::none) {
    logger_->error("{}{}", beginning(text), mark_of_cut(text));
  }
}

void ServerLog::finish() const { logger_->flush(); }

}  // namespace tiga::servers::core
