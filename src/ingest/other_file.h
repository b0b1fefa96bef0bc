/* What is given in the place of answers by mistake, though it is text: something else of
   symbar's, or of the web's. */
#ifndef INGEST_OTHER_FILE_H
#define INGEST_OTHER_FILE_H

#include "ingest/text_file.h"

/* Refuses a text that begins as JSON, HTML or a tally does, and says what it is. */
enum symbar_status
other_file_refuse(const struct text_file *text,
                  struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif
