#include "suite/report/machine_notes.hpp"

#include "suite/text/tr.hpp"

namespace tiga::suite::report {

Notes about_another_run(const records::Manifest& manifest, text::Language language) {
  if (!manifest.beside_another_run) {
    return {};
  }
  return {tr(language,
             "Another run measured on the same cores when this one began, which was forced: each "
             "took time from the other.")};
}

}  // namespace tiga::suite::report
