# symbar_embed(target function file): the text of `file`, compiled into `target` as what
# `const char *function(void)` returns. The header that declares it is written by hand.
#
# The same file, run as a script, writes the C source.
if(CMAKE_SCRIPT_MODE_FILE)
    file(READ "${INPUT}" bytes HEX)
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
    string(REPEAT "0x..," 12 line)
    string(REGEX REPLACE "(${line})" "\\1\n" bytes "${bytes}")
    file(WRITE "${OUTPUT}"
"/* Made from ${NAME} by cmake/embed.cmake. */
const char *${FUNCTION}(void);

static const unsigned char text[] = {
${bytes}0x00
};

const char *${FUNCTION}(void)
{
    return (const char *)text;
}
")
    return()
endif()

set(SYMBAR_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(symbar_embed target function file)
    set(source ${CMAKE_CURRENT_BINARY_DIR}/generated/${function}.c)
    get_filename_component(input ${file} ABSOLUTE)
    add_custom_command(OUTPUT ${source}
        COMMAND ${CMAKE_COMMAND} -DINPUT=${input} -DOUTPUT=${source} -DNAME=${file}
                -DFUNCTION=${function} -P ${SYMBAR_EMBED_SCRIPT}
        DEPENDS ${input} ${SYMBAR_EMBED_SCRIPT} VERBATIM)
    target_sources(${target} PRIVATE ${source})
endfunction()
