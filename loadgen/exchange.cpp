#include "loadgen/exchange.hpp"

namespace tiga::loadgen {

void Exchange::begin(common::TimePoint now, bool connected) {
  phase_ = connected ? Phase::waiting : Phase::connecting;
  on_new_connection_ = !connected;
  recognised_ = false;
  times_.start = now;
  times_.connected = now;
}

void Exchange::connected(common::TimePoint at) {
  phase_ = Phase::waiting;
  times_.connected = at;
}

void Exchange::received(std::string_view octets, common::TimePoint now) {
  if (phase_ == Phase::closing) {
    finish(Outcome::wrong_length, "octets follow the end of the reply", now);
    return;
  }
  if (phase_ == Phase::waiting) {
    phase_ = Phase::reading;
    times_.first_octet = now;
    if (const ReplyFacts* facts = checker_->recognise(octets)) {
      take_recognised(*facts, now);
      return;
    }
    reader_ =
        std::make_unique<ReplyReader>(checker_->rules().to_head, checker_->rules().kept_octets);
  }
  read_in_full(octets, now);
}

void Exchange::take_recognised(const ReplyFacts& facts, common::TimePoint now) {
  recognised_ = true;
  end_.reply = facts;
  reply_is_whole(now);
}

void Exchange::read_in_full(std::string_view octets, common::TimePoint now) {
  const bool first = reader_->octets() == 0;
  const std::size_t taken = reader_->read(octets);
  switch (reader_->state()) {
    case ReplyReader::State::need_more:
      return;
    case ReplyReader::State::malformed:
      finish(Outcome::malformed, std::string(http::describe(reader_->error())), now);
      return;
    case ReplyReader::State::whole:
      break;
  }
  if (taken < octets.size()) {
    finish(Outcome::wrong_length, "octets follow the end of the reply", now);
    return;
  }
  if (first) {
    checker_->remember(octets, reader_->facts());
  }
  end_.reply = reader_->facts();
  reply_is_whole(now);
}

void Exchange::reply_is_whole(common::TimePoint now) {
  if (checker_->rules().keep_alive && end_.reply.persistent) {
    finish_by_judgement(now);
    end_.connection_stands = true;
  } else {
    phase_ = Phase::closing;
  }
}

void Exchange::closed(common::TimePoint now) {
  switch (phase_) {
    case Phase::closing:
      finish_by_judgement(now);
      return;
    case Phase::reading:
      break;
    default:
      finish(Outcome::empty_reply, "closed without an octet of reply", now);
      return;
  }
  reader_->end_of_input();
  if (reader_->state() == ReplyReader::State::whole) {
    end_.reply = reader_->facts();
    finish_by_judgement(now);
  } else {
    finish(Outcome::truncated,
           "closed after " + std::to_string(reader_->octets()) + " octets of an unfinished reply",
           now);
  }
}

void Exchange::reset(const std::string& detail, common::TimePoint now) {
  if (phase_ == Phase::closing) {  // the reply was whole: RFC 9112 §9.6 asks no more of it
    finish_by_judgement(now);
  } else {
    finish(Outcome::reset, detail, now);
  }
}

void Exchange::fail(Outcome outcome, const std::string& detail, common::TimePoint now) {
  finish(outcome, detail, now);
}

void Exchange::finish_by_judgement(common::TimePoint now) {
  if (recognised_) {
    finish(Outcome::ok, {}, now);
    return;
  }
  const Judgement judgement = checker_->judge(end_.reply);
  finish(judgement.outcome, judgement.detail, now);
}

void Exchange::finish(Outcome outcome, const std::string& detail, common::TimePoint now) {
  end_.outcome = outcome;
  end_.detail = detail;
  end_.connection_stands = false;
  if (reader_) {
    end_.reply = reader_->facts();
    end_.first_octets = reader_->first_octets();
    end_.software = reader_->software();
    reader_.reset();
  } else {
    end_.first_octets.clear();
    end_.software.clear();
    if (!recognised_) {
      end_.reply = {};
    }
  }
  times_.end = now;
  phase_ = Phase::ended;
}

}  // namespace tiga::loadgen
