#include "servers/balancer/admin.hpp"

#include <sys/socket.h>

#include <array>
#include <utility>

#include "http/request_parser.hpp"
#include "http/serializer.hpp"
#include "servers/balancer/status.hpp"
#include "servers/core/content/resources.hpp"

namespace tiga::servers::balancer {
namespace {

using loop::ErrorCode;

constexpr std::size_t most_clients = 16;
constexpr std::chrono::milliseconds time_for_all{2'000};  // for a whole connection
constexpr std::chrono::milliseconds pause_without_descriptors{100};

core::Options admin_options(const Options& options) {
  core::Options chosen = options.server;
  chosen.host = "127.0.0.1";
  chosen.port = *options.admin_port;
  return chosen;
}

// One request and one reply, in two fixed buffers.
class AdminConnection final : public loop::Connection, private loop::Timed {
 public:
  using Page = std::function<std::string(bool as_json)>;

  AdminConnection(loop::ConnectionSet& set, loop::Loop& loop, common::UniqueFd client, Page page)
      : loop::Connection(set),
        loop_(loop),
        socket_(loop.io->socket(std::move(client))),
        page_(std::move(page)) {}

  void start() override {
    loop_.deadlines.set(*this, time_for_all);  // no action of the client extends it
    receive();
  }
  void reject() override { abort(); }
  void drain() override {}
  void abort() override {
    loop::Deadlines::clear(*this);
    socket_->close();
  }

 private:
  void receive() {
    socket_->receive(std::span(input_).subspan(received_),
                     [this, self = shared_from_this()](ErrorCode error, std::size_t bytes) {
                       if (error) {
                         return abort();
                       }
                       received_ += bytes;
                       read_request();
                     });
  }

  void read_request() {
    switch (parser_.parse({input_.data(), received_})) {
      case http::RequestParser::State::need_more:
        return received_ < input_.size() ? receive() : fail(http::Status::header_fields_too_large);
      case http::RequestParser::State::failed:
        return fail(http::status_of(parser_.error()));
      case http::RequestParser::State::complete:
        return answer();
    }
  }

  void answer() {
    const http::Request& request = parser_.request();
    if (request.https) {
      return fail(http::Status::misdirected_request);
    }
    if (request.path != "/_tiga/status") {
      return fail(http::Status::not_found);
    }
    if (request.method != http::Method::get && request.method != http::Method::head) {
      return fail(http::Status::method_not_allowed);
    }
    const bool as_json = request.target.ends_with("?format=json");
    reply(http::Status::ok, as_json ? "application/json" : "text/plain; charset=utf-8",
          page_(as_json));
  }

  void fail(http::Status status) {
    const core::Reply error = core::Resources::error(status);
    reply(status, error.content_type, error.content);
  }

  void reply(http::Status status, std::string_view type, const std::string& content) {
    const std::array<http::Field, 2> fields{
        {{"Cache-Control", "no-store"}, {"Allow", "GET, HEAD"}}};
    http::write_head(
        {.status = status,
         .date = loop_.worker.date.now(),
         .content_type = type,
         .content_length = content.size(),
         .connection = http::ConnectionOption::close,
         .fields = {fields.data(), status == http::Status::method_not_allowed ? 2U : 1U}},
        output_);
    if (parser_.method_so_far() != http::Method::head) {
      output_ += content;
    }
    send();
  }

  void send() {
    while (sent_ < output_.size()) {
      const auto sent = socket_->send(std::string_view(output_).substr(sent_));
      if (!sent) {
        return abort();
      }
      if (*sent == 0) {
        return socket_->await_writable(
            [this, self = shared_from_this()](ErrorCode, std::size_t) { send(); });
      }
      sent_ += *sent;
    }
    socket_->shutdown(SHUT_WR);
    socket_->drop_input(input_, core::linger_bytes,
                        [this, self = shared_from_this()](ErrorCode, std::size_t) { abort(); });
  }

  void deadline_passed() override { abort(); }

  loop::Loop& loop_;
  loop::SocketPtr socket_;
  Page page_;
  http::RequestParser parser_;
  std::array<char, 8192> input_;
  std::size_t received_ = 0;
  std::string output_;
  std::size_t sent_ = 0;
};

}  // namespace

Admin::Admin(loop::Loop& loop, const Options& options, const Backends& backends)
    : loop_(loop), options_(options), backends_(backends), pause_(loop.deadlines) {
  core::Listener listener = core::listen_on(admin_options(options));
  acceptor_ = loop.io->acceptor(std::move(listener.socket));
  loop.service.log.error("status at http://" + listener.address + "/_tiga/status");
  accept();
}

void Admin::stop() {
  acceptor_->close();
  pause_.cancel();
  clients_.for_each([](loop::Connection& client) { client.abort(); });
}

void Admin::accept() {
  acceptor_->accept([this](int error, common::UniqueFd client) {
    if (error != 0) {  // descriptors or memory have run out
      return pause_.set(pause_without_descriptors, [this] { accept(); });
    }
    if (clients_.size() < most_clients) {  // otherwise it is closed at once
      begin(std::move(client));
    }
    accept();
  });
}

void Admin::begin(common::UniqueFd client) {
  std::make_shared<AdminConnection>(clients_, loop_, std::move(client), [this](bool as_json) {
    return page(as_json);
  })->start();
}

std::string Admin::page(bool as_json) const {
  BalancerStatus status;
  status.up_for =
      std::chrono::duration_cast<std::chrono::seconds>(common::SteadyClock::now() - started_);
  status.policy = options_.policy;
  status.clients = loop_.connections.size();
  status.waiting = backends_.waiting();
  status.draining = loop_.service.draining;
  status.backends.reserve(backends_.all().size());
  for (const auto& backend : backends_.all()) {
    status.backends.push_back({backend->name(), backend->load().state, backend->load().in_flight,
                               backend->pooled(), backend->counts()});
  }
  return as_json ? status_json(status) : status_text(status);
}

}  // namespace tiga::servers::balancer
