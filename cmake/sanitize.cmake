# Floating-point results must be the same from every compiler and instruction set: no
# contraction of a * b + c.
add_compile_options(-ffp-contract=off)

if(SYMBAR_SANITIZE)
    add_compile_options(-fsanitize=${SYMBAR_SANITIZE} -fno-omit-frame-pointer
                        -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${SYMBAR_SANITIZE})
endif()
if(SYMBAR_COVERAGE)
    add_compile_options(--coverage -O0)
    add_link_options(--coverage)
endif()
if(SYMBAR_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link,address,undefined)
    add_compile_definitions(FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION)
    add_link_options(-fsanitize=address,undefined)
endif()
