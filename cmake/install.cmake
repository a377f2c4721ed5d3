# What `cmake --install` and `cpack -G DEB` put where, below a prefix that may be moved afterwards: programs find their files
# by where they stand (common/home/home.hpp).
set(TIGA_LIBEXEC libexec/tiga)  # all programs; they look for each other beside themselves
set(TIGA_SHARE share/tiga)

# Man pages and completion, made from what the programs say of themselves: the target `manual`. Sanitized programs cannot
# be relied on to run while something is built.
function(tiga_manual)
  if(TIGA_SANITIZE)
    return()
  endif()
  get_property(servers GLOBAL PROPERTY TIGA_SERVERS)
  set(page ${PROJECT_BINARY_DIR}/share/man/man1/tiga.1)
  add_custom_command(OUTPUT ${page} DEPENDS tiga loadgen ${servers} VERBATIM
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${PROJECT_BINARY_DIR}/share
    COMMAND tiga manual ${PROJECT_BINARY_DIR}/share)
  add_custom_target(manual ALL DEPENDS ${page})
  add_dependencies(programs manual)
  install(DIRECTORY ${PROJECT_BINARY_DIR}/share/man ${PROJECT_BINARY_DIR}/share/bash-completion DESTINATION share)
endfunction()

function(tiga_install_files)
  set(link ${PROJECT_BINARY_DIR}/installed/tiga)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/installed)
  file(CREATE_LINK ../${TIGA_LIBEXEC}/tiga ${link} SYMBOLIC)
  install(FILES ${link} DESTINATION bin)
  set(pages README.md CHANGELOG.md CONTRIBUTING.md LICENSE)
  list(TRANSFORM pages PREPEND ${PROJECT_SOURCE_DIR}/)
  install(FILES ${pages} DESTINATION ${TIGA_SHARE})
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/plans ${PROJECT_SOURCE_DIR}/plots ${PROJECT_SOURCE_DIR}/docs
    DESTINATION ${TIGA_SHARE} PATTERN __pycache__ EXCLUDE)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/results/report-2020 DESTINATION ${TIGA_SHARE}/results)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/servers/www DESTINATION ${TIGA_SHARE}/servers)
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION share/doc/tiga RENAME copyright)
endfunction()

# tiga_VERSION_ARCHITECTURE.deb
function(tiga_package)
  set(CPACK_GENERATOR DEB)
  set(CPACK_PACKAGE_NAME tiga)
  set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
  set(CPACK_PACKAGE_CONTACT "the tiga authors <tiga@localhost>")
  set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
  set(CPACK_PACKAGE_DESCRIPTION "Measures a thread for each connection, one event loop,
event loops behind a balancer, nine more architectures and servers of your
own under one load generator: throughput, latency and cost at each
concurrency, with intervals and verdicts. Audits the tables of others, too.")
  set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
  set(CPACK_STRIP_FILES ON)
  set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
  set(CPACK_DEBIAN_PACKAGE_SECTION net)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "gnuplot-nox | gnuplot, fonts-dejavu-core, python3")
  set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nginx, haproxy, apache2-bin, wrk, bash-completion")
  include(CPack)
endfunction()
