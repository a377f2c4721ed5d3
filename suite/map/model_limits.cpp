// What the model does not say, and what it counts.
#include "suite/map/sentences.hpp"
#include "suite/text/told.hpp"

namespace tiga::suite::map {

std::string why_no_model(const MeasuredWorkload& workload, text::Language language) {
  const plan::Bystanders& beside = workload.run.manifest.plan.bystanders;
  text::Words why{
      "how long a request's octets take depends on memory, disk and kernel, and is not known "
      "before it is measured",
      "waktu untuk oktet sebuah permintaan bergantung pada memori, disk, dan kernel, dan tidak "
      "diketahui sebelum diukur"};
  if (workload.workload.own_cost) {
    why = {"what a request costs each architecture besides its work is taken from this workload",
           "biaya sebuah permintaan pada tiap arsitektur di luar kerjanya diambil dari beban kerja "
           "ini"};
  } else if (workload.workload.service) {
    why = {"nothing was measured, or how these servers share out their requests is not known",
           "tidak ada yang terukur, atau cara server ini membagi permintaannya tidak diketahui"};
  } else if (beside.slow_readers > 0) {
    why = {
        "slow readers hold a server's handlers for as long as they like to read, which is no "
        "service time of a request",
        "pembaca lambat menahan penangan server selama mereka membaca, dan itu bukan waktu "
        "layanan sebuah permintaan"};
  } else if (beside.idle > 0) {
    why = {
        "a request has no work, and what idle connections beside it cost is what is measured",
        "permintaan tidak memuat kerja, dan biaya koneksi diam di sampingnya itulah yang diukur"};
  }
  return told(language, "Nothing is predicted here: {}.", "Tidak ada prediksi di sini: {}.",
              why.in(language));
}

std::string cores_line(const records::Manifest& manifest, text::Language language) {
  const std::size_t cores = server_cores(manifest);
  if (manifest.placement.servers) {
    return told(language, "The cores that it counts are those of the servers: {}.",
                "Inti yang dihitung adalah milik server: {}.", cores);
  }
  return told(language,
              "Nothing was pinned: the model counts all cores, {}, and the generator works on the "
              "same ones. Where the cores are the limit it promises more than the generator "
              "leaves.",
              "Tidak ada yang dipatok pada inti: model menghitung semua inti, {}, dan generator "
              "beban memakai inti yang sama. Di mana inti menjadi batas, model menjanjikan lebih "
              "daripada yang disisakan generator.",
              cores);
}

}  // namespace tiga::suite::map
