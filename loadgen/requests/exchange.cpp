#include "loadgen/requests/exchange.hpp"

namespace tiga::loadgen::requests {

void Exchange::begin(common::TimePoint now, bool connected, const Due& due) {
  phase_ = connected ? Phase::waiting : Phase::connecting;
  counted_ = due.counted;
  recognised_ = false;
  traffic_ = {};
  times_.intended = due.intended;
  times_.start = now;
  times_.connected = now;
  times_.whole.reset();
}

void Exchange::connected(common::TimePoint at) {
  phase_ = Phase::waiting;
  traffic_.connections_opened = 1;
  times_.connected = at;
}

void Exchange::received(std::string_view bytes, common::TimePoint now) {
  traffic_.bytes_received += bytes.size();
  if (phase_ == Phase::closing) {
    times_.whole.reset();
    finish(Outcome::wrong_length, "bytes follow the end of the reply", now);
    end_.reply.body_bytes += bytes.size();
    return;
  }
  if (phase_ == Phase::waiting) {
    phase_ = Phase::reading;
    times_.first_byte = now;
    matching_ = checker_->known() != nullptr;
    matched_ = 0;
  }
  if (!matching_ || !recognise(bytes, now)) {
    read_in_full(bytes, now);
  }
}

/// Whether the next bytes of the reply are those of the known one.
bool Exchange::recognise(std::string_view bytes, common::TimePoint now) {
  const verify::KnownReply& known = known_ ? *known_ : *checker_->known();
  if (!std::string_view(known.bytes).substr(matched_).starts_with(bytes)) {
    stop_recognising();
    return false;
  }
  matched_ += bytes.size();
  if (matched_ == known.bytes.size()) {
    recognised_ = true;
    matching_ = false;
    end_.reply = known.facts;
    known_.reset();
    reply_is_whole(now);
  } else if (!known_) {
    known_ =
        checker_->known();  // another reply may become the known one before this one is complete
  }
  return true;
}

/// Parses the bytes that have matched so far.
void Exchange::stop_recognising() {
  const verify::ReplyRules& rules = checker_->rules();
  matching_ = false;
  reader_ = std::make_unique<verify::ReplyReader>(
      rules.to_head, rules.recognise ? verify::ReplyChecker::longest_known : rules.kept_bytes);
  if (known_) {
    reader_->read(std::string_view(known_->bytes).substr(0, matched_));
    known_.reset();
  }
}

void Exchange::read_in_full(std::string_view bytes, common::TimePoint now) {
  if (!reader_) {
    stop_recognising();
  }
  const std::size_t taken = reader_->read(bytes);
  switch (reader_->state()) {
    case verify::ReplyReader::State::need_more:
      return;
    case verify::ReplyReader::State::malformed:
      break_off(Outcome::malformed, std::string(http::describe(reader_->error())), now);
      return;
    case verify::ReplyReader::State::whole:
      break;
  }
  if (taken < bytes.size()) {
    break_off(Outcome::wrong_length, "bytes follow the end of the reply", now);
    return;
  }
  if (reader_->first_bytes().size() == reader_->bytes()) {
    checker_->remember(reader_->first_bytes(), reader_->facts());
  }
  end_.reply = reader_->facts();
  reply_is_whole(now);
}

void Exchange::reply_is_whole(common::TimePoint now) {
  if (checker_->rules().keep_alive && end_.reply.persistent) {
    finish_by_judgement(now);
    end_.stays_open = true;
  } else {
    phase_ = Phase::closing;
    times_.whole = now;
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
      finish(Outcome::empty_reply, "closed before the first byte of a reply", now);
      return;
  }
  if (matching_) {
    stop_recognising();
  }
  reader_->end_of_input();
  if (reader_->state() == verify::ReplyReader::State::whole) {
    end_.reply = reader_->facts();
    finish_by_judgement(now);
  } else {
    finish(Outcome::truncated,
           "closed after " + std::to_string(reader_->bytes()) + " bytes of an unfinished reply",
           now);
  }
}

void Exchange::reset(const std::string& detail, common::TimePoint now) {
  if (phase_ == Phase::closing) {  // the reply was complete: RFC 9112 §9.6 requires no more
    finish_by_judgement(now);
  } else {
    finish(Outcome::reset, detail, now);
  }
}

void Exchange::fail(Outcome outcome, const std::string& detail, common::TimePoint now) {
  finish(outcome, detail, now);
}

/// The reply is wrong, but the server may not know that and keep the connection open.
void Exchange::break_off(Outcome outcome, const std::string& detail, common::TimePoint now) {
  finish(outcome, detail, now);
  end_.would_stay_open = checker_->rules().keep_alive && end_.reply.persistent;
}

void Exchange::finish_by_judgement(common::TimePoint now) {
  if (recognised_) {
    finish(Outcome::ok, {}, now);
    return;
  }
  const verify::Judgement judgement = checker_->judge(end_.reply);
  finish(judgement.outcome, judgement.detail, now);
}

void Exchange::finish(Outcome outcome, const std::string& detail, common::TimePoint now) {
  end_.outcome = outcome;
  end_.detail = detail;
  end_.stays_open = false;
  end_.would_stay_open = false;
  if (matching_) {
    stop_recognising();
  }
  if (reader_) {
    end_.reply = reader_->facts();
    end_.first_bytes = reader_->first_bytes().substr(0, checker_->rules().kept_bytes);
    end_.software = reader_->software();
    reader_.reset();
  } else {
    end_.first_bytes.clear();
    end_.software.clear();
    if (!recognised_) {
      end_.reply = {};
    }
  }
  times_.end = now;
  phase_ = Phase::ended;
}

}  // namespace tiga::loadgen::requests
