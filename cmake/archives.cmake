# symbar_link_archives(TARGET...): of these libraries, imported by pkg-config, the program
# gets the archives where there are any. It is loaded in less time then, and runs where they
# are not installed, or another version is. Those of the C library stay shared.
function(symbar_archive_of library archive_out)
    string(REGEX REPLACE "[.](so|dylib)$" ".a" archive "${library}")
    if(EXISTS "${archive}" AND NOT archive MATCHES "/lib(c|m|dl|pthread)[.]a$")
        set(${archive_out} "${archive}" PARENT_SCOPE)
    else()
        set(${archive_out} "${library}" PARENT_SCOPE)
    endif()
endfunction()

function(symbar_link_archives)
    foreach(target ${ARGV})
        set(archives)
        get_target_property(libraries ${target} INTERFACE_LINK_LIBRARIES)
        foreach(library ${libraries})
            symbar_archive_of("${library}" archive)
            list(APPEND archives "${archive}")
        endforeach()
        set_target_properties(${target} PROPERTIES INTERFACE_LINK_LIBRARIES "${archives}")
    endforeach()
endfunction()
