# The warnings that our own targets are compiled with; dependencies come in as system headers.
add_library(tiga_warnings INTERFACE)
target_compile_options(tiga_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference -Wformat=2)
# In a batch, what one file keeps to itself is a global that another one shadows: scripts/check-alone looks at each file.
if(NOT TIGA_UNITY)
  target_compile_options(tiga_warnings INTERFACE -Wshadow)
endif()
if(TIGA_WERROR)
  target_compile_options(tiga_warnings INTERFACE -Werror)
endif()
