// What UringIo makes beside sockets: an acceptor, and a watch of a descriptor.
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <deque>
#include <utility>

#include "servers/loop/uring_io.hpp"

namespace tiga::servers::loop {
namespace {

class UringAcceptor final : public Acceptor, private UringIo::Owner {
 public:
  UringAcceptor(UringIo& io, common::UniqueFd listener)
      : io_(io), listener_(std::move(listener)), ticket_(io.join(*this)) {}
  ~UringAcceptor() override { close(); }

  void accept(Accepted accepted) override {
    accepted_ = std::move(accepted);
    if (!waiting_.empty()) {
      io_.post([this] { tell_waiting(); });
    } else if (!pending_) {
      io_uring_sqe* const entry = io_.next();
      io_uring_prep_multishot_accept(entry, listener_.get(), nullptr, nullptr,
                                     SOCK_CLOEXEC | SOCK_NONBLOCK);
      UringIo::tag(entry, UringIo::Operation::accept, ticket_);
      pending_ = true;
    }
  }
  common::UniqueFd accept_now() override {
    if (waiting_.empty()) {
      return accept_client(listener_.get());
    }
    common::UniqueFd client = std::move(waiting_.front());
    waiting_.pop_front();
    return client;
  }
  // A client that the kernel has accepted meanwhile is cut: shutdown(2) ends the wait at once.
  void close() override {
    if (listener_) {
      accepted_ = {};
      ::shutdown(listener_.get(), SHUT_RD);
      io_.cancel(UringIo::Operation::accept, ticket_);
      io_.leave(ticket_);
      listener_.reset();
      waiting_.clear();
    }
  }

 private:
  void arrived(const io_uring_cqe& completion) override {
    if (completion.res >= 0) {
      waiting_.emplace_back(completion.res);
    }
  }
  void completed(UringIo::Operation, const io_uring_cqe& completion) override {
    pending_ = (completion.flags & IORING_CQE_F_MORE) != 0;
    if (completion.res >= 0) {
      tell_waiting();
      if (accepted_ && !pending_) {
        accept(std::move(accepted_));
      }
      return;
    }
    if (accepted_) {
      completion.res == -ECANCELED ? accept(std::move(accepted_))
                                   : accepted_(-completion.res, common::UniqueFd());
    }
  }
  void tell_waiting() {
    while (accepted_ && !waiting_.empty()) {
      accepted_(0, accept_now());
    }
  }

  UringIo& io_;
  common::UniqueFd listener_;
  UringIo::Ticket ticket_;
  Accepted accepted_;
  std::deque<common::UniqueFd> waiting_;
  bool pending_ = false;
};

class UringWatch final : public Watch, private UringIo::Owner {
 public:
  UringWatch(UringIo& io, int descriptor, std::function<void()> readable)
      : io_(io), descriptor_(descriptor), readable_(std::move(readable)), ticket_(io.join(*this)) {
    begin();
  }
  ~UringWatch() override { close(); }
  void close() override {
    if (std::exchange(descriptor_, -1) >= 0) {
      io_.cancel(UringIo::Operation::watch, ticket_);
      io_.leave(ticket_);
    }
  }

 private:
  void begin() {
    io_uring_sqe* const entry = io_.next();
    io_uring_prep_poll_multishot(entry, descriptor_, POLLIN);
    UringIo::tag(entry, UringIo::Operation::watch, ticket_);
  }
  void completed(UringIo::Operation, const io_uring_cqe& completion) override {
    if ((completion.flags & IORING_CQE_F_MORE) == 0) {
      begin();
    }
    readable_();
  }

  UringIo& io_;
  int descriptor_;
  std::function<void()> readable_;
  UringIo::Ticket ticket_;
};

}  // namespace

std::unique_ptr<Acceptor> UringIo::acceptor(common::UniqueFd listener) {
  return std::make_unique<UringAcceptor>(*this, std::move(listener));
}

std::unique_ptr<Watch> UringIo::watch(int descriptor, std::function<void()> readable) {
  return std::make_unique<UringWatch>(*this, descriptor, std::move(readable));
}

}  // namespace tiga::servers::loop
