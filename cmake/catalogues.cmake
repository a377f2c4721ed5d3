# The translations, compiled by msgfmt and made part of a program.

find_program(TIGA_MSGFMT msgfmt REQUIRED)

# tiga_catalogues(<target> <folder>): adds embedded_catalogues() (suite/text/catalogue.hpp) to the target, with a
# catalogue for each language of <folder>/LINGUAS, from <folder>/<tag>.po.
function(tiga_catalogues target folder)
  cmake_path(ABSOLUTE_PATH folder BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${folder}/LINGUAS)
  file(STRINGS ${folder}/LINGUAS tags REGEX "^[^#]")
  set(compiled)
  foreach(tag IN LISTS tags)
    set(mo ${CMAKE_CURRENT_BINARY_DIR}/${target}_${tag}.mo)
    add_custom_command(OUTPUT ${mo} DEPENDS ${folder}/${tag}.po VERBATIM
      COMMAND ${TIGA_MSGFMT} --check --output-file=${mo} ${folder}/${tag}.po)
    list(APPEND compiled ${mo})
  endforeach()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${target}_catalogues.cpp)
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed_catalogues.cmake)
  add_custom_command(OUTPUT ${source} DEPENDS ${compiled} ${script} ${folder}/LINGUAS VERBATIM
    COMMAND ${CMAKE_COMMAND} -D "tags=${tags}" -D "compiled=${compiled}" -D source=${source} -P ${script})
  # Generated when configuring: checks that read batches without a build must find all files in them.
  set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE ${source})
endfunction()
