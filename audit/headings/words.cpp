#include "audit/headings/words.hpp"

#include <fmt/format.h>

#include <array>
#include <map>

#include "common/text.hpp"

namespace tiga::audit::headings {
namespace {

struct Form {
  std::string_view form;
  std::string_view words;  // that are brought into it
};

// English; Indonesian; Spanish; Portuguese; French; German; without accents. Words in the empty
// form are left out.
constexpr auto forms = std::to_array<Form>({
    {"",
     "for the of yang untuk dari pada di to in as by de del la el los com con mit avec with las do "
     "da dos das le les du "
     "des "
     "l d der die das den dem fur para pour em en im y e et und and dan"},
    {"request",
     "requests req reqs permintaan # solicitud solicitudes peticion peticiones requisicao "
     "requisicoes solicitacao solicitacoes pedidos requete requetes demande demandes anfrage "
     "anfragen queries query"},
    {"s",
     "second seconds sec secs detik dtk segundo segundos seg seconde secondes sekunde sekunden "
     "sek"},
    {"ms",
     "millisecond milliseconds msec milidetik milisegundo milisegundos milliseconde millisecondes "
     "millisekunde millisekunden"},
    {"us", "\xC2\xB5s \xCE\xBCs microsecond microseconds mikrodetik microsegundos mikrosekunden"},
    {"minute", "minutes menit minuto minutos minuten"},
    {"per", "tiap setiap por par pro je cada"},
    {"level", "tingkat nivel niveau grad stufe"},
    {"concurrency",
     "konkurensi concurrencia concurrencias concorrencia simultaneidad simultaneidade concurrence "
     "simultaneite nebenlaufigkeit gleichzeitigkeit parallelitat paralelismo parallelism"},
    {"concurrent",
     "konkuren serentak bersamaan paralel parallel simultan concurrente concurrentes concorrente "
     "concorrentes simultaneo simultaneos simultanea simultaneas simultane simultanes simultanees "
     "concurrents simultaneous gleichzeitige gleichzeitiger gleichzeitig parallele paralelo "
     "paralelos paralelas"},
    {"time",
     "waktu durasi duration elapsed lama tiempo duracion tempo duracao temps duree zeit dauer"},
    {"failed",
     "gagal kegagalan failures failure fail fails unsuccessful rejected ditolak fallo fallida "
     "fallado echoues "
     "fallidas fallidos fallos fallas falladas falhas falha "
     "falhadas falhos echec echecs echouees echoue fehlgeschlagen fehlgeschlagene fehlschlage"},
    {"ok",
     "berhasil keberhasilan sukses success successful succeeded successes exitosas exitosos exito "
     "correctas "
     "sucesso sucessos reussies reussites succes erfolgreich erfolgreiche"},
    {"complete",
     "selesai completed terselesaikan completas completadas completados concluidas completos "
     "terminees completees abgeschlossen abgeschlossene vollstandige complet"},
    {"total",
     "jumlah banyaknya banyak number keseluruhan numero cantidad quantidade nombre anzahl anz "
     "gesamt gesamtzahl totales totale totaux insgesamt count num"},
    {"mean",
     "rata rerata avg average ave promedio media medio moyenne moyen mittelwert mittel "
     "durchschnitt durchschnittliche durchschnittlich mittlere mittlerer moy prom"},
    {"median", "mediana mediane nilai-tengah"},
    {"percentile", "percentil percentile centile perzentil persentil percentiles pctl quantile"},
    {"line", "linea linha ligne linie garis"},
    {"bytes", "byte octets octet oktet b octetos"},
    {"kb", "kbytes kbyte kib kilobytes ko kilooctets"},
    {"mb", "mbytes mbyte mib megabytes mo"},
    {"gb", "gib gigabytes go"},
    {"transfer",
     "transferred ditransfer tertransfer transferensi transferidos transferido transferidas "
     "transferencia transfere transferes transferees transfert ubertragen ubertragene ubertragung"},
    {"rate", "laju kecepatan tasa taxa taux tasas velocidad velocidade vitesse"},
    {"throughput",
     "rendimiento vazao debit durchsatz troughput produtividade debito rendimento caudal"},
    {"no", "nomor nomer nr"},
    {"test", "tests uji pengujian tes prueba pruebas teste testes essai essais"},
    {"taken",
     "dibutuhkan diperlukan ditempuh empleado transcurrido tomado decorrido gasto utilisee ecoule "
     "ecoulee benotigt benotigte"},
    {"latency", "latensi latencia latence latenz latencies latenzzeit latencias"},
    {"max",
     "maksimum maksimal maks maximum terlama maximo maxima maximale maximal maxi maximalwert "
     "longest slowest highest terbesar langste"},
    {"min",
     "minimum minimal tercepat minimo minima minimale mini minimalwert shortest fastest lowest "
     "terkecil kurzeste"},
    {"client", "klien clients cliente clientes kunden"},
    {"user",
     "users pengguna usuario usuarios utilisateur utilisateurs benutzer nutzer vus vu "
     "utilizadores"},
    {"connection",
     "koneksi connections conn conns conexion conexiones conexao conexoes connexion connexions "
     "verbindung verbindungen"},
    {"thread", "threads utas hilo hilos thread fils"},
    {"architecture", "arsitektur arquitectura arquitetura architektur"},
    {"method", "metode metodo methode"},
    {"name", "nama nom nome"},
    {"kind", "jenis tipo type typ"},
    {"label", "etiqueta rotulo libelle bezeichnung bezeichner sampler"},
    {"server", "peladen servidor serveur"},
    {"sample",
     "samples sampel muestra muestras amostra amostras echantillon echantillons proben probe "
     "stichproben"},
    {"error",
     "errors galat kesalahan eror errores erro erros erreur erreurs fehler fehlers fehlerhafte"},
    {"response",
     "responses respon respons tanggapan respuesta respuestas resposta respostas reponse reponses "
     "antwort antworten reply replies reaction"},
    {"responsetime", "antwortzeit antwortzeiten reaktionszeit"},
    {"transferrate", "ubertragungsrate datenrate transferrate transferraten"},
    {"totaltime", "gesamtzeit gesamtdauer testdauer"},
    {"request", "anfragenzahl"},
    {"errorrate", "fehlerrate fehlerquote"},
    {"okrate", "erfolgsrate erfolgsquote"},
    {"share",
     "persentase presentase prosentase percentage porcentaje porcentagem percentagem pourcentage "
     "anteil prozentsatz proporsi proportion"},
    {"lost", "dropped hilang"},
    {"timeout", "timeouts"},
    {"received", "diterima recibidos recibido recebidos recebido recus recu empfangen recibidas"},
    {"sent", "terkirim dikirim enviados enviado envoyes emis gesendet"},
    {"document", "dokumen documento dokument"},
    {"length", "panjang longitud tamano comprimento tamanho longueur taille lange"},
});

const std::map<std::string_view, std::string_view>& form_of_word() {
  static const std::map<std::string_view, std::string_view> all = [] {
    std::map<std::string_view, std::string_view> made;
    for (const Form& form : forms) {
      for (const std::string_view word : common::words_between_blanks(form.words)) {
        made.emplace(word, form.form);
      }
    }
    return made;
  }();
  return all;
}

// The letters of U+00C0 to U+00FF without their accents; ' ' has none.
constexpr std::string_view unaccented =
    "aaaaaaaceeeeiiii nooooo ouuuuy  aaaaaaaceeeeiiii nooooo ouuuuy y";

// Adds the text in lower case, letters of Western Europe without their accents: "M\xC3\xA1x." and
// "MAX." are the same word.
std::string folded(std::string_view text) {
  std::string lower = common::lower_case(text);
  std::string out;
  for (std::size_t at = 0; at < lower.size(); ++at) {
    const auto byte = static_cast<unsigned char>(lower[at]);
    const auto next = static_cast<unsigned char>(at + 1 < lower.size() ? lower[at + 1] : 0);
    const char letter =
        byte == 0xC3 && next >= 0x80 && next <= 0xBF ? unaccented[next - 0x80U] : ' ';
    if (byte == 0xC3 && next == 0x9F) {
      out += "ss";
      ++at;
    } else if (letter != ' ') {
      out += letter;
      ++at;
    } else if (byte == 0xC2 && (next == 0xBA || next == 0xB0)) {  // "N\xC2\xBA", "N\xC2\xB0"
      out += 'o';
      ++at;
    } else if (byte == 0xCC && next >= 0x80 && next <= 0xBF) {  // combining accents
      ++at;
    } else {
      out += lower[at];
    }
  }
  return out;
}

bool is_of_word(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '%' ||
         static_cast<unsigned char>(letter) >= 0x80;
}

void add_word(std::vector<std::string>& words, std::string& word) {
  const auto found = form_of_word().find(word);
  const std::string_view form = found == form_of_word().end() ? word : found->second;
  if (!form.empty() && (words.empty() || words.back() != form)) {  // "rata-rata" is one word
    words.emplace_back(form);
  }
  word.clear();
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char letter : folded(text)) {
    if (letter == '%' && (word.empty() || word.back() < '0' || word.back() > '9')) {
      add_word(words, word);  // "error%" has two words, "90%" is one
      word = letter;
      add_word(words, word);
      continue;
    }
    if (is_of_word(letter)) {
      word += letter;
      continue;
    }
    add_word(words, word);
    if (letter == '/') {
      words.emplace_back("per");
    } else if (letter == '#') {
      words.emplace_back("request");
    }
  }
  add_word(words, word);
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

}  // namespace tiga::audit::headings
