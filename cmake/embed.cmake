# symbar_embed(target function file [HASH] [SIZE]): the text of `file`, compiled into `target` as what
# `const char *function(void)` returns. The header that declares it is written by hand.
#
# With HASH, `const char *function_hash(void)` is the base64 form of its SHA-256 as well,
# which is how a page's security policy names its style sheet. With SIZE,
# `size_t function_size(void)` is its number of bytes, for what is no text.
#
# The same file, run as a script, writes the C source.
if(CMAKE_SCRIPT_MODE_FILE)
    # base64_of(hex result): 64 hexadecimal digits as base64.
    function(base64_of hex result)
        set(letters
            ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
        set(text "")
        foreach(start RANGE 0 60 6)
            string(SUBSTRING "${hex}00" ${start} 6 digits)
            foreach(shift 18 12 6 0)
                math(EXPR at "(0x${digits} >> ${shift}) & 63")
                string(SUBSTRING ${letters} ${at} 1 letter)
                string(APPEND text "${letter}")
            endforeach()
        endforeach()
        string(REGEX REPLACE ".$" "=" text "${text}")
        set(${result} "${text}" PARENT_SCOPE)
    endfunction()

    file(READ "${INPUT}" bytes HEX)
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
    string(REPEAT "0x..," 12 line)
    string(REGEX REPLACE "(${line})" "\\1\n" bytes "${bytes}")
    set(header "")
    set(size_function "")
    if(SIZE)
        file(SIZE "${INPUT}" byte_count)
        set(header "#include <stddef.h>\n\n")
        set(size_function "
size_t ${FUNCTION}_size(void);

size_t ${FUNCTION}_size(void)
{
    return ${byte_count};
}
")
    endif()
    set(hash_function "")
    if(HASH)
        file(SHA256 "${INPUT}" digest)
        base64_of(${digest} hash)
        set(hash_function "
const char *${FUNCTION}_hash(void);

const char *${FUNCTION}_hash(void)
{
    return \"${hash}\";
}
")
    endif()
    file(WRITE "${OUTPUT}"
"/* Made from ${NAME} by cmake/embed.cmake. */
${header}const char *${FUNCTION}(void);

static const unsigned char text[] = {
${bytes}0x00
};

const char *${FUNCTION}(void)
{
    return (const char *)text;
}
${hash_function}${size_function}")
    return()
endif()

set(SYMBAR_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(symbar_embed target function file)
    set(source ${CMAKE_CURRENT_BINARY_DIR}/generated/${function}.c)
    get_filename_component(input ${file} ABSOLUTE)
    cmake_parse_arguments(embed "HASH;SIZE" "" "" ${ARGN})
    add_custom_command(OUTPUT ${source}
        COMMAND ${CMAKE_COMMAND} -DINPUT=${input} -DOUTPUT=${source} -DNAME=${file}
                -DFUNCTION=${function} -DHASH=${embed_HASH}
                -DSIZE=${embed_SIZE} -P ${SYMBAR_EMBED_SCRIPT}
        DEPENDS ${input} ${SYMBAR_EMBED_SCRIPT} VERBATIM)
    target_sources(${target} PRIVATE ${source})
endfunction()
