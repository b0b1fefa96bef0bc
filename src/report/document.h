/* A report as a document: headings, sentences and tables of typed cells, in reading
   order.

   The document decides what is said, in which order and in which words; how a number
   looks is for the format that renders it. So a cell keeps its measure and never a text
   made of it, and every format shows the same values. Texts from the input are kept as
   they are: each renderer escapes them for its own reader. Words are in the document's
   language: whoever describes says translated(document->language, "...") and whoever
   renders writes numbers in its form.

   Failure sticks: a document that found no memory takes no more, and `failed` says so. */
#ifndef REPORT_DOCUMENT_H
#define REPORT_DOCUMENT_H

#include "analysis/results.h"
#include "base/arena.h"
#include "base/language.h"

#include <stdbool.h>
#include <stddef.h>

enum shown_as {
    SHOWN_NOTHING, /* an empty cell */
    SHOWN_TEXT,
    SHOWN_COUNT,
    SHOWN_SCORE, /* points: one decimal */
    SHOWN_GAP,   /* the same with a sign */
    SHOWN_SHARE, /* percent: no decimals */
    SHOWN_SHARE_GAP,
    SHOWN_INTERVAL,       /* low to high, in points */
    SHOWN_SHARE_INTERVAL, /* in percentage points, with signs */
    SHOWN_SHARE_RANGE,    /* in percent, of a share */
    SHOWN_COEFFICIENT,    /* a correlation: two decimals and a sign */
    SHOWN_COEFFICIENT_INTERVAL,
    SHOWN_GAP_AND_MARGIN, /* the gap and half its interval */
    SHOWN_VERDICT,        /* in words */
    SHOWN_DUMBBELL,       /* both sides as points on an axis from 0 to 100 */
    SHOWN_SPARKLINE       /* a series as blocks of its height, between its ends */
};

/* A series of scores, in order. */
struct sparkline {
    const struct measure *values;
    const bool *breaks; /* whether another thing was asked than before, or NULL: never */
    size_t count;       /* at least 1 */
    double low;         /* what the lowest and the highest block stand for; low < high */
    double high;
};

struct cell {
    enum shown_as shown_as;
    const char *text;
    struct estimate estimate; /* value, and low and high where the cell shows them */
    struct measure points[SIDE_COUNT];
    const struct sparkline *sparkline; /* borrowed */
    enum verdict verdict;
    struct measure detectable; /* beside an inconclusive verdict */
    enum cell_status status;   /* why there is nothing to show */
};

enum column_rank {
    COLUMN_STAYS,
    COLUMN_FOLDS, /* goes to a second line of its row where the width is short */
    COLUMN_DROPS  /* is left out where the width is very short */
};

struct column {
    const char *heading;       /* TRANSLATABLE() */
    const char *short_heading; /* or NULL: the same */
    bool is_named;             /* the heading is a name from the input, in any language */
    bool is_numeric;           /* set to the right */
    bool is_axis;              /* its cells are dumbbells */
    enum column_rank rank;
};

struct table_row {
    struct table_row *next;
    const char
        *group; /* a heading that this row and those after it stand under, or NULL */
    struct cell *cells; /* one per column */
};

struct table {
    struct column *columns;
    size_t column_count;
    bool is_picture; /* stands for one: a page colours its gaps and does not fold it */
    struct table_row *first;
    struct table_row *last;
};

enum block_kind {
    BLOCK_TITLE,
    BLOCK_LEAD,
    BLOCK_HEADING,
    BLOCK_PARAGRAPH,
    BLOCK_ITEM,
    BLOCK_TABLE,
    /* small pictures for text; pages and workbooks have better ones */
    BLOCK_SCATTERS,
    BLOCK_SPARKLINES /* in a table */
};

struct scatter; /* report/scatter.h */

struct block {
    struct block *next;
    enum block_kind kind;
    const char *text; /* all but tables; of small pictures: how to read them */
    const char *term; /* of an item: what it speaks of, or NULL */
    /* the heading of a column that the text explains, and what is said where tables have
       no room for that column, if anything; or NULL */
    const char *explains;
    const char *without;
    struct table table; /* tables and sparklines */
    const struct scatter *scatters;
    size_t scatter_count;
};

struct document {
    const struct language *language; /* NULL: English */
    struct arena arena;
    struct block *first;
    struct block *last;
    bool failed;
};

void document_release(struct document *document);

/* Copies `text`; a no-break space keeps what it joins on one line. */
void document_add(struct document *document, enum block_kind kind, const char *text);
void document_format(struct document *document, enum block_kind kind, const char *format,
                     ...) __attribute__((format(printf, 3, 4)));

/* One entry of a list: "gap: employees minus customers". */
void document_item(struct document *document, const char *term, const char *text);

/* Says of what was added last that it explains the column of this heading, in the
   document's language. Where the tables before it have no room for that column it is left
   out, or gives way to `without`; texts are copied. */
void document_explains(struct document *document, const char *heading,
                       const char *without);

/* Pictures, borrowed, and how to read them. */
void document_scatters(struct document *document, const struct scatter *scatters,
                       size_t count, const char *text);

/* What goes into a sentence, kept by the document and never NULL: a text made by a
   format; a number with so many decimals, in the document's form; two or more texts as
   "a, b and c". */
const char *document_text(struct document *document, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
const char *document_number(struct document *document, double value, int decimals);
const char *document_list(struct document *document, const char *const *texts,
                          size_t count);

/* An empty table; the columns are copied, with their headings in the document's language,
   and may be changed until it is rendered. NULL when memory is short. */
struct table *document_table(struct document *document, const struct column *columns,
                             size_t column_count);

/* The same for a table of sparklines, and how to read them. */
struct table *document_sparklines(struct document *document, const struct column *columns,
                                  size_t column_count, const char *text);

/* The cells of a new row, all empty; NULL when memory is short or `table` is NULL. */
struct cell *document_row(struct document *document, struct table *table);

/* The same for the first row of a group; a table has groups from its first row on, or
   none. The heading is borrowed. */
struct cell *document_group(struct document *document, struct table *table,
                            const char *heading);

/* Cells. Texts are borrowed. */
struct cell cell_text(const char *text);
struct cell cell_count(struct measure count, enum cell_status status);
struct cell cell_of(enum shown_as shown_as, const struct estimate *estimate,
                    enum cell_status status);
struct cell cell_verdict(const struct gap_result *gap);
struct cell cell_dumbbell(const struct result_row *row);
struct cell cell_sparkline(const struct sparkline *sparkline);

#endif
