/* Whether bytes are JSON: RFC 8259 to the letter, and where and why they are not.

   Comes before a JSON library sees them: cJSON tells where it stopped but not why, takes
   a lack of memory for a syntax error, and lets pass what the standard does not (control
   characters, leading zeros). It also cuts a text at \u0000, which is refused here. What
   passes here fails in cJSON for lack of memory only; its numbers are finite. */
#ifndef BASE_JSON_CHECK_H
#define BASE_JSON_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_limits {
    size_t depth;  /* lists and objects inside each other; at most 500 */
    size_t values; /* all values together */
};

struct json_fault {
    const char *what; /* lower case, no full stop */
    const char *hint; /* or NULL */
    bool is_limit;    /* JSON, but more of it than the limits allow */
    uint64_t line;    /* from 1 */
    uint64_t column;  /* byte, from 1 */
};

/* A byte order mark at the start is allowed. `*fault_out` is set when false comes back.
 */
bool json_check(const char *bytes, size_t byte_count, const struct json_limits *limits,
                struct json_fault *fault_out);

#endif
