# How the project declares its targets: folder = namespace = target.

# Sets <out> to the files of a target, and records that they have a target: <sources> if it is not empty, else each file
# of <folder> that matches <pattern> and has no target yet. The next build includes a new file automatically.
function(tiga_take_sources out folder pattern sources except)
  get_property(taken GLOBAL PROPERTY TIGA_TAKEN_SOURCES)
  if(sources)
    set(files ${sources})
  else()
    file(GLOB files CONFIGURE_DEPENDS ${folder}/${pattern})
    list(REMOVE_ITEM files ${folder}/main.cpp ${taken})
  endif()
  list(TRANSFORM except PREPEND ${folder}/)
  list(TRANSFORM files REPLACE "^([^/].*)$" "${folder}/\\1")
  list(REMOVE_ITEM files ${except})
  set_property(GLOBAL APPEND PROPERTY TIGA_TAKEN_SOURCES ${files})
  set(${out} ${files} PARENT_SCOPE)
endfunction()

# Targets that are compiled file by file, and bench/, whose total build time does not matter. scripts/check-names looks
# at all others.
set(TIGA_APART http_test http_portable_test loadgen_run_test loadgen_unit_test servers_tests suite_plan_test
  suite_report_test tiga_latency_truth tiga_test)
function(tiga_batches name)
  if(name IN_LIST TIGA_APART OR CMAKE_CURRENT_SOURCE_DIR MATCHES "^${PROJECT_SOURCE_DIR}/(bench|fuzz)(/|$)")
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
  endif()
  # scripts/tidy checks batches too, which include .cpp files on purpose.
  set_target_properties(${name} PROPERTIES
    UNITY_BUILD_CODE_BEFORE_INCLUDE "// NOLINTNEXTLINE(bugprone-suspicious-include)")
endfunction()

# What only starts, reads and writes is optimised less than what is measured and what computes: `tiga` outside stats/, and
# tests, which are two thirds of a whole build. GCC then needs four fifths of the time for a file. The sanitized
# presets leave the tests unoptimised (half the time); the libraries that they test stay as they are.
function(tiga_quick_to_compile name release sanitized)
  target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:${release}> $<$<CONFIG:RelWithDebInfo>:${sanitized}>)
endfunction()

# tiga_library(<name> [FOLDER <folder>] [SOURCES <file>...] [EXCEPT <file>...] [ALSO <file>...]
#              [PUBLIC <target>...] [PRIVATE <target>...])
# A library is its folder: the current one, or FOLDER below it, without main.cpp and without files of targets declared
# before. SOURCES names its files if a folder has several libraries; ALSO adds generated ones.
function(tiga_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FOLDER" "SOURCES;EXCEPT;ALSO;PUBLIC;PRIVATE")
  set(folder ${CMAKE_CURRENT_SOURCE_DIR})
  if(arg_FOLDER)
    cmake_path(APPEND folder ${arg_FOLDER})
  endif()
  tiga_take_sources(files ${folder} *.cpp "${arg_SOURCES}" "${arg_EXCEPT}")
  add_library(${name} STATIC ${files} ${arg_ALSO})
  tiga_batches(${name})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE tiga_warnings PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  if(folder MATCHES "^${PROJECT_SOURCE_DIR}/(suite|document|audit)(/|$)")
    tiga_quick_to_compile(${name} -O1 -O1)
  endif()
endfunction()

# `programs` builds what a user runs, without tests, benchmarks and fuzzers.
add_custom_target(programs)
# `sanitized` builds the tests that run under sanitizers: those with one of these labels.
add_custom_target(sanitized)
set(TIGA_SANITIZED_LABELS unit cases load)

# tiga_program(<name> SOURCES <file>... LINK <target>...)
function(tiga_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  tiga_take_sources(files ${CMAKE_CURRENT_SOURCE_DIR} "" "${arg_SOURCES}" "")
  add_executable(${name} ${files})
  tiga_batches(${name})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE tiga_warnings ${arg_LINK})
  file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  if(NOT folder MATCHES "^(bench|fuzz|tests)(/|$)")
    add_dependencies(programs ${name})
    install(TARGETS ${name} RUNTIME DESTINATION ${TIGA_LIBEXEC})
  endif()
endfunction()

# Tests of folders that start no thread (scripts/check-includes): ThreadSanitizer would see nothing there.
set(TIGA_ONE_THREAD "tests/(audit|conformance|document|http|queueing|stats|suite)$")
# This one does, in suite/measure.
set(TIGA_THREADS_AFTER_ALL suite_measure_test)

# GoogleTest's headers, compiled once for all tests: they are half of the time of a small test file.
function(tiga_test_headers)
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/test_headers.cpp CONTENT "")
  add_library(tiga_test_headers OBJECT ${CMAKE_CURRENT_BINARY_DIR}/test_headers.cpp)
  target_link_libraries(tiga_test_headers PRIVATE tiga_warnings GTest::gmock)
  tiga_quick_to_compile(tiga_test_headers -O1 -O0)
  target_precompile_headers(tiga_test_headers PRIVATE <gmock/gmock.h>)
endfunction()

# tiga_test(<name> [SOURCES <file>...] LINK <target>... [LABELS <label>...] [TIMEOUT <seconds>] [HEAVY] [NEEDS <program>...])
# SOURCES: by default each *_test.cpp of the folder that no test declared before has. HEAVY cases load the machine for
# seconds: one of them at a time, beside others, and first. NEEDS builds the named programs first. LABELS: `unit` if none
# is given; `cases`, `load` and `e2e` start programs, `statistics` takes minutes of sums (scripts/run-tests picks sets by
# label).
# The cases of a `unit` program share a process (scripts/run-cases), TIMEOUT seconds for each; otherwise each case is a
# process and a CTest test of its own.
function(tiga_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "HEAVY" "TIMEOUT" "SOURCES;LINK;LABELS;NEEDS")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 180)  # generous, for a busy machine; waits inside a test have their own limits
  endif()
  tiga_take_sources(files ${CMAKE_CURRENT_SOURCE_DIR} *_test.cpp "${arg_SOURCES}" "")
  tiga_program(${name} SOURCES ${files} LINK ${arg_LINK} GTest::gmock GTest::gtest_main)
  tiga_quick_to_compile(${name} -O1 -O0)
  target_precompile_headers(${name} REUSE_FROM tiga_test_headers)
  # False about the precompiled std::string (GCC bug 105651).
  target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds$<SEMICOLON>-Wno-restrict$<SEMICOLON>-Wno-stringop-overflow>)
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
  if(TIGA_SANITIZE STREQUAL thread AND CMAKE_CURRENT_SOURCE_DIR MATCHES "${TIGA_ONE_THREAD}"
      AND NOT name IN_LIST TIGA_THREADS_AFTER_ALL)
    return()
  endif()
  foreach(label IN LISTS arg_LABELS)
    if(label IN_LIST TIGA_SANITIZED_LABELS)
      add_dependencies(sanitized ${name})
    endif()
  endforeach()
  if(arg_HEAVY)
    list(APPEND properties RESOURCE_LOCK heavy COST 1000)
  endif()
  if(arg_LABELS STREQUAL unit)
    add_test(NAME ${name} COMMAND ${PROJECT_SOURCE_DIR}/scripts/run-cases
      $<TARGET_FILE:${name}> ${name} ${PROJECT_BINARY_DIR}/cases/${name}.tsv ${arg_TIMEOUT})
    # The timeout of the whole program, in case run-cases itself hangs.
    set_tests_properties(${name} PROPERTIES ${properties} TIMEOUT 1500)
  else()
    include(GoogleTest)
    gtest_discover_tests(${name} TEST_PREFIX ${name}. PROPERTIES ${properties} DISCOVERY_TIMEOUT 60)
  endif()
endfunction()
