#include "support/quoted.h"

#include "support/test.h"

#include <stdlib.h>
#include <string.h>

char *quoted(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    assert_non_null(copy);
    strcpy(copy, text);
    for (char *at = strchr(copy, '\''); at; at = strchr(at, '\''))
        *at = '"';
    return copy;
}
