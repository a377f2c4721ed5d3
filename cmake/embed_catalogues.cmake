# cmake -D tags=TAG;… -D compiled=MO;… -D source=FILE -P embed_catalogues.cmake: writes embedded_catalogues().
set(arrays)
set(rows)
foreach(tag mo IN ZIP_LISTS tags compiled)
  file(READ ${mo} bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes ${bytes})
  string(MAKE_C_IDENTIFIER ${tag} name)
  string(APPEND arrays "constexpr unsigned char ${name}[] = {${bytes}};\n")
  string(APPEND rows "    {\"${tag}\", ${name}},\n")
endforeach()
file(WRITE ${source} "#include \"suite/text/catalogue.hpp\"

#include <vector>

namespace tiga::suite::text {
namespace {
${arrays}
}  // namespace

std::span<const EmbeddedCatalogue> embedded_catalogues() {
  static const std::vector<EmbeddedCatalogue> all{
${rows}  };
  return all;
}

}  // namespace tiga::suite::text
")
