# What `cmake --install` puts in place: the tool, libsymbar with its headers and a
# pkg-config file, and the manual.
install(TARGETS symbar_tool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS symbar
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/symbar DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES docs/symbar.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

# The prefix is found from where the file lies, so that an installed tree can be moved and
# `cmake --install --prefix` needs no second configuration.
if(IS_ABSOLUTE ${CMAKE_INSTALL_LIBDIR})
    set(SYMBAR_PC_PREFIX ${CMAKE_INSTALL_PREFIX})
    set(SYMBAR_PC_LIBDIR ${CMAKE_INSTALL_LIBDIR})
else()
    file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
    string(REGEX REPLACE "/$" "" up ${up})
    set(SYMBAR_PC_PREFIX "\${pcfiledir}/${up}")
    set(SYMBAR_PC_LIBDIR "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
endif()
if(IS_ABSOLUTE ${CMAKE_INSTALL_INCLUDEDIR})
    set(SYMBAR_PC_INCLUDEDIR ${CMAKE_INSTALL_INCLUDEDIR})
else()
    set(SYMBAR_PC_INCLUDEDIR "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
endif()

# A shared library knows what it needs; who links a static one has to name it.
set(modules "libcjson, gsl, zlib, libutf8proc, nettle")
set(libraries "-lcsv ${CMAKE_THREAD_LIBS_INIT} -lm")
if(SYMBAR_ISAL)
    string(APPEND modules ", libisal")
endif()
if(SYMBAR_READSTAT)
    set(libraries "-lreadstat ${libraries}")
endif()
if(SYMBAR_XLSX_SONAME)
    foreach(library ${CMAKE_DL_LIBS})
        string(APPEND libraries " -l${library}")
    endforeach()
elseif(SYMBAR_XLSX)
    string(APPEND modules ", xlsxwriter")
endif()
if(BUILD_SHARED_LIBS)
    set(SYMBAR_PC_NEEDS "Requires.private: ${modules}
Libs: -L\${libdir} -lsymbar
Libs.private: ${libraries}")
else()
    set(SYMBAR_PC_NEEDS "Requires: ${modules}
Libs: -L\${libdir} -lsymbar ${libraries}")
endif()
configure_file(cmake/symbar.pc.in symbar.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/symbar.pc
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
