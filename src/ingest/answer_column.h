/* The column of one item, over all files of its side: its cells become answers, each
   distinct text being read once.

   A text that no rule of the study explains is unknown until the column has been seen
   whole; then either a usual label set explains all such texts, or they are problems.
   What is kept is bounded: texts beyond a thousand distinct ones are read each time anew,
   and unknown ones among them are problems at once. */
#ifndef INGEST_ANSWER_COLUMN_H
#define INGEST_ANSWER_COLUMN_H

#include "base/diagnostics.h"
#include "ingest/answers.h"
#include "ingest/label_doubts.h"
#include "ingest/records.h"
#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Answers that nothing can change any more are known by the numbers of their texts: the
   first KNOWN_TEXTS, of which the first QUICK_TEXTS have counters of their own. */
enum {
    QUICK_SLOTS = 256,
    QUICK_TEXTS = 16,
    KNOWN_TEXTS = 128,
    QUICK_BYTES = 48,
    MOST_MODES = 60
};

/* Where a problem was met in one file. */
struct sighting {
    size_t symbol;
    size_t file;
    uint64_t count;
    uint64_t column; /* of the first */
    uint64_t lines[SYMBAR_SEEN_LINES];
    size_t line_count;
};

/* A distinct text of the column. */
struct symbol {
    struct reading reading;
    uint64_t count;
    size_t file; /* where it was met first, with line and column */
    uint64_t line;
    uint64_t column;
    size_t sighting; /* the latest, from 1; 0: none */
    bool is_guessed; /* its code comes from a usual label set */
    bool is_coded;   /* the file gives the code a label */
    bool is_near;    /* no set fits, but this text is in the one that nearly does */
};

/* One of the latest texts that are not long. */
struct quick_slot {
    size_t symbol; /* from 1; 0: free */
    bool is_final; /* of the first KNOWN_TEXTS; its answer is known and no problem */
    bool is_unquoted_empty;
    unsigned char byte_count;
    char bytes[QUICK_BYTES];
};

/* What the reading of a text depends on besides the text. */
struct reading_mode {
    char point;
    const struct missing_code *missing;
    bool unquoted_empty_is_not_shown;
};

struct answer_column {
    const struct item *item;
    struct answer_rules rules;
    /* One byte for the mode, then the cell's trimmed text; "4 = Agree" where the file
       says what a code means. */
    struct map texts;
    struct symbol *symbols;
    size_t symbol_capacity;
    struct sighting *sightings;
    size_t sighting_count;
    size_t sighting_capacity;
    struct sighting unlisted; /* problems among the texts beyond the limit */
    struct quick_slot quick[QUICK_SLOTS];
    size_t quick_changes; /* how often one of them was given to another text */
    size_t file;
    struct reading_mode modes[MOST_MODES];
    size_t mode_count;
    size_t mode;                /* of the current file */
    enum label_verdict verdict; /* of the unknown texts, once decided */
    const struct label_set *set;
    struct label_doubt doubt; /* why no set fits */
};

/* False when memory is short; release in any case. */
bool answer_column_init(struct answer_column *column, const struct item *item,
                        const struct side_study *side) SYMBAR_MUST_CHECK;
void answer_column_release(struct answer_column *column);

/* The next cells are of file number `file` of the side. */
void answer_column_begin(struct answer_column *column, size_t file, char point,
                         const struct export_facts *facts);

/* False when memory is short. What is refused reads as invalid. */
bool answer_column_read(struct answer_column *column, const struct cell *cell,
                        struct answer *answer_out) SYMBAR_MUST_CHECK;

/* The number of a cell's text when it is below QUICK_TEXTS and the text is short, was met
   lately and reads as an answer that nothing can change any more; it is for the caller to
   count it (answer_column_count). MAP_NONE: answer_column_read has to. */
ptrdiff_t answer_column_recall(const struct answer_column *column,
                               const struct cell *cell);

/* The same of KNOWN_TEXTS, on slots alone. */
ptrdiff_t quick_slots_find(const struct quick_slot slots[QUICK_SLOTS],
                           const struct cell *cell);

/* Counts a text as read so many times more, by its number. */
static inline void answer_column_count(struct answer_column *column, size_t symbol,
                                       uint64_t count)
{
    column->symbols[symbol].count += count;
}

/* Finds codes for the unknown texts met so far, or makes them problems. What one call
   has decided a later one does not change: if more texts have come that fit another set,
   those become problems. False when memory is short. */
bool answer_column_decide(struct answer_column *column,
                          const struct label_sets *sets) SYMBAR_MUST_CHECK;

/* The answer of a text by its number, once it is known. */
struct answer answer_column_answer(const struct answer_column *column, size_t symbol);

/* What messages call things. */
struct answer_names {
    const struct study *study;
    enum side side;
    const char *const *files;
};

/* Tells the problems of a decided column, as errors or as one warning; and which label
   set was used. */
void answer_column_report(const struct answer_column *column,
                          const struct answer_names *names,
                          struct symbar_diagnostics *diagnostics);

#endif
