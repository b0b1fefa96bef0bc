/* Walking the JSON of a study: where one is (as a JSON pointer), what is there, and what
   is wrong with it.

   Every reader below leaves its output alone when the value is absent or wrong; what is
   wrong is reported and counted in `refusal_count`, and reading goes on, so that one pass
   finds all that can be found. */
#ifndef STUDY_READER_H
#define STUDY_READER_H

#include "base/map.h"
#include "study/json_node.h"
#include "study/keys.h"
#include "study/names.h"
#include "study/study_read.h"

/* The most items, dimensions, scales, codes, labels, files of one list. */
enum { MOST_MEMBERS = 10000 };
/* After so many problems nobody is helped by the nearest name, which takes time to find.
 */
enum { MOST_HINTS = 100 };
enum { HIGH_BY_DEFAULT = 75 }; /* analysis.high */

struct study_reader {
    struct arena *arena; /* the study's */
    const char *path;    /* the study file, or NULL */
    const struct study_overrides *overrides;
    struct symbar_diagnostics *diagnostics;
    struct map scale_ids; /* the number of a scale in the study, by its id */
    struct map dimension_ids;
    size_t refusal_count;
    bool lacks_memory;
};

bool node_is_given(const struct json_node *node);
bool node_is_null(const struct json_node *node);

/* "/dimensions/0/id" in the study's arena; NULL for the root. */
const char *node_pointer(struct study_reader *reader, const struct json_node *node);

void refuse(struct study_reader *reader, const struct json_node *node,
            enum diagnostic_kind kind, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void refuse_type(struct study_reader *reader, const struct json_node *node,
                 const char *expected);

/* The hint for a name that is not among the valid ones: the nearest, or all of them. */
void hint_names(struct study_reader *reader, const char *wanted, const char *const *names,
                size_t count);

/* Zeroed, in the study's arena. */
void *reader_allocate(struct study_reader *reader, size_t count, size_t size);
const char *reader_text(struct study_reader *reader, const char *text);

/* A value as compact JSON text in the study's arena; NULL when memory is short. */
const char *reader_json(struct study_reader *reader, const cJSON *json);

/* Whether the node is an object with known keys only; problems are reported. Unknown keys
   do not make it false: the known ones are worth reading. */
bool check_object(struct study_reader *reader, const struct json_node *node,
                  enum study_object object);
/* Whether the node is a list that is not too long. */
bool check_list(struct study_reader *reader, const struct json_node *node);
/* Whether the member is there; its absence is reported at its object. */
bool check_given(struct study_reader *reader, const struct json_node *node);

/* A text that is not empty. */
void read_text(struct study_reader *reader, const struct json_node *node,
               const char **text_out);
/* The same, or one per language: {"en": ..., "fr": ...}. The first one of the study is
   `*text_out`, and all are in `texts_out`, which a single text leaves empty. */
void read_text_or_texts(struct study_reader *reader, const struct json_node *node,
                        const char **text_out, struct texts *texts_out);
void read_bool(struct study_reader *reader, const struct json_node *node,
               bool *value_out);

struct bounds {
    double min;
    double max;
    bool excludes_min;
    bool excludes_max;
};

void read_number(struct study_reader *reader, const struct json_node *node,
                 struct bounds bounds, double *value_out);
void read_count(struct study_reader *reader, const struct json_node *node, size_t min,
                size_t max, size_t *value_out);

/* A member of `names`: its number. */
void read_choice(struct study_reader *reader, const struct json_node *node,
                 const struct name_table *names, size_t *index_out);

/* A list of texts, empty ones among them; numbers are taken as they are written best. */
void read_texts(struct study_reader *reader, const struct json_node *node,
                struct text_list *texts_out);

/* The texts that mean "no answer", by kind; none of them twice. */
void read_missing(struct study_reader *reader, const struct json_node *node,
                  struct text_list lists[MISSING_COUNT]);

/* -- the parts of a study, one file each ----------------------------------------- */

void read_column(struct study_reader *reader, const struct json_node *node,
                 struct column_ref *column_out);
/* A column or null; `*given_out` tells which. */
void read_optional_column(struct study_reader *reader, const struct json_node *node,
                          bool *given_out, struct column_ref *column_out);
void read_segments(struct study_reader *reader, const struct json_node *node,
                   struct side_study *side);
void read_wave(struct study_reader *reader, const struct json_node *node,
               struct side_study *side);
void read_wave_order(struct study_reader *reader, const struct json_node *node,
                     struct study *study);
/* After the sides, whose segments it names. */
void read_contrast(struct study_reader *reader, const struct json_node *node,
                   struct study *study);
/* A column, or the one of that name where the node is absent. */
void read_column_or(struct study_reader *reader, const struct json_node *node,
                    const char *name, struct column_ref *column_out);
/* The parts of a side that say what respondents speak for; after the other parts. */
void read_weight(struct study_reader *reader, const struct json_node *node,
                 struct side_study *side);
void read_population(struct study_reader *reader, const struct json_node *node,
                     struct side_study *side);
/* After population and segments, which it speaks of. */
void read_raking(struct study_reader *reader, const struct json_node *node,
                 struct side_study *side);
/* After the rules. */
void check_populations(struct study_reader *reader, const struct json_node *root,
                       const struct study *study);
void read_side(struct study_reader *reader, const struct json_node *node, enum side side,
               struct side_study *side_out);
void read_scales(struct study_reader *reader, const struct json_node *node,
                 struct study *study);
void read_dimensions(struct study_reader *reader, const struct json_node *node,
                     struct study *study);
/* The number of a dimension by its id; MAP_NONE, and refused with the nearest id, where
   there is none. In a study without refusals it is the index in the study. */
ptrdiff_t find_dimension(struct study_reader *reader, const struct json_node *node,
                         const struct study *study, const char *id);
void read_rules(struct study_reader *reader, const struct json_node *root,
                struct study *study);
void read_outcomes(struct study_reader *reader, const struct json_node *node,
                   struct study *study);
/* After the dimensions, which they name. */
void read_checks(struct study_reader *reader, const struct json_node *node,
                 struct study *study);
/* Of a study without refusals. */
void warn_of_no_effect(struct study_reader *reader, const struct json_node *root,
                       const struct study *study);
/* The path that opens what the study names, relative to the study's folder. */
const char *resolve_path(struct study_reader *reader, const char *name);

#endif
