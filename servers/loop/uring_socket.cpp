#include "servers/loop/uring_socket.hpp"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace tiga::servers::loop {
namespace {

// A larger output is sent by a system call of its own, which is then the smaller part of its cost.
constexpr std::size_t most_queued = 4096;
// Unasked input above this waits in the kernel.
constexpr std::size_t most_early = 16 * 1024;

ErrorCode code_of(int error) { return {error, boost::system::system_category()}; }

}  // namespace

UringSocket::UringSocket(UringIo& io, common::UniqueFd connected)
    : io_(io), descriptor_(std::move(connected)), ticket_(io.join(*this)) {}

void UringSocket::release() {
  released_ = true;
  if (descriptor_ || connecting_ || closing_) {
    return close();
  }
  io_.leave(ticket_);
  io_.destroy(this);
}

void UringSocket::completed(Operation operation, const io_uring_cqe& completion) {
  switch (operation) {
    case Operation::receive:
      return on_input(completion);
    case Operation::input:
      return deliver();
    case Operation::send:
      return on_unsent(completion.res);
    case Operation::write:
      return on_writable(completion.res);
    default:
      return;
  }
}

void UringSocket::receive(std::span<char> room, Done done) {
  if (!descriptor_ || closing_) {
    return io_.discard(done);
  }
  room_ = room;
  received_ = std::move(done);
  if (input_ended_ || !early_.empty()) {
    io_.complete_later(Operation::input, ticket_, 0);
  } else if (!pending_receive_) {
    begin_receive();
  }
}

// The kernel is asked too: it may not have run, or not have got, the pending receive.
bool UringSocket::is_quiet() const {
  return arrived_ == 0 && early_.empty() && !input_ended_ && Socket::is_quiet();
}

void UringSocket::begin_receive() {
  io_uring_sqe* const entry = io_.next();
  if (std::exchange(first_receive_, false)) {
    io_uring_prep_recv(entry, descriptor_.get(), nullptr, 0, 0);
  } else {
    io_uring_prep_recv_multishot(entry, descriptor_.get(), nullptr, 0, 0);
  }
  UringIo::tag(entry, Operation::receive, ticket_);
  common::add_flags(entry, IOSQE_BUFFER_SELECT);
  entry->buf_group = common::BufferRing::group;
  pending_receive_ = true;
}

void UringSocket::on_input(const io_uring_cqe& completion) {
  pending_receive_ = (completion.flags & IORING_CQE_F_MORE) != 0;
  --arrived_;
  if (completion.res > 0) {
    const std::string_view bytes = io_.bytes(completion);
    if (received_ && early_.empty()) {
      const std::size_t taken = bytes.copy(room_.data(), room_.size());
      early_ = bytes.substr(taken);
      return received_({}, taken);
    }
    early_ += bytes;
    if (pending_receive_ && early_.size() - early_read_ > most_early) {
      io_.cancel(Operation::receive, ticket_);
    }
    return;
  }
  // No buffer was free, but those of this turn will be; or too much had come.
  if (completion.res == -ENOBUFS || completion.res == -ECANCELED) {
    if (received_ && early_.empty()) {
      begin_receive();
    }
    return;
  }
  input_ended_ = true;
  input_error_ = -completion.res;
  deliver();
}

void UringSocket::deliver() {
  if (!received_) {
    return;
  }
  if (!early_.empty()) {
    const std::size_t taken =
        std::string_view(early_).substr(early_read_).copy(room_.data(), room_.size());
    early_read_ += taken;
    if (early_read_ == early_.size()) {
      std::string().swap(early_);
      early_read_ = 0;
    }
    return received_({}, taken);
  }
  if (input_ended_) {
    received_(input_error_ == 0 ? asio::error::eof : code_of(input_error_), 0);
  }
}

std::optional<std::size_t> UringSocket::send(std::string_view first, std::string_view second,
                                             bool more) {
  if (!descriptor_ || closing_ || broken_) {
    return std::nullopt;
  }
  if (!flush_before_send()) {
    return broken_ ? std::optional<std::size_t>() : 0;
  }
  const std::size_t size = first.size() + second.size();
  if (!more && size <= most_queued) {
    io_.make_room(1);
    if (const std::string_view kept = io_.keep(first, second); !kept.empty()) {
      io_uring_sqe* const entry = io_.next();
      io_uring_prep_send(entry, descriptor_.get(), kept.data(), kept.size(),
                         MSG_NOSIGNAL | MSG_WAITALL | MSG_DONTWAIT);
      UringIo::tag(entry, Operation::send, ticket_);
      common::add_flags(entry, IOSQE_CQE_SKIP_SUCCESS);
      queued_ = kept;
      queued_at_ = io_.submissions();
      queued_entry_ = entry;
      return size;
    }
  }
  return send_now(descriptor_.get(), first, second, more);
}

// False if what was taken earlier has to wait, or the connection is broken.
bool UringSocket::flush_before_send() {
  if (is_queued()) {
    io_.submit();
  }
  return unsent_.empty() && !broken_;
}

void UringSocket::on_unsent(int result) {
  if (result < 0 && result != -EAGAIN) {
    broken_ = true;
    if (writable_) {
      io_.complete_later(Operation::write, ticket_, 0);
    }
    return;
  }
  unsent_ = queued_.substr(static_cast<std::size_t>(std::max(result, 0)));
  wait_to_write();
}

void UringSocket::wait_to_write() {
  if (pending_write_) {
    return;
  }
  io_uring_sqe* const entry = io_.next();
  io_uring_prep_poll_add(entry, descriptor_.get(), POLLOUT);
  UringIo::tag(entry, Operation::write, ticket_);
  pending_write_ = true;
}

void UringSocket::on_writable(int result) {
  pending_write_ = false;
  if (std::exchange(connecting_, false)) {
    if (writable_) {
      writable_(code_of(-result), 0);
    }
    return;
  }
  if (!unsent_.empty()) {
    const auto sent = send_now(descriptor_.get(), unsent_, {}, false);
    broken_ = broken_ || !sent;
    unsent_.erase(0, sent.value_or(unsent_.size()));
    if (!unsent_.empty()) {
      return wait_to_write();
    }
    if (shutdown_ >= 0) {
      ::shutdown(descriptor_.get(), shutdown_);
    }
    if (closing_) {
      return finish_closing();
    }
  }
  if (writable_) {
    writable_({}, 0);
  }
}

void UringSocket::await_writable(Done done) {
  if (!descriptor_ || closing_) {
    return io_.discard(done);
  }
  writable_ = std::move(done);
  if (broken_) {
    io_.complete_later(Operation::write, ticket_, 0);
  } else {
    wait_to_write();
  }
}

void UringSocket::connect(const sockaddr* address, socklen_t size, Done done) {
  close();
  if (closing_) {
    io_.submit();
    if (closing_) {
      finish_closing();
    }
  }
  connecting_ = true;
  writable_ = std::move(done);
  descriptor_.reset(::socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!descriptor_) {
    return io_.complete_later(Operation::write, ticket_, -errno);
  }
  io_uring_sqe* const entry = io_.next();
  io_uring_prep_connect(entry, descriptor_.get(), address, size);
  UringIo::tag(entry, Operation::write, ticket_);
  pending_write_ = true;
}

// What is broken is told by the next attempt to send.
bool UringSocket::flush() { return flush_before_send() || broken_; }

void UringSocket::shutdown(int how) {
  if (how != SHUT_RD && !flush_before_send() && !broken_) {
    shutdown_ = how;
  } else {
    ::shutdown(descriptor_.get(), how);
  }
}

// A queued output is sent first: the entry that closes is linked to its entry, and is cancelled
// with it if not all could be sent.
void UringSocket::close() {
  if (closing_ || (!descriptor_ && !connecting_)) {
    return;
  }
  io_.discard(received_);
  io_.discard(writable_);
  io_.discard(dropped());
  closing_ = true;
  if (resets_at_close()) {
    unsent_.clear();
  }
  io_.make_room(1);
  bool linked = false;
  if (is_queued()) {
    linked = io_.is_last(queued_entry_);
    if (linked) {
      common::add_flags(queued_entry_, IOSQE_IO_LINK);
      close_descriptor();
    } else {
      io_.submit();
    }
  }
  if (pending_receive_) {
    io_.cancel(Operation::receive, ticket_);
  }
  if (!linked && unsent_.empty()) {
    return finish_closing();
  }
  io_.closing(*this);
}

void UringSocket::close_descriptor() {
  io_uring_sqe* const entry = io_.next();
  io_uring_prep_close(entry, descriptor_.get());
  UringIo::tag(entry, Operation::nothing, {});
  common::add_flags(entry, IOSQE_CQE_SKIP_SUCCESS);
}

// Called after what was queued at close() was submitted. True if there is more to send.
bool UringSocket::is_still_closing() {
  if (!closing_) {
    return false;
  }
  if (unsent_.empty()) {
    if (!broken_) {
      descriptor_.release();  // closed, linked to the last send; cancelled if that failed
    }
    finish_closing();
    return false;
  }
  return true;
}

void UringSocket::finish_closing() {
  if (pending_write_) {
    io_.cancel(Operation::write, ticket_);
  }
  if (descriptor_) {
    close_descriptor();
    descriptor_.release();
  }
  io_.closed(*this);
  io_.leave(ticket_);
  std::string().swap(early_);
  unsent_.clear();
  early_read_ = 0;
  input_error_ = 0;
  queued_at_ = UINT64_MAX;
  shutdown_ = -1;
  arrived_ = 0;
  pending_receive_ = pending_write_ = false;
  input_ended_ = broken_ = connecting_ = closing_ = false;
  first_receive_ = true;
  if (released_) {
    io_.destroy(this);
  } else {
    ticket_ = io_.join(*this);
  }
}

}  // namespace tiga::servers::loop
