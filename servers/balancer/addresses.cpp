#include "servers/balancer/addresses.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace tiga::servers::balancer {
namespace {

// EADDRNOTAVAIL is also that of an IPv6 address where IPv6 is switched off.
bool is_exhaustion(int error) {
  return error == EADDRNOTAVAIL || error == EMFILE || error == ENFILE || error == ENOBUFS ||
         error == ENOMEM;
}

}  // namespace

BackendAddresses::BackendAddresses(const common::Endpoint& endpoint)
    : BackendAddresses(endpoint.to_string(), common::resolve(endpoint)) {}

BackendAddresses::BackendAddresses(std::string name, std::vector<common::SocketAddress> all)
    : name_(std::move(name)), all_(std::move(all)) {
  for (const common::SocketAddress& address : all_) {
    const std::string numeric = address.to_string();
    labels_.push_back(numeric == name_ ? name_ : fmt::format("{} at {}", name_, numeric));
  }
}

void AddressWalk::begin(BackendAddresses& addresses) {
  addresses_ = &addresses;
  current_ = addresses.first();
  left_ = addresses.count();
  lacked_port_ = true;
  failures_.clear();
}

bool AddressWalk::advance(int error) {
  lacked_port_ = lacked_port_ && is_exhaustion(error);
  const std::string why = std::generic_category().message(error);
  const bool is_name = label() == addresses_->name();
  failures_ += fmt::format("{}{}{}{}", failures_.empty() ? "" : ", ",
                           is_name ? "" : address().to_string(), is_name ? "" : ": ", why);
  if (--left_ == 0) {
    return false;
  }
  current_ = (current_ + 1) % addresses_->count();
  return true;
}

}  // namespace tiga::servers::balancer
