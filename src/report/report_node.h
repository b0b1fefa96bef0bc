/* Walking the JSON of a report that is read back: where one is, what is there, and what
   is wrong with it. The first thing that is wrong ends the reading: a report is written
   by a program, and nobody mends one by hand. */
#ifndef REPORT_REPORT_NODE_H
#define REPORT_REPORT_NODE_H

#include "analysis/results.h"
#include "base/arena.h"
#include "base/diagnostics.h"
#include "study/json_node.h"

#include <stdbool.h>
#include <stdint.h>

struct report_reader {
    struct arena *arena; /* where texts are copied to */
    const char *path;
    struct symbar_diagnostics *diagnostics;
    enum symbar_status status; /* SYMBAR_OK until something is wrong */
};

bool reader_is_well(const struct report_reader *reader);
void reader_lacks_memory(struct report_reader *reader);
void refuse_node(struct report_reader *reader, const struct json_node *node,
                 const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Refuses what cJSON lets pass: keys that come twice. */
void check_tree(struct report_reader *reader, const struct json_node *root);

/* A member, refused unless it is there and of the kind. */
struct json_node object_of(struct report_reader *reader, const struct json_node *object,
                           const char *key);
struct json_node list_of(struct report_reader *reader, const struct json_node *object,
                         const char *key);

/* Readers of a member. They leave the output alone when it is refused. */
void get_text(struct report_reader *reader, const struct json_node *object,
              const char *key, const char **text_out);
void get_optional_text(struct report_reader *reader, const struct json_node *object,
                       const char *key, const char **text_out); /* or NULL for null */
void get_number(struct report_reader *reader, const struct json_node *object,
                const char *key, double min, double max, double *number_out);
void get_count(struct report_reader *reader, const struct json_node *object,
               const char *key, uint64_t *count_out);
/* A figure: null, absent (an older report), or a number. */
void get_measure(struct report_reader *reader, const struct json_node *object,
                 const char *key, struct measure *measure_out);

/* The number of the text among `count` names; `name_at(i)` may be NULL. */
typedef const char *name_function(size_t index);
void get_choice(struct report_reader *reader, const struct json_node *object,
                const char *key, name_function *name_at, size_t count, size_t *index_out);

#endif
