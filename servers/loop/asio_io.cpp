#include "servers/loop/asio_io.hpp"

#include <sys/socket.h>

#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <utility>

#include "servers/loop/asio_socket.hpp"

namespace tiga::servers::loop {
namespace {

using Descriptor = asio::posix::basic_stream_descriptor<AsioIo::Executor>;

// Clients accepted at one wake-up before existing connections are served again.
constexpr int accepted_at_once = 64;

class AsioAcceptor final : public Acceptor {
 public:
  AsioAcceptor(asio::io_context& context, common::UniqueFd listener)
      : listener_(context.get_executor(), listener.release()) {}

  void accept(Accepted accepted) override {
    accepted_ = std::move(accepted);
    if (!accepting_) {
      wait();
    }
  }
  common::UniqueFd accept_now() override { return accept_client(listener_.native_handle()); }
  void close() override {
    accepted_ = {};
    listener_.close();
  }

 private:
  void wait() {
    listener_.async_wait(Descriptor::wait_read, [this](ErrorCode error) {
      if (!error) {
        accept_waiting();
      }
    });
  }
  // Each handler asks for the next client, or pauses, or closes this.
  void accept_waiting() {
    accepting_ = true;
    for (int most = accepted_at_once; accepted_ && most > 0; --most) {
      common::UniqueFd client = accept_now();
      const int error = client ? 0 : errno;
      if (error == EAGAIN) {
        break;
      }
      accepted_(error, std::move(client));
    }
    accepting_ = false;
    if (accepted_) {
      wait();
    }
  }

  Descriptor listener_;
  Accepted accepted_;
  bool accepting_ = false;
};

class AsioWatch final : public Watch {
 public:
  AsioWatch(asio::io_context& context, int descriptor, std::function<void()> readable)
      : descriptor_(context.get_executor(), descriptor), readable_(std::move(readable)) {
    wait();
  }
  ~AsioWatch() override { close(); }
  void close() override {
    if (descriptor_.is_open()) {
      descriptor_.release();
    }
  }

 private:
  void wait() {
    descriptor_.async_wait(Descriptor::wait_read, [this](ErrorCode error) {
      if (!error && descriptor_.is_open()) {
        readable_();
        if (descriptor_.is_open()) {
          wait();
        }
      }
    });
  }

  Descriptor descriptor_;
  std::function<void()> readable_;
};

}  // namespace

SocketPtr AsioIo::socket(common::UniqueFd connected) {
  return SocketPtr(new AsioSocket(*this, std::move(connected)));
}

std::unique_ptr<Acceptor> AsioIo::acceptor(common::UniqueFd listener) {
  return std::make_unique<AsioAcceptor>(context_, std::move(listener));
}

std::unique_ptr<Watch> AsioIo::watch(int descriptor, std::function<void()> readable) {
  return std::make_unique<AsioWatch>(context_, descriptor, std::move(readable));
}

void AsioIo::post(Handler<void()> call) { asio::post(context_, std::move(call)); }

void AsioIo::call_at(common::TimePoint at, Handler<void()> call) {
  at_time_ = std::move(call);
  timer_.expires_at(at);
  timer_.async_wait([this](ErrorCode error) {
    if (!error && at_time_) {
      at_time_();
    }
  });
}

void AsioIo::discard(Socket::Done& handler) {
  if (handler) {
    asio::post(context_, [kept = std::move(handler)] {});
  }
}

}  // namespace tiga::servers::loop
