/* The language that a report speaks: the words for its sentences, and how it writes
   numbers.

   The source is in English. A sentence is looked up whole, with places for what goes into
   it (%s, %zu), which a translation may reorder (%2$s); what has no translation is said
   in English. Languages come from po/ when symbar is built and are part of the library:
   nothing here looks at the process's locale or environment. A NULL language is English.

   The texts are found by xgettext through the names of these functions, so their
   arguments are literals. See docs/CONTRIBUTING.md, "Words that people read". */
#ifndef BASE_LANGUAGE_H
#define BASE_LANGUAGE_H

#include "base/number.h"

#include <stdbool.h>
#include <stddef.h>

enum { LANGUAGE_COUNT = 4 };

struct language;

const struct language *language_at(size_t index); /* NULL past the last; 0 is English */
const struct language *language_find(const char *name);     /* NULL: there is none */
const char *language_name(const struct language *language); /* "fr", as BCP 47 has it */
size_t language_index(const struct language *language);

/* False where symbar was built without msgfmt, unless it is English. */
bool language_is_spoken(const struct language *language);

/* Marks a literal that is translated elsewhere, such as a heading in a static table. */
#define TRANSLATABLE(text) text

/* `text` in the language. */
const char *translated(const struct language *language, const char *text)
    __attribute__((format_arg(2)));

/* The same where English has one word for what is several elsewhere; the context tells
   translators which one is meant. */
const char *translated_in(const struct language *language, const char *context,
                          const char *text) __attribute__((format_arg(3)));

/* `one` or `many`, by the language's rule for so many things. */
const char *translated_count(const struct language *language, const char *one,
                             const char *many, unsigned long long count)
    __attribute__((format_arg(2), format_arg(3)));

/* The same for an amount that is written with decimals: 1.0 points, 1,9 point. */
const char *translated_amount(const struct language *language, const char *one,
                              const char *many, double amount)
    __attribute__((format_arg(2), format_arg(3)));

/* Numbers as base/number.h writes them, with the language's decimal mark. */
void language_number(const struct language *language, double value,
                     char text_out[NUMBER_TEXT_BYTES]);
void language_number_fixed(const struct language *language, double value, int decimals,
                           char text_out[NUMBER_TEXT_BYTES]);

#endif
