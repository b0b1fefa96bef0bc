/* Within part_reader.c and shared_records.c: what the threads that read a file share, and
   the work of one of them on one part after the other. */
#ifndef INGEST_PART_READER_H
#define INGEST_PART_READER_H

#include "ingest/csv_file.h"
#include "ingest/csv_index.h"
#include "ingest/kept_records.h"
#include "ingest/position.h"
#include "ingest/shared_records.h"
#include "ingest/text_check.h"
#include "ingest/text_parts.h"

#include <pthread.h>
#include <stdatomic.h>

struct sharing;

/* One thread's work on one part after the other. */
struct part_reader {
    struct sharing *sharing;
    size_t worker;
    struct csv_reader *reader;
    struct selection selection;
    struct kept_records kept;
    struct text_part part;
    struct position position;  /* in it: where the piece begins that is being read */
    enum text_trouble trouble; /* at the position */
    char trouble_byte;
    size_t sound_bytes; /* of the piece: the text before the trouble */
    bool has_turn;
    bool knows_lines; /* its reader counts them from the beginning of the file */
    enum csv_reading reading;
    enum symbar_status status; /* what stopped the rows */
    enum symbar_status damage; /* of the whole file, as its last part shows */
    uint64_t record_count;
    uint64_t records_told;
};

struct sharing {
    struct csv_file *file;
    const struct work *work;
    const struct record_crew *crew;
    struct symbar_diagnostics *diagnostics;
    struct reading_way way;
    struct text_parts *parts;
    bool is_alone; /* one thread does it all */
    atomic_bool is_stopped;

    pthread_mutex_t counting; /* holds what follows, and the crew's one-at-a-time calls */
    pthread_cond_t turned;
    size_t turn; /* the part that may be handled */
    uint64_t lines_before;
    uint64_t record_count; /* of the parts so far */
    enum symbar_status status;

    struct part_reader readers[WORK_MOST_THREADS];
};

/* For the thread of this number. A zeroed one is valid to release. False when memory is
   short. */
bool part_reader_init(struct part_reader *part, struct sharing *sharing,
                      size_t worker) SYMBAR_MUST_CHECK;
void part_reader_release(struct part_reader *part);

/* Reads the part that was taken, waits for its turn and does what has to be done then. */
void part_reader_read(struct part_reader *part);

#endif
