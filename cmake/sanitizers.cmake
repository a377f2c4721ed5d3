# Sanitizers and coverage apply to every target, since instrumented code cannot be mixed with other code.
if(TIGA_SANITIZE)
  add_compile_options(-fsanitize=${TIGA_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${TIGA_SANITIZE})
  if(TIGA_SANITIZE MATCHES "undefined")
    # The check of calls through pointers does not assemble in a coroutine (clang 14).
    add_compile_options(-fno-sanitize-recover=undefined $<$<CXX_COMPILER_ID:Clang>:-fno-sanitize=function>)
  endif()
endif()
if(TIGA_COVERAGE)
  # Counters are shared by threads: without `atomic` they lose counts or go negative.
  add_compile_options(--coverage -O0 -fprofile-update=atomic)
  add_link_options(--coverage)
endif()
