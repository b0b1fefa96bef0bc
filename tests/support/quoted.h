/* JSON in C strings: written with single quotes, so that tests stay readable. */
#ifndef SUPPORT_QUOTED_H
#define SUPPORT_QUOTED_H

#include <stddef.h>

/* A copy with every ' replaced by "; free() it. */
char *quoted(const char *text);

#endif
