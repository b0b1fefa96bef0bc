function(symbar_warnings target)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                           -Wmissing-prototypes)
    if(SYMBAR_WERROR)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
endfunction()
