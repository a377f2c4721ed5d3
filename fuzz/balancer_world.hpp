// Clients and backends that a fuzzer simulates around the balancer's own code, over real sockets.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/unique_fd.hpp"
#include "fuzz/balancer_script.hpp"
#include "http/body_decoder.hpp"
#include "http/request_parser.hpp"
#include "servers/balancer/relay.hpp"
#include "servers/balancer/session.hpp"

namespace tiga::fuzz {

/// How one end of a connection saw, or caused, its end.
enum class Ending : std::uint8_t { open, closed, reset };

/// A client and its knowledge.
struct PlayedClient {
  common::UniqueFd socket;
  std::string sent;
  std::string received;
  Ending ending = Ending::open;  ///< what it saw of the balancer
  bool left = false;             ///< it ended the connection itself
  bool reads = true;
  bool reset_told = false;  ///< noticed when sending: the kernel reports a reset once
};

/// A request that a backend received completely, and what the backend sent afterwards.
struct Answer {
  std::size_t client = 0;
  std::size_t connection = 0;
  std::string bytes;
};

/// A connection that a backend has accepted.
struct PlayedConnection {
  common::UniqueFd socket;
  std::size_t backend = 0;
  std::string received;
  std::string sent;
  std::size_t parsed = 0;
  http::RequestParser parser;
  http::BodyDecoder body;
  std::optional<std::size_t> answer;  ///< to the latest request
  Ending ending = Ending::open;       ///< how the backend ended it
};

/// Bytes of a backend's reply that identify its request; they occur nowhere else.
inline constexpr unsigned first_mark = 0x80;

/// Client 0 comes from 127.0.0.2, and so on.
inline constexpr std::uint32_t first_host = 2;

/// The limits of the balancer that is fuzzed: small, so that small inputs reach them.
inline constexpr http::Limits small_limits = {
    .target = 200, .header_section = 600, .fields = 12, .content = 3000};

/// Not thread-safe; one at a time, since it counts the process's descriptors.
class World {
 public:
  /// Throws common::CannotRun if there is no such engine.
  explicit World(bool by_connection, servers::core::Engine engine = servers::core::Engine::asio);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  /// Performs the action; then everybody continues until nothing moves.
  void play(const Action& action);
  /// Lets time pass without traffic until the last deadline has passed: the balancer must then hold
  /// no connection, and no descriptor once the backends are closed.
  void expect_nothing_left();

  const std::vector<PlayedClient>& clients() const { return clients_; }
  const std::vector<PlayedConnection>& connections() const { return connections_; }
  const std::vector<Answer>& answers() const { return answers_; }

  static constexpr std::size_t most_clients = 4;
  static constexpr std::size_t backend_count = 2;

 private:
  struct PlayedBackend {
    common::UniqueFd listener;
    common::Endpoint endpoint;
    std::string answer;
    Ending after_answer = Ending::open;
  };

  void play_client(const Action& action);
  void play_backend(const Action& action);
  PlayedClient* open_client(std::size_t number, bool rejected);
  void client_sends(PlayedClient& client, std::string_view text);
  void backend_sends(std::size_t connection, std::string_view text);
  void send_to_balancer(std::size_t connection, std::string_view bytes);
  void end_backend(std::size_t connection, Ending ending);
  void take_request(std::size_t connection);
  void came_to_backend(std::size_t connection, std::string_view bytes);
  bool read_backend(std::size_t connection);
  bool accept_at_backends();
  bool read_all();
  void settle();
  void pass(std::chrono::milliseconds span);
  void drain();
  std::string for_client(std::string_view text);
  std::string for_backend(std::string_view text, const PlayedConnection& connection) const;

  bool by_connection_;
  common::UniqueFd front_;
  std::vector<PlayedBackend> backends_played_;
  std::vector<PlayedClient> clients_;
  std::vector<PlayedConnection> connections_;
  std::vector<Answer> answers_;
  std::map<std::string, int> tries_;  ///< of the distinguishable requests
  int requests_named_ = 0;
  bool draining_ = false;

  servers::balancer::Options options_;
  std::optional<servers::core::Service> service_;
  std::optional<servers::loop::Loop> loop_;
  std::optional<servers::balancer::Backends> backends_;
  int descriptors_ = 0;  ///< open when the balancer has no connection and no backend listens
};

}  // namespace tiga::fuzz
