/* make_sav FILE < TEXT: writes an SPSS file for a case (support/sav.h says of what). */
#include "support/sav.h"

#include <stdio.h>

int main(int argument_count, char **arguments)
{
    static char text[1024 * 1024];
    size_t length = fread(text, 1, sizeof text - 1, stdin);
    if (argument_count != 2 || !length || !sav_write(text, arguments[1])) {
        fprintf(stderr, "make_sav: nothing written\n");
        return 1;
    }
    return 0;
}
