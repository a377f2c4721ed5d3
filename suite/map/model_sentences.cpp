// The model beside the measurement, in sentences.
#include <fmt/format.h>

#include "loadgen/summary.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/map/sentences.hpp"
#include "suite/plan/method.hpp"
#include "suite/text/told.hpp"

namespace tiga::suite::map {
namespace {

namespace method = plan::method;

std::string milliseconds(double seconds) { return fmt::format("{:.3g} ms", seconds * 1e3); }

std::string per_second(double rate) {
  return rate < 100 ? fmt::format("{:.3g}", rate) : fmt::format("{:.0f}", rate);
}

// What the arm does with a request's work, and what follows of it.
std::string how_it_works(const plan::Handling& handling, const Service& service,
                         text::Language language) {
  const std::string work = milliseconds(service.blocks_s + service.cpu_s);
  const bool waits = service.blocks_s > 0;
  if (service.blocks_s + service.cpu_s <= 0) {
    return told(language, "{}: no work, nothing but its own cost a request",
                "{}: tanpa kerja, hanya biaya sendiri per permintaan", to_text(handling, language));
  }
  switch (handling.by) {
    case plan::Handling::By::loops:
      if (handling.most == 1) {
        return told(language, "{} does the work of one request at a time, {} each",
                    "{} mengerjakan satu permintaan pada satu saat, masing-masing {}",
                    to_text(handling, language), work);
      }
      return told(language, "{}, each with one request at a time, {} each",
                  "{}, masing-masing satu permintaan pada satu saat, {} setiap permintaan",
                  to_text(handling, language), work);
    case plan::Handling::By::pool:
      return told(language, "{}: so many requests at a time at most, {} each",
                  "{}: paling banyak sekian permintaan pada satu saat, masing-masing {}",
                  to_text(handling, language), work);
    default:
      return waits
                 ? told(language,
                        "{}: all requests wait their {} at the same time, until the cores are full",
                        "{}: semua permintaan menunggu {} secara bersamaan, sampai inti penuh",
                        to_text(handling, language), work)
                 : told(language, "{}: {} of work each, and the cores share them out",
                        "{}: masing-masing {} kerja, dibagi di antara inti",
                        to_text(handling, language), work);
  }
}

std::string limit_text(const std::string& limit, text::Language language) {
  return std::string(limit == "clients"
                         ? either(language, "too few clients", "klien terlalu sedikit")
                     : limit == "handlers" ? either(language, "its handlers", "jumlah penangannya")
                                           : either(language, "the cores", "inti prosesor"));
}

// Of the arm's valid cells at that concurrency, the mean of those in which it is known; else 0.
double mean_share(const MeasuredWorkload& workload, const records::MapRow& row,
                  records::Real records::CellRow::*share) {
  double sum = 0;
  double count = 0;
  for (const records::CellRow& cell : workload.run.cells) {
    if (cell.valid && cell.arm == row.arm && cell.concurrency == row.concurrency && cell.*share) {
      sum += *(cell.*share);
      ++count;
    }
  }
  return count > 0 ? sum / count : 0;
}

// What the cells' columns show where an arm did less than the model gives it.
std::vector<std::string> what_else(const MeasuredWorkload& workload, const records::MapRow& row,
                                   text::Language language) {
  std::vector<std::string> found;
  if (row.generator_core_share.value_or(0) >= loadgen::saturated_core_share) {
    found.push_back(told(language, "the generator was the limit ({:.0f} % of its core)",
                         "generator beban menjadi batas ({:.0f} % dari intinya)",
                         *row.generator_core_share * 100));
  }
  const double cpu = row.server_cpu_us_per_request.value_or(0);
  const double expected_cpu = row.predicted_cpu_us.value_or(cpu);
  if (cpu > method::clearly_more_cpu * expected_cpu) {
    found.push_back(told(language,
                         "a request took {:.0f} µs of server CPU, {:.0f} with the page without "
                         "work: it comes alone, not among others that share its wake-ups",
                         "sebuah permintaan memakai {:.0f} µs CPU server, dengan halaman tanpa "
                         "kerja {:.0f}: ia datang sendiri, tidak bersama yang lain",
                         cpu, expected_cpu));
  }
  if (row.server_core_share.value_or(0) >= method::full_core) {
    found.push_back(told(language,
                         "what its servers may use was full ({:.0f} %), at {:.0f} µs of server CPU "
                         "a request",
                         "CPU yang boleh dipakai servernya penuh ({:.0f} %), dengan {:.0f} µs CPU "
                         "server per permintaan",
                         *row.server_core_share * 100, cpu));
  }
  if (const double stolen = mean_share(workload, row, &records::CellRow::stolen_share);
      stolen >= method::much_stolen) {
    found.push_back(told(language, "the hypervisor gave {:.0f} % of the time to others",
                         "hypervisor memberikan {:.0f} % waktu kepada yang lain", stolen * 100));
  }
  if (const double waited = mean_share(workload, row, &records::CellRow::cpu_pressure_share);
      found.empty() && waited >= method::much_waiting) {
    found.push_back(told(language, "for {:.0f} % of the time something waited for a core",
                         "selama {:.0f} % waktu ada yang menunggu inti", waited * 100));
  }
  const analysis::ArmFacts facts =
      analysis::facts_of(workload.run.manifest.plan, workload.run.cells, row.arm,
                         {static_cast<std::uint32_t>(row.concurrency), std::nullopt});
  if (facts.syn_retransmits.value_or(0) >= 1) {
    found.push_back(told(language, "SYNs were sent again, each a second late ({:.0f} a run)",
                         "SYN dikirim ulang, masing-masing terlambat sedetik ({:.0f} kali)",
                         *facts.syn_retransmits));
  }
  return found;
}

// From the least that the model gives it to the most.
bool is_as_predicted(const records::MapRow& row) {
  return *row.throughput >= (1 - method::model_tolerance) * row.predicted_at_least.value_or(0) &&
         *row.throughput <= (1 + method::model_tolerance) * *row.predicted;
}

bool is_a_range(const records::MapRow& row) {
  return row.predicted_at_least.value_or(0) < (1 - method::narrow_range) * *row.predicted;
}

std::string near_text(const records::MapRow& row, text::Language language) {
  const std::string limit = limit_text(row.limit, language);
  const std::string prediction = prediction_text(row, language);
  return is_a_range(row)
             ? told(language, "c={}: {} (predicted {}, limit: {})",
                    "c={}: {} (prediksi {}, batas: {})", row.concurrency,
                    per_second(*row.throughput), prediction, limit)
             : told(language, "c={}: {} ({:.2f} of the predicted {}, limit: {})",
                    "c={}: {} ({:.2f} dari prediksi {}, batas: {})", row.concurrency,
                    per_second(*row.throughput), *row.measured_to_predicted, prediction, limit);
}

std::string far_line(const MeasuredWorkload& workload, const records::MapRow& row,
                     text::Language language) {
  const double ratio = *row.measured_to_predicted;
  const std::string head =
      told(language, "c={}: {} a second measured, {} predicted ({:.2f}, limit: {})",
           "c={}: terukur {} per detik, diprediksi {} ({:.2f}, batas: {})", row.concurrency,
           per_second(*row.throughput), prediction_text(row, language), ratio,
           limit_text(row.limit, language));
  if (ratio > 1) {
    return told(language,
                "{}: more than the model allows, so a request took less than its service time and "
                "own cost say",
                "{}: lebih dari yang dimungkinkan model, jadi sebuah permintaan memerlukan kurang "
                "dari waktu layanan dan biaya sendiri",
                head);
  }
  const std::vector<std::string> found = what_else(workload, row, language);
  if (found.empty()) {
    return told(language, "{}: not explained by the cells' columns",
                "{}: tidak dijelaskan oleh kolom sel", head);
  }
  return fmt::format("{}: {}", head, fmt::join(found, either(language, "; ", "; ")));
}

std::string arm_line(const MeasuredWorkload& workload,
                     const std::vector<const records::MapRow*>& rows, text::Language language) {
  std::vector<std::string> near;
  std::vector<std::string> far;
  for (const records::MapRow* row : rows) {
    if (is_as_predicted(*row)) {
      near.push_back(near_text(*row, language));
    } else {
      far.push_back(far_line(workload, *row, language));
    }
  }
  const std::string& arm = rows.front()->arm;
  std::string line = fmt::format("{}: {}.", arm,
                                 how_it_works(workload.run.manifest.plan.arm(arm).handling,
                                              *workload.workload.service, language));
  if (!near.empty()) {
    line +=
        told(language, " As predicted within 10 %, requests a second at {}.",
             " Sesuai prediksi dalam 10 %, permintaan per detik pada {}.", fmt::join(near, ", "));
  }
  for (const std::string& one : far) {
    line += told(language, " Not so at {}.", " Tidak demikian pada {}.", one);
  }
  return line;
}

}  // namespace

std::string prediction_text(const records::MapRow& row, text::Language language) {
  if (!row.predicted) {
    return "";
  }
  const std::string most = per_second(*row.predicted);
  return is_a_range(row)
             ? told(language, "{} to {}", "{} sampai {}", per_second(*row.predicted_at_least), most)
             : most;
}

std::string bound_by_handlers(const MeasuredWorkload& workload, const records::MapRow& row,
                              text::Language language) {
  if (row.limit != to_string(Limit::handlers)) {
    return "";
  }
  const plan::Handling handling = workload.run.manifest.plan.arm(row.arm).handling;
  return told(language, "{}: no more than {} requests a second",
              "{}: tidak lebih dari {} permintaan per detik",
              how_it_works(handling, *workload.workload.service, language),
              per_second(*row.predicted));
}

std::vector<std::string> model_lines(const MeasuredWorkload& workload,
                                     const std::vector<records::MapRow>& rows,
                                     text::Language language) {
  std::vector<std::string> lines;
  for (const std::string& arm : workload.run.manifest.plan.arms) {
    std::vector<const records::MapRow*> known;
    for (const LevelOutcome& level : workload.outcomes) {
      const records::MapRow* row = find_row(rows, workload.workload.name, arm, level.concurrency);
      if (row != nullptr && row->measured_to_predicted) {
        known.push_back(row);
      }
    }
    if (!known.empty()) {
      lines.push_back(arm_line(workload, known, language));
    }
  }
  return lines;
}

}  // namespace tiga::suite::map
