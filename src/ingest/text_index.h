/* The indexes (csv_index.h) of a text that begins at a row, one behind the other: whoever
   cuts a file into parts learns from them where the last row ends, and whoever reads the
   part need not make them again. */
#ifndef INGEST_TEXT_INDEX_H
#define INGEST_TEXT_INDEX_H

#include "ingest/csv_index.h"

struct text_index;

/* How they are made: as the text's reader would. */
struct index_way {
    enum instructions instructions;
    size_t most_bytes; /* of text in one index; 0: as many as fit */
    char delimiter;
    char quote; /* 0: none */
};

/* Whether they take no longer than to follow the quotes and make them afterwards: one
   thread at a time does what is done here. */
bool text_index_pays(enum instructions instructions);

/* Makes them in the place of others, which were of another text, or of NULL. Returns
   where the last row ends that is in one, behind its line feed; 0: there is none, or
   memory is short. `*is_whole_out`: no row ends behind it. */
size_t text_index_fill(struct text_index **indexes, const struct index_way *way,
                       const char *text, size_t byte_count, bool *is_whole_out);
void text_index_free(struct text_index *indexes);

/* Forgets what they were made of; of NULL too. */
void text_index_clear(struct text_index *indexes);

/* The index that begins at this offset of the text, of which as much is there as stands
   in byte_count; NULL where none does, and of NULL. */
struct csv_index *text_index_at(struct text_index *indexes, size_t offset,
                                size_t byte_count);

#endif
