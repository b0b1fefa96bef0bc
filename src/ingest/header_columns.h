/* Header rows read as text: what the platforms need to name their columns. */
#ifndef INGEST_HEADER_COLUMNS_H
#define INGEST_HEADER_COLUMNS_H

#include "ingest/platform.h"

/* A cell of the sample, or "" where there is none. */
const char *sample_text(const struct sample *sample, size_t row, size_t column);

/* The same without the spaces around it, in `arena`; NULL when memory is short. */
char *sample_trimmed(const struct sample *sample, size_t row, size_t column,
                     struct arena *arena);

/* Texts that agree but for letter case and spaces around them. */
bool heading_is(const char *heading, const char *text);

/* The first column with this heading in `row`, or -1. */
ptrdiff_t sample_find(const struct sample *sample, size_t row, const char *heading);
bool sample_has(const struct sample *sample, size_t row, const char *heading);

/* The plain way: name, question text and import id from the first, second and third
   header row; a text that is missing is the name. */
bool header_columns_name(const struct sample *sample, size_t header_rows,
                         struct column_list *list, struct arena *arena);

/* The id in a cell such as {"ImportId":"QID3_1"}, with either kind of quotes, in `arena`;
   NULL where there is none or memory is short, which `*is_out_of_memory` tells. */
char *import_id_find(const char *cell, struct arena *arena, bool *is_out_of_memory);
bool import_id_is_in(const char *cell);

/* Names that mean a person in any survey: "E-mail", "Prénom", "IP Address". */
bool heading_is_personal(const char *heading);

#endif
