#include <symbar/symbar.h>

const char *symbar_version(void)
{
    return SYMBAR_VERSION;
}
