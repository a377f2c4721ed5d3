# How the project declares its targets: folder = namespace = target.

# tiga_library(<name> SOURCES <file>... [PUBLIC <target>...] [PRIVATE <target>...])
function(tiga_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PUBLIC;PRIVATE")
  add_library(${name} STATIC ${arg_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE tiga_warnings PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()

# `programs` builds what a user runs, without tests, benchmarks and fuzzers.
add_custom_target(programs)
# `sanitized` builds what is run under sanitizers, too: the tests with one of these labels.
add_custom_target(sanitized)
set(TIGA_SANITIZED_LABELS unit cases load)

# tiga_program(<name> SOURCES <file>... LINK <target>...)
function(tiga_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE tiga_warnings ${arg_LINK})
  file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  if(NOT folder MATCHES "^(bench|fuzz|tests)(/|$)")
    add_dependencies(programs ${name})
  endif()
endfunction()

# tiga_test(<name> SOURCES <file>... LINK <target>... [LABELS <label>...] [TIMEOUT <seconds>] [SERIAL] [NEEDS <program>...])
# One gtest executable; each of its cases is a test of its own. SERIAL cases never run beside another test.
# NEEDS builds the named programs first. LABELS: `unit` if none is given; `cases`, `load` and `e2e` start
# programs (scripts/run-tests picks sets by label).
function(tiga_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "SERIAL" "TIMEOUT" "SOURCES;LINK;LABELS;NEEDS")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 180)  # a busy machine takes its time; what a test waits for has limits of its own
  endif()
  tiga_program(${name} SOURCES ${arg_SOURCES} LINK ${arg_LINK} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE
    TIGA_SOURCE_DIR="${PROJECT_SOURCE_DIR}" TIGA_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  if(arg_NEEDS)
    add_dependencies(${name} ${arg_NEEDS})
  endif()
  set(properties TIMEOUT ${arg_TIMEOUT})
  if(NOT arg_LABELS)
    set(arg_LABELS unit)
  endif()
  list(APPEND properties LABELS "${arg_LABELS}")
  foreach(label IN LISTS arg_LABELS)
    if(label IN_LIST TIGA_SANITIZED_LABELS)
      add_dependencies(sanitized ${name})
    endif()
  endforeach()
  if(arg_SERIAL)
    list(APPEND properties RUN_SERIAL ON)
  endif()
  include(GoogleTest)
  gtest_discover_tests(${name} TEST_PREFIX ${name}. PROPERTIES ${properties} DISCOVERY_TIMEOUT 60)
endfunction()
