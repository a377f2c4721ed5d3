# The warnings of our own targets; dependencies are included as system headers.
add_library(tiga_warnings INTERFACE)
target_compile_options(tiga_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference -Wformat=2)
# In a batch, a local name of one file is a global that another file may shadow: scripts/check-alone checks each file by
# itself.
if(NOT TIGA_UNITY)
  target_compile_options(tiga_warnings INTERFACE -Wshadow)
endif()
if(TIGA_WERROR)
  target_compile_options(tiga_warnings INTERFACE -Werror)
endif()
