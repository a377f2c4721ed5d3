// Headings in the languages that are read besides English and Indonesian.
#include <gtest/gtest.h>

#include <string>

#include "audit/headings/heading.hpp"

namespace tiga::audit::headings {
namespace {

struct InLanguage {
  std::string text;
  Field field;
  std::string unit = {};
};

void expect_all(const std::vector<InLanguage>& headings) {
  for (const InLanguage& one : headings) {
    const auto meaning = meaning_of(one.text);
    ASSERT_TRUE(meaning) << one.text;
    EXPECT_EQ(meaning->field, one.field)
        << one.text << " was taken for " << facts_of(meaning->field).name;
    EXPECT_EQ(meaning->unit ? meaning->unit->name : "", one.unit) << one.text;
  }
}

TEST(Headings, MayBeSpanish) {
  using enum Field;
  expect_all({{"Nivel de concurrencia", concurrency},
              {"Usuarios concurrentes", concurrency},
              {"Tiempo total (segundos)", time_taken, "s"},
              {"Duraci\xC3\xB3n de la prueba [s]", time_taken, "s"},
              {"Solicitudes completadas", complete},
              {"PETICIONES FALLIDAS", failed},
              {"% de errores", failed_share, "%"},
              {"Tasa de error (%)", failed_share, "%"},
              {"Solicitudes por segundo", rate},
              {"Peticiones/s", rate},
              {"Tiempo por solicitud (ms)", time_per_request, "ms"},
              {"Tiempo de respuesta medio (ms)", latency_mean, "ms"},
              {"Latencia m\xC3\xA1xima [ms]", latency_max, "ms"},
              {"Percentil 95 (ms)", latency_p95, "ms"},
              {"Linea de 90%", latency_p90},
              {"Tasa de transferencia (KB/s)", transfer_rate, "KB/s"},
              {"Nombre", label},
              {"N\xC3\xBAmero de solicitudes", requests}});
}

TEST(Headings, MayBePortuguese) {
  using enum Field;
  expect_all({{"N\xC3\xADvel de concorr\xC3\xAAncia", concurrency},
              {"Clientes simult\xC3\xA2neos", concurrency},
              {"Tempo total do teste (s)", time_taken, "s"},
              {"Requisi\xC3\xA7\xC3\xB5"
               "es completas",
               complete},
              {"Requisi\xC3\xA7\xC3\xB5"
               "es com falha",
               failed},
              {"Requisi\xC3\xA7\xC3\xB5"
               "es por segundo",
               rate},
              {"Vaz\xC3\xA3o (req/s)", rate, "requests/s"},
              {"Tempo m\xC3\xA9"
               "dio de resposta (ms)",
               latency_mean, "ms"},
              {"Tempo m\xC3\xADnimo de resposta", latency_min},
              {"Taxa de erros", failed_share}});
}

TEST(Headings, MayBeFrench) {
  using enum Field;
  expect_all({{"Niveau de concurrence", concurrency},
              {"Utilisateurs simultan\xC3\xA9s", concurrency},
              {"Dur\xC3\xA9"
               "e du test (s)",
               time_taken, "s"},
              {"Requ\xC3\xAAtes termin\xC3\xA9"
               "es",
               complete},
              {"Requ\xC3\xAAtes \xC3\xA9"
               "chou\xC3\xA9"
               "es",
               failed},
              {"% Erreur", failed_share, "%"},
              {"Requ\xC3\xAAtes par seconde", rate},
              {"D\xC3\xA9"
               "bit (requ\xC3\xAAtes/s)",
               rate, "requests/s"},
              {"Temps de r\xC3\xA9ponse moyen (ms)", latency_mean, "ms"},
              {"Latence m\xC3\xA9"
               "diane",
               latency_p50},
              {"90e centile", latency_p90},
              {"99% centile", latency_p99},
              {"Ko/sec re\xC3\xA7us", transfer_rate, "KB/s"},
              {"KB/sec \xC3\xA9mis", sent_rate, "KB/s"},
              {"Nombre de requ\xC3\xAAtes", requests}});
}

TEST(Headings, MayBeGerman) {
  using enum Field;
  expect_all({{"Nebenl\xC3\xA4ufigkeit", concurrency},
              {"Gleichzeitige Benutzer", concurrency},
              {"Gesamtdauer (s)", time_taken, "s"},
              {"Abgeschlossene Anfragen", complete},
              {"Fehlgeschlagene Anfragen", failed},
              {"Fehlerrate (%)", failed_share, "%"},
              {"Anfragen pro Sekunde", rate},
              {"Durchsatz (Anfragen/s)", rate, "requests/s"},
              {"Zeit pro Anfrage [ms]", time_per_request, "ms"},
              {"Mittlere Antwortzeit (ms)", latency_mean, "ms"},
              {"Maximale Latenz (ms)", latency_max, "ms"},
              {"95. Perzentil", latency_p95},
              {"\xC3\x9C"
               "bertragungsrate (KB/s)",
               transfer_rate, "KB/s"}});
}

TEST(Headings, NameFailuresInManyWays) {
  using enum Field;
  expect_all({{"Fails", failed},
              {"# Fails", failed},
              {"KO", failed},
              {"OK", ok},
              {"HTTP 500", status_5xx},
              {"5xx errors", status_5xx},
              {"Timed out", timeouts},
              {"Timeout errors", timeouts},
              {"Socket errors", errored},
              {"Dropped", errored},
              {"Dropped requests", errored},
              {"Lost requests", errored},
              {"Rejected", failed},
              {"Unsuccessful requests", failed},
              {"http_req_failed", failed_share},
              {"Persentase error", failed_share},
              {"Tingkat error (%)", failed_share, "%"},
              {"Tingkat kegagalan", failed_share},
              {"Tingkat keberhasilan", ok_share},
              {"Porcentaje de error", failed_share},
              {"Tasa de fallo", failed_share},
              {"Pourcentage d'erreurs", failed_share},
              {"Anteil Fehler", failed_share},
              {"Erfolgsrate", ok_share}});
  EXPECT_FALSE(meaning_of("Ko")) << "kilo-octets";
}

TEST(Headings, NameAMeanTimeAsALatency) {
  using enum Field;
  expect_all({{"Average time (ms)", latency_mean, "ms"},
              {"Avg duration (ms)", latency_mean, "ms"},
              {"Tiempo medio", latency_mean},
              {"Tiempo promedio", latency_mean},
              {"Temps moyen", latency_mean},
              {"Tempo m\xC3\xA9"
               "dio",
               latency_mean},
              {"Mittlere Zeit", latency_mean},
              {"Durchschnittliche Zeit", latency_mean},
              {"Waktu rata-rata", latency_mean},
              {"Mean time taken", time_taken}});
}

TEST(Headings, NameAnyStatisticOfLatencies) {
  using enum Field;
  expect_all({{"95th percentile", latency_p95},
              {"95% Line", latency_p95},
              {"P99 latency (ms)", latency_p99, "ms"},
              {"p99.9", latency_p99_9},
              {"99.9%", latency_p99_9},
              {"Latency (p97.5)", latency_p97_5},
              {"Latency 99th", latency_p99},
              {"Response time (max) [ms]", latency_max, "ms"},
              {"Time per request (95th percentile) [ms]", latency_p95, "ms"},
              {"Time per request (mean) [ms]", time_per_request, "ms"},
              {"Avg (ms)", latency_mean, "ms"},
              {"max ms", latency_max, "ms"},
              {"Max time", latency_max},
              {"median", latency_p50},
              {"longest request", latency_max},
              {"p99 (latency)", latency_p99}});
  for (const char* text :
       {"Max", "Avg", "min", "95", "p123", "percentile", "37%", "p95 CPU", "mean users max"}) {
    EXPECT_FALSE(meaning_of(text)) << text;
  }
}

}  // namespace
}  // namespace tiga::audit::headings
