# The language standard, and the folder of programs.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()
# Release has no assertions but has line numbers, so that perf can show source lines.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG")
# The sanitized presets: at -O2 a file takes more than twice as long under address and undefined as at -O1.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1")
find_package(Threads REQUIRED)

# Most of a file's compile time is its headers, which a batch reads once. A batch as large as a folder would leave one
# core idle at the end. In the presets without batches, and in scripts/lint, each file still has to include what it
# uses.
set(TIGA_UNITY_BATCH 12 CACHE STRING "Files of a batch; 0: all of a target")
if(TIGA_UNITY)
  set(CMAKE_UNITY_BUILD ON)
  set(CMAKE_UNITY_BUILD_BATCH_SIZE ${TIGA_UNITY_BATCH})
endif()
