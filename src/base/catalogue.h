/* A compiled catalogue of translations, as GNU msgfmt writes it (.mo, little-endian, with
   its entries in the order of strcmp).

   The bytes are borrowed and never trusted further than their number: a catalogue that is
   cut short or no catalogue has no translations. */
#ifndef BASE_CATALOGUE_H
#define BASE_CATALOGUE_H

#include <stddef.h>

struct catalogue {
    const unsigned char *bytes;
    size_t byte_count;
};

/* The translation of `text` in `context`, which may be NULL: form number `form` where the
   entry has plural forms. NULL where there is none. Borrowed from the catalogue. */
const char *catalogue_find(const struct catalogue *catalogue, const char *context,
                           const char *text, size_t form);

#endif
