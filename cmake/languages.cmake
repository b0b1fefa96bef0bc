# symbar_languages(target name...): the catalogue po/<name>.po of each language, compiled by
# GNU msgfmt and embedded in `target` (see src/base/language.c). Without msgfmt the
# catalogues are empty, and symbar speaks English only.
find_program(SYMBAR_MSGFMT msgfmt)
if(NOT SYMBAR_MSGFMT)
    message(STATUS "msgfmt (GNU gettext) was not found: reports are in English only")
endif()

# make, unlike Ninja, makes no folder for what is made.
file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/generated)

function(symbar_languages target)
    foreach(name ${ARGN})
        set(source ${CMAKE_CURRENT_SOURCE_DIR}/po/${name}.po)
        set(compiled ${CMAKE_CURRENT_BINARY_DIR}/generated/${name}.mo)
        if(SYMBAR_MSGFMT)
            add_custom_command(OUTPUT ${compiled}
                COMMAND ${SYMBAR_MSGFMT} --check --endianness=little --no-hash
                        --output-file=${compiled} ${source}
                DEPENDS ${source} VERBATIM)
        else()
            file(WRITE ${compiled} "")
        endif()
        symbar_embed(${target} catalogue_${name} ${compiled} SIZE)
    endforeach()
endfunction()
