// A socket of the engine on io_uring.
#pragma once

#include <cstdint>
#include <string>

#include "servers/loop/uring_io.hpp"

namespace tiga::servers::loop {

/// The first receive of a connection ends with its input; from the second on, one receive stays in
/// the kernel (multishot), so that a request costs no entry of its own. A small output is copied
/// and queued; all else is sent at once.
class UringSocket final : public Socket, private UringIo::Owner {
 public:
  UringSocket(UringIo& io, common::UniqueFd connected);

  int native_handle() const override { return descriptor_.get(); }
  void receive(std::span<char> room, Done done) override;
  bool is_receiving() const override { return static_cast<bool>(received_); }
  bool is_quiet() const override;
  void cancel_receive() override { io_.discard(received_); }
  std::optional<std::size_t> send(std::string_view first, std::string_view second,
                                  bool more) override;
  bool flush() override;
  void await_writable(Done done) override;
  bool awaits_writable() const override { return static_cast<bool>(writable_); }
  void connect(const sockaddr* address, socklen_t size, Done done) override;
  void shutdown(int how) override;
  void close() override;

  /// What UringIo asks after a submission; true if what is unsent keeps it open.
  bool is_still_closing();
  /// Gives up what is unsent.
  void cut() { finish_closing(); }
  void end() { delete this; }

 private:
  using Operation = UringIo::Operation;

  ~UringSocket() override = default;
  void release() override;
  void arrived(const io_uring_cqe&) override { ++arrived_; }
  void completed(Operation operation, const io_uring_cqe& completion) override;
  void on_input(const io_uring_cqe& completion);
  void on_unsent(int result);
  void on_writable(int result);
  void deliver();
  void begin_receive();
  void wait_to_write();
  bool is_queued() const { return queued_at_ == io_.submissions(); }
  bool flush_before_send();
  void close_descriptor();
  void finish_closing();

  UringIo& io_;
  common::UniqueFd descriptor_;
  UringIo::Ticket ticket_;

  std::span<char> room_;
  Done received_;
  std::string early_;  // input that nobody has asked for yet
  std::size_t early_read_ = 0;
  int input_error_ = 0;

  std::uint64_t queued_at_ = UINT64_MAX;  // the submission that takes `queued_`
  std::string_view queued_;
  io_uring_sqe* queued_entry_ = nullptr;
  std::string unsent_;  // taken by send(), not by the kernel
  Done writable_;

  int arrived_ = 0;  // ends of receives that on_input() has not got yet
  bool pending_receive_ = false;
  bool first_receive_ = true;
  bool input_ended_ = false;
  bool broken_ = false;
  bool connecting_ = false;
  bool pending_write_ = false;
  bool closing_ = false;   // what is unsent is sent before the descriptor is closed
  bool released_ = false;  // by its owner
  int shutdown_ = -1;      // to be shut down after what is unsent
};

}  // namespace tiga::servers::loop
