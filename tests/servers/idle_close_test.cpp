// How an idle connection is closed for clients that wait: nothing that has arrived is lost, and
// nothing that arrives later is answered by a reset.
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <functional>
#include <string_view>
#include <utility>

#include "common/endpoint.hpp"
#include "common/files.hpp"
#include "servers/blocking/connection.hpp"
#include "servers/blocking/linger_set.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"
#include "tests/support/client.hpp"
#include "tests/support/replies.hpp"

namespace tiga::servers::blocking {
namespace {

constexpr std::string_view request = "GET /small.txt HTTP/1.1\r\nHost: a\r\n\r\n";

bool has_input(int socket) {
  pollfd polled{socket, POLLIN, 0};
  return ::poll(&polled, 1, 10'000) == 1 && polled.revents == POLLIN;
}

// A connection whose time is over as soon as it is idle.
class IdleClose : public testing::Test, private IdlePolicy {
 protected:
  IdleClose()
      : service_(options()),
        listener_(core::listen_on(service_.options)),
        client_(common::parse_endpoint(listener_.address).port),
        connection_(service_, this) {
    EXPECT_TRUE(has_input(listener_.socket.get()));
    connection_.open(
        common::UniqueFd(::accept4(listener_.socket.get(), nullptr, nullptr, SOCK_CLOEXEC)));
  }

  core::Options options() const {
    common::write_file(root_.path() / "small.txt", "small file\n");
    core::Options chosen;
    chosen.root = root_.path();
    chosen.log = core::LogLevel::none;
    return chosen;
  }

  // Serves it; `last_moment(socket)` is called before the decision to close.
  common::UniqueFd serve(std::function<void(int)> last_moment) {
    last_moment_ = std::move(last_moment);
    return connection_.serve();
  }

  common::TemporaryFolder root_;
  core::Service service_;
  core::Listener listener_;
  tests::Client client_;
  int decisions_ = 0;

 private:
  IdleDecision decide(int socket, common::Nanoseconds) override {
    ++decisions_;
    last_moment_(socket);
    return IdleDecision::make_room;
  }

  std::function<void(int)> last_moment_;
  Connection connection_;
};

TEST_F(IdleClose, ARequestThatArrivesBeforeItIsAnsweredAndToldOfTheClose) {
  EXPECT_FALSE(serve([this](int socket) {
    client_.send(request);
    ASSERT_TRUE(has_input(socket));
  }));
  const tests::ReplyReader replies = tests::receive_replies(client_, 1);
  ASSERT_EQ(replies.statuses(), std::vector<int>{200});
  EXPECT_TRUE(replies.replies()[0].connection_says("close"));
  EXPECT_TRUE(client_.receive_to_end());
  EXPECT_EQ(decisions_, 1);
}

TEST_F(IdleClose, ARequestThatArrivesBehindItIsDroppedWithoutAReset) {
  common::UniqueFd lingers = serve([](int) {});
  ASSERT_TRUE(lingers);
  LingerSet set;
  const int socket = lingers.get();
  set.add(std::move(lingers));
  EXPECT_TRUE(client_.receive_to_end());
  EXPECT_EQ(client_.end(), tests::Client::End::closed);
  EXPECT_TRUE(client_.send(request));
  EXPECT_TRUE(has_input(socket)) << "the kernel has not kept it";
  EXPECT_EQ(client_.error(), 0);
}

TEST_F(IdleClose, AnEmptyLineKeepsNothingOpen) {
  EXPECT_TRUE(serve([this](int socket) {
    client_.send("\r\n");
    ASSERT_TRUE(has_input(socket));
  }));
  EXPECT_EQ(decisions_, 1);
}

TEST_F(IdleClose, AClientThatHasLeftNeedsNoLingering) {
  EXPECT_FALSE(serve([this](int socket) {
    client_.half_close();
    ASSERT_TRUE(has_input(socket));
  }));
  EXPECT_TRUE(client_.receive_to_end());
}

}  // namespace
}  // namespace tiga::servers::blocking
