# The warnings that our own targets are compiled with; dependencies come in as system headers.
add_library(tiga_warnings INTERFACE)
target_compile_options(tiga_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference -Wformat=2)
if(TIGA_WERROR)
  target_compile_options(tiga_warnings INTERFACE -Werror)
endif()
