# Sanitizers and coverage apply to every target, since instrumented code cannot be mixed with other code.
if(TIGA_SANITIZE)
  add_compile_options(-fsanitize=${TIGA_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${TIGA_SANITIZE})
  if(TIGA_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=undefined)
  endif()
endif()
if(TIGA_COVERAGE)
  # Counters are shared by threads: without `atomic` they lose counts or go negative.
  add_compile_options(--coverage -O0 -fprofile-update=atomic)
  add_link_options(--coverage)
endif()
