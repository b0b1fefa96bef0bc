# `cpack -G DEB` (or TGZ) in a build folder makes a package of what `cmake --install` puts in
# place. The completions are what the tool itself writes.
if(NOT CMAKE_CROSSCOMPILING)
    set(completions ${CMAKE_CURRENT_BINARY_DIR}/completions)
    add_custom_command(OUTPUT ${completions}/symbar ${completions}/_symbar
                              ${completions}/symbar.fish
        COMMAND ${CMAKE_COMMAND} -E make_directory ${completions}
        COMMAND symbar_tool completion bash > ${completions}/symbar
        COMMAND symbar_tool completion zsh > ${completions}/_symbar
        COMMAND symbar_tool completion fish > ${completions}/symbar.fish
        DEPENDS symbar_tool VERBATIM)
    add_custom_target(symbar_completions ALL DEPENDS ${completions}/symbar)
    install(FILES ${completions}/symbar
            DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
    install(FILES ${completions}/_symbar
            DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
    install(FILES ${completions}/symbar.fish
            DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(FILES README.md CHANGELOG.md docs/FORMATS.md docs/STATISTICS.md docs/DISCLOSURE.md
              docs/RECIPES.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR symbar)
set(CPACK_PACKAGE_CONTACT "The symbar maintainers <symbar@symbar.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Symmetry barometer for mirrored surveys")
set(CPACK_PACKAGE_DESCRIPTION
    "symbar reads two surveys that mirror each other, one answered by employees and one
by customers, and says where the two pictures differ, by how much, and whether that
is real. Groups that are too small to stay anonymous are never shown.")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_CURRENT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION math)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
if(SYMBAR_XLSX_SONAME MATCHES "^(lib.*)[.]so[.]([0-9]+)$") # Debian's way to name packages
    set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ${CMAKE_MATCH_1}${CMAKE_MATCH_2})
endif()
include(CPack)
