// Runs of servers whose truth is known: differences and faults that a test planted.
#pragma once

#include <gmock/gmock.h>

#include <string>

#include "common/csv.hpp"
#include "suite/records/columns.hpp"
#include "suite/records/run_data.hpp"
#include "tests/suite/tiga_command.hpp"

namespace tiga::suite {

class Planted : public testing::Test, protected TigaCommand {
 protected:
  std::string arm(const std::string& name, const std::string& settings) const {
    return "[arm." + name + "]\ncommand = [\"" + tests::program("burning_server") + "\", \"0\", " +
           settings + "]\nready = \"listening on \"\n";
  }

  records::RunData measured(const std::string& plan) {
    result_ = tiga({"run", write_plan("planted", plan), "--seed", "1"});
    return records::read_run(results() / "latest");
  }

  records::VerdictRow verdict(const records::RunData& run, const std::string& metric,
                              const std::string& arm, const std::string& baseline) const {
    for (const records::VerdictRow& row :
         records::read_rows(records::verdict_columns(),
                            common::read_file(run.folder / "verdicts.csv"), "verdicts")) {
      if (row.metric == metric && row.arm == arm && row.baseline == baseline) {
        return row;
      }
    }
    ADD_FAILURE() << "no verdict on " << arm << " and " << baseline;
    return {};
  }

  common::CommandResult result_;
};

}  // namespace tiga::suite
