# Every package that the suite needs. scripts/install-packages has their Debian names.
find_package(Boost 1.81 REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(LibXml2 REQUIRED)
if(TIGA_TESTS OR TIGA_FUZZ)
  find_package(GTest REQUIRED)
endif()
if(TIGA_BENCH)
  find_package(benchmark REQUIRED)
endif()

# Asio is compiled once (servers/loop/asio.cpp), not in every file that includes it.
add_library(tiga_asio INTERFACE)
target_link_libraries(tiga_asio INTERFACE Boost::headers Threads::Threads)
target_compile_definitions(tiga_asio INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED BOOST_ERROR_CODE_HEADER_ONLY
  BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE=32)  # operations that end at one wake-up before others begin

add_library(tiga_cli11 INTERFACE)
target_link_libraries(tiga_cli11 INTERFACE CLI11::CLI11)

# GCC 12 warns of null inside the inlined code of these two, although they are system headers.
target_compile_options(tiga_asio INTERFACE -Wno-null-dereference)
target_compile_options(tiga_cli11 INTERFACE -Wno-null-dereference)
