// Objects that are costly to make, kept for the next use.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace tiga::servers::core {

/// Lends objects, the one given back last first, since it is the one in the cache. Keeps at most
/// `kept` idle ones. Not thread-safe; outlives what it lends.
template <typename T>
class Pool {
 public:
  struct GiveBack {
    Pool* pool = nullptr;
    void operator()(T* object) const { pool->take_back(std::unique_ptr<T>(object)); }
  };
  using Lent = std::unique_ptr<T, GiveBack>;

  Pool(std::size_t kept, std::function<std::unique_ptr<T>()> make)
      : kept_(kept), make_(std::move(make)) {}

  Lent lend() {
    if (idle_.empty()) {
      return Lent(make_().release(), GiveBack{this});
    }
    Lent lent(idle_.back().release(), GiveBack{this});
    idle_.pop_back();
    return lent;
  }

 private:
  void take_back(std::unique_ptr<T> object) {
    object->clear();
    if (idle_.size() < kept_) {
      idle_.push_back(std::move(object));
    }
  }

  std::size_t kept_;
  std::function<std::unique_ptr<T>()> make_;
  std::vector<std::unique_ptr<T>> idle_;
};

}  // namespace tiga::servers::core
