// The tables [arm.NAME] of a plan.
#include <gmock/gmock.h>

#include "common/error.hpp"
#include "common/files.hpp"
#include "suite/plan/plan.hpp"
#include "suite/plan/toml_reader.hpp"
#include "tests/suite/indonesian.hpp"

namespace tiga::suite::plan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

// Six lines: a table that is added begins with line 7.
constexpr std::string_view head =
    "arms = [\"async\"]\nconcurrencies = [1]\nrequests = 10\n"
    "keep_alive = false\nserver_options = [\"--backlog\", \"9\"]\n\n";

Plan parse(std::string_view tables) {
  return parse_plan(std::string(head) + std::string(tables), "plans/x.toml");
}

Arm only_arm(std::string_view table) { return parse(table).own_arms.at(0); }

std::string arm_complaint(std::string_view tables) {
  try {
    parse(tables);
  } catch (const common::UsageError& error) {
    return error.what();
  }
  return "no complaint";
}

TEST(ArmFile, NeedsOnlyACommandWithAPort) {
  const Arm arm = only_arm("[arm.mine]\ncommand = \"./mine  --port {port}\"\n");
  EXPECT_EQ(arm.name, "mine");
  EXPECT_EQ(arm.title, text::LocalizedText("mine"));
  EXPECT_THAT(arm.front.arguments, ElementsAre("./mine", "--port", "{port}"));
  EXPECT_EQ(arm.front.ready_line, "") << "when its port answers";
  EXPECT_EQ(arm.front.stop_signal, SIGTERM);
  EXPECT_EQ(arm.backends, 0);
  EXPECT_EQ(arm.generator, Generator::loadgen);
  EXPECT_FALSE(arm.counts_replies);
}

TEST(ArmFile, NamesItsConcurrencyModel) {
  const std::string begin = "[arm.mine]\ncommand = \"mine {port}\"\nconcurrency_model = ";
  EXPECT_EQ(only_arm("[arm.mine]\ncommand = \"mine {port}\"\n").concurrency_model,
            ConcurrencyModel());
  EXPECT_EQ(only_arm(begin + "\"one loop\"").concurrency_model, one_loop);
  EXPECT_EQ(only_arm(begin + "\"4 loops\"").concurrency_model, loops(4));
  EXPECT_EQ(only_arm(begin + "\"a loop a core\"").concurrency_model, a_loop_a_core);
  EXPECT_EQ(only_arm(begin + "\"a thread a connection\"").concurrency_model, a_thread_each);
  EXPECT_EQ(only_arm(begin + "\"a process a connection\"").concurrency_model, a_process_each);
  EXPECT_EQ(only_arm(begin + "\"a pool of 16\"").concurrency_model, pool_of(16));
  EXPECT_EQ(only_arm(begin + "\"a loop and a pool of 16\"").concurrency_model,
            pool_behind_loop(16));
  EXPECT_EQ(only_arm("[arm.mine]\nlike = \"balanced\"\n").concurrency_model, loops(4));
  EXPECT_EQ(only_arm("[arm.mine]\nlike = \"offload\"\n").concurrency_model, pool_behind_loop(64));
  for (const char* wrong : {"\"a pool of\"", "\"0 loops\"", "\"threads\"", "\"4 loops \""}) {
    EXPECT_THAT(arm_complaint(begin + wrong),
                StartsWith("plans/x.toml:9: arm.mine.concurrency_model: "))
        << wrong;
  }
}

TEST(ArmFile, VariesTheBackendsOfAnArchitecture) {
  const Arm two = only_arm("[arm.mine]\nlike = \"balanced\"\nbackends = 2\n");
  EXPECT_EQ(two.backends, 2);
  EXPECT_EQ(two.concurrency_model, loops(2));
  const Arm threads = only_arm("[arm.mine]\nlike = \"balanced-threads\"\nbackends = 9\n");
  EXPECT_EQ(threads.backends, 9);
  EXPECT_EQ(threads.concurrency_model, a_thread_each);
  EXPECT_THAT(arm_complaint("[arm.mine]\nlike = \"async\"\nbackends = 2\n"),
              StartsWith("plans/x.toml:9: arm.mine.backends: needs an architecture with"));
}

TEST(ArmFile, AcceptsEveryKey) {
  const Plan plan = parse(
      "[arm.behind]\ncommand = [\"behind\", \"{port}\"]\n"
      "[arm.mine]\ntitle = \"My own\"\ncommand = [\"mine\", \"a b\", \"{stats}\", \"{backends}\"]\n"
      "ready = \"up at\"\nstop_signal = \"SIGQUIT\"\nbackend = \"behind\"\nbackends = 3\n"
      "files = { \"mine.conf\" = '''\nlisten {port}; { to {backend3}; }\n''' }\n");
  const Arm arm = plan.own_arms.at(1);
  EXPECT_EQ(arm.title, text::LocalizedText("My own"));
  EXPECT_THAT(arm.front.arguments, ElementsAre("mine", "a b", "{stats}", "{backends}"));
  EXPECT_EQ(arm.front.ready_line, "up at");
  EXPECT_EQ(arm.front.stop_signal, SIGQUIT);
  ASSERT_EQ(arm.front.files.size(), 1);
  EXPECT_EQ(arm.front.files[0].first, "mine.conf");
  EXPECT_EQ(arm.front.files[0].second, "listen {port}; { to {backend3}; }\n");
  EXPECT_THAT(arm.backend.arguments, ElementsAre("behind", "{port}"));
  EXPECT_EQ(arm.backends, 3);
  EXPECT_TRUE(arm.counts_replies) << "it has {stats}";
}

TEST(ArmFile, TitleHasALanguageOfItsOwn) {
  const Arm both = only_arm(
      "[arm.mine]\ncommand = \"mine {port}\"\ntitle = \"Mine\"\n"
      "title_id = \"Milikku\"\n");
  EXPECT_EQ(both.title.in(text::Language::english), "Mine");
  EXPECT_EQ(both.title.in(tests::indonesian), "Milikku");
  const Arm one = only_arm("[arm.mine]\ncommand = \"mine {port}\"\ntitle_id = \"Milikku\"\n");
  EXPECT_EQ(one.title.in(text::Language::english), "mine");
  EXPECT_EQ(one.title.in(tests::indonesian), "Milikku");
}

TEST(ArmFile, ArmsOfTheAutopsyHaveATitleInEveryLanguage) {
  const auto file = std::filesystem::path(TIGA_SOURCE_DIR) / "plans" / "autopsy.toml";
  const toml::table whole = parse_toml(common::read_file(file), file);
  for (const auto& [name, arm] : *whole["arm"].as_table()) {
    for (const std::string_view key : TomlReader::title_keys()) {
      EXPECT_TRUE(arm.as_table()->contains(key)) << file << ": " << name << " has no " << key;
    }
  }
}

TEST(ArmFile, CanDeriveAnArmFromAnArchitecture) {
  const Plan plan =
      parse("[arm.few]\nlike = \"balanced\"\noptions = [\"--max-connections\", \"5\"]\n");
  const Arm few = plan.own_arms.at(0);
  const Arm balanced = plan.arm("balanced");
  for (const text::Language language : text::languages()) {
    EXPECT_EQ(few.title.in(language), balanced.title.in(language) + " (few)");
  }
  std::vector<std::string> expected = balanced.front.arguments;
  expected.insert(expected.end(), {"--max-connections", "5"});
  EXPECT_EQ(few.front.arguments, expected);
  EXPECT_EQ(few.backend.arguments, balanced.backend.arguments);
  EXPECT_TRUE(few.counts_replies);
  EXPECT_THAT(few.front.off_loopback, ElementsAre("--host", "{address}"));
  EXPECT_TRUE(few.backend.has("address"));
}

TEST(ArmFile, PassesServerOptionsToEachOfOurServers) {
  const Plan plan = parse(
      "[arm.mine]\ncommand = \"mine {port} {backend1}\"\nbackend = \"async\"\n"
      "[arm.like]\nlike = \"async\"\n");
  const auto has_option = [](const ServerCommand& command) {
    return std::ranges::find(command.arguments, "--backlog") != command.arguments.end();
  };
  EXPECT_TRUE(has_option(plan.arm("async").front));
  EXPECT_TRUE(has_option(plan.arm("balanced").backend));
  EXPECT_TRUE(has_option(plan.arm("like").front));
  EXPECT_TRUE(has_option(plan.arm("mine").backend));
  EXPECT_FALSE(has_option(plan.arm("mine").front));
}

TEST(ArmFile, ResolvesRootAndHereAgainstTheFolderOfThePlan) {
  const Plan plan = parse_plan(
      "root = \"www\"\narms = [\"async\", \"mine\"]\nconcurrencies = [1]\nrequests = 10\n"
      "[arm.mine]\ncommand = \"mine {port} {root} {here}\"\n",
      "/a/plans/x.toml");
  EXPECT_EQ(plan.arm("mine").front.values.at("root"), "/a/plans/www");
  EXPECT_EQ(plan.arm("mine").front.values.at("here"), "/a/plans");
  EXPECT_THAT(plan.arm("async").front.arguments, testing::IsSupersetOf({"--root", "/a/plans/www"}));
}

struct WrongTables {
  std::string_view tables;
  std::string_view complaint;
};

class WrongArm : public testing::TestWithParam<WrongTables> {};

TEST_P(WrongArm, IsReportedWithFileLineAndKey) {
  const std::string said = arm_complaint(GetParam().tables);
  EXPECT_THAT(said, StartsWith("plans/x.toml:" + std::string(GetParam().complaint)));
  EXPECT_EQ(said.find('\n'), std::string::npos) << said;
}

INSTANTIATE_TEST_SUITE_P(
    Tables, WrongArm,
    testing::Values(
        WrongTables{"[arm.mine]\n", "7: arm.mine.command: missing; the program"},
        WrongTables{"[arm.mine]\ncommand = 5\n",
                    "8: arm.mine.command: must be a list of texts, or one"},
        WrongTables{"[arm.mine]\ncommand = []\n", "8: arm.mine.command: must name a program"},
        WrongTables{"[arm.mine]\ncommand = [\n\"a\",\n5]\n",
                    "10: arm.mine.command: must be a text"},
        WrongTables{"[arm.mine]\ncommand = \"mine {prot}\"\n",
                    "8: arm.mine.command: unknown placeholder {prot}; known are port, root"},
        WrongTables{"[arm.mine]\ncommand = \"mine {port} {backend1}\"\n",
                    "8: arm.mine.command: unknown placeholder {backend1}"},
        WrongTables{"[arm.mine]\ncommand = \"m {port} {backend2}\"\nbackend = \"async\"\n",
                    "8: arm.mine.command: unknown placeholder {backend2}"},
        WrongTables{"[arm.mine]\ncommand = \"m {port} --to={backends}\"\nbackend = \"async\"\n",
                    "8: arm.mine.command: {backends} must be an argument by itself"},
        WrongTables{"[arm.mine]\ncommand = \"mine\"\n", "8: arm.mine.command: has no {port}"},
        WrongTables{"[arm.mine]\ncomand = \"mine\"\n",
                    "8: arm.mine.comand: unknown key; known are title"},
        WrongTables{"[arm.mine]\ncommand = \"m {port}\"\nready = true\n",
                    "9: arm.mine.ready: must be a"},
        WrongTables{"[arm.mine]\ncommand = \"m {port}\"\nstop_signal = \"SIGKILL\"\n",
                    "9: arm.mine.stop_signal: must be \"SIGTERM\" or \"SIGQUIT\" or \"SIGINT\""},
        WrongTables{"[arm.mine]\ncommand = \"m\"\nfiles = \"x\"\n",
                    "9: arm.mine.files: must be a table"},
        WrongTables{"[arm.mine]\ncommand = \"m\"\nfiles.\"a/b\" = \"x\"\n",
                    "9: arm.mine.files: 'a/b' is not the plain name of a file"},
        WrongTables{"[arm.mine]\ncommand = \"m\"\nfiles.\"a\" = \"{where}\"\n",
                    "9: arm.mine.files: unknown placeholder {where}"},
        WrongTables{"[arm.mine]\ncommand = \"m {port}\"\nbackend = \"other\"\n",
                    "9: arm.mine.backend: 'other' is neither an architecture"},
        WrongTables{"[arm.mine]\ncommand = \"m {port}\"\nbackend = \"balanced\"\n",
                    "9: arm.mine.backend: 'balanced' has backends itself"},
        WrongTables{"[arm.mine]\ncommand = \"m {port}\"\nbackends = 2\n",
                    "9: arm.mine.backends: needs"},
        WrongTables{"[arm.mine]\ncommand = \"m {port}\"\noptions = [\"-x\"]\n",
                    "9: arm.mine.options: goes"},
        WrongTables{"[arm.mine]\nlike = \"mine\"\n", "8: arm.mine.like: 'mine' is no architecture"},
        WrongTables{"[arm.mine]\nlike = \"async\"\ncommand = \"m\"\n",
                    "9: arm.mine.command: does not go"},
        WrongTables{"[arm.mine]\nlike = \"async\"\ngenerator = \"ab\"\n",
                    "9: arm.mine.generator: must be \"loadgen\" or \"wrk\""},
        WrongTables{"[arm.mine]\nlike = \"async\"\ngenerator = \"wrk\"\n",
                    "9: arm.mine.generator: wrk needs keep_alive = true"},
        WrongTables{"[arm.async]\nlike = \"async\"\n",
                    "7: arm.async: is the name of an architecture"},
        WrongTables{"[arm.mine-aa]\nlike = \"async\"\n", "7: arm.mine-aa: only the copy of an arm"},
        WrongTables{"[arm.\"a b\"]\nlike = \"async\"\n", "7: arm.a b: a name is made of letters"},
        WrongTables{"[arm.mine]\nlike = \"async\"\ntitle = 'a \\ b'\n",
                    "9: arm.mine.title: must hold no"},
        WrongTables{"[arm.mine]\nlike = \"async\"\ntitle_id = 'a \\ b'\n",
                    "9: arm.mine.title_id: must hold no"},
        WrongTables{"[arm.mine]\nlike = \"async\"\ntitle = \"a\\u001b[2J\"\n",
                    "9: arm.mine.title: holds what is no printable character: \"a\\x1b[2J\""},
        WrongTables{"[arm.mine]\nlike = \"async\"\ntitle_id = \"a\\uFFFE\"\n",
                    "9: arm.mine.title_id: holds what is no printable"},
        WrongTables{"arm = 5\n", "7: arm: must be a table"},
        WrongTables{"[arm]\nmine = 5\n", "8: arm.mine: must be a table"}));

TEST(ArmFile, AcceptsWrkWhereItCanRun) {
  const auto with = [](const std::string& keys) {
    return "arms = [\"mine\"]\nconcurrencies = [1]\n" + keys +
           "[arm.mine]\nlike = \"async\"\ngenerator = \"wrk\"\n";
  };
  const auto said = [](const std::string& text) -> std::string {
    try {
      parse_plan(text, "x.toml");
    } catch (const common::UsageError& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_EQ(said(with("keep_alive = true\nduration_s = 1\n")), "");
  EXPECT_THAT(said(with("keep_alive = true\nrequests = 10\n")),
              HasSubstr("x.toml:7: arm.mine.generator: wrk needs duration_s"));
  EXPECT_THAT(said(with("keep_alive = true\nduration_s = 1\nloads = [0.5]\n")),
              HasSubstr("wrk does not go with loads"));
}

TEST(ArmFile, UsesTheGeneratorOfThePlanByDefault) {
  const Plan plan = parse_plan(
      "arms = [\"async\", \"mine\", \"other\"]\nconcurrencies = [1]\ngenerator = \"wrk\"\n"
      "keep_alive = true\nduration_s = 1\n[arm.mine]\nlike = \"async\"\n"
      "[arm.other]\nlike = \"async\"\ngenerator = \"loadgen\"\n",
      "x.toml");
  EXPECT_EQ(plan.arm("async").generator, Generator::wrk);
  EXPECT_EQ(plan.arm("mine").generator, Generator::wrk);
  EXPECT_EQ(plan.arm("other").generator, Generator::loadgen);
  EXPECT_THAT(arm_complaint("generator = \"wrk\"\n"),
              HasSubstr("x.toml:7: generator: wrk needs keep_alive = true"));
}

class ArmsFrom : public testing::Test {
 protected:
  std::filesystem::path write(const std::string& name, std::string_view text) const {
    common::write_file(folder_.path() / name, text);
    return folder_.path() / name;
  }

  static std::string said(const std::filesystem::path& file) {
    try {
      parse_plan(read_plan_text(file), file);
    } catch (const common::UsageError& error) {
      return error.what();
    }
    return "no complaint";
  }

  static constexpr std::string_view plan_text =
      "arms = [\"far\", \"near\"]\narms_from = \"arms.toml\" # others\nconcurrencies = [1]\n"
      "requests = 10\n[arm.near]\nlike = \"async\"\n";

 private:
  common::TemporaryFolder folder_;
};

TEST_F(ArmsFrom, AnotherFileAreAddedToThePlan) {
  write("arms.toml", "[arm.far]\nlike = \"threaded\"\n");
  const auto file = write("plan.toml", plan_text);
  const std::string text = read_plan_text(file);
  const Plan plan = parse_plan(text, "elsewhere/plan.toml");  // it needs no other file any more
  EXPECT_EQ(plan.arm("far").front.arguments.at(0), "{programs}/threaded_server");
  EXPECT_EQ(plan.arm("near").front.arguments.at(0), "{programs}/async_server");
}

TEST_F(ArmsFrom, AnotherFileAreRefusedWithItsLine) {
  const auto file = write("plan.toml", plan_text);
  EXPECT_THAT(said(file), HasSubstr("plan.toml:2: arms_from: there is no file "));
  const auto arms = write("arms.toml", "[arm.far]\nlike = \"nothing\"\n").string();
  EXPECT_THAT(said(file), StartsWith(arms + ":2: arm.far.like: 'nothing' is no architecture"));
  write("arms.toml", "blocks = 3\n");
  EXPECT_THAT(said(file), StartsWith(arms + ":1: blocks: unknown key; known are arm"));
  write("arms.toml", "[arm.far\n");
  EXPECT_THAT(said(file), StartsWith(arms + ":1: "));
  write("arms.toml", "[arm.near]\nlike = \"async\"\n");
  EXPECT_THAT(said(file), HasSubstr("plan.toml:5: arm.near: stands in arms.toml too"));
  write("arms.toml", "[arm.far]\nlike = \"threaded\"\n");
  EXPECT_EQ(said(file), "no complaint");
  EXPECT_THAT(said(write("bad.toml", std::string(plan_text) + "x = 1\n")),
              HasSubstr("bad.toml:7: "));
}

TEST(Installed, ListsTheProgramsOfTheProjectThatAPlanNeeds) {
  const Plan plan = parse_plan(
      "arms = [\"balanced\", \"mine\"]\nconcurrencies = [1]\nrequests = 10\n"
      "[arm.mine]\ncommand = \"mine {port}\"\n",
      "x.toml");
  EXPECT_THAT(own_programs(plan), ElementsAre("async_server", "balancer", "loadgen"));
}

}  // namespace
}  // namespace tiga::suite::plan
