# Rewrites build_info.cpp when its content has changed. Run at every build, so that a commit made after configuring is
# included.
execute_process(COMMAND git describe --always --dirty --tags
  WORKING_DIRECTORY ${SOURCE_DIR} OUTPUT_VARIABLE TIGA_GIT_DESCRIBE ERROR_QUIET
  OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed)
if(failed)
  set(TIGA_GIT_DESCRIBE unknown)
endif()
configure_file(${SOURCE_DIR}/common/build_info.cpp.in ${OUTPUT} @ONLY)
