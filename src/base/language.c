#include "base/language.h"

#include "base/catalogue.h"

#include <string.h>

struct language {
    const char *name;
    char decimal_mark;
    bool one_below_two;             /* 0 and 1.9 take the singular as well */
    const char *(*catalogue)(void); /* NULL: the source's own language */
    size_t (*catalogue_size)(void);
};

/* Made from po/<name>.po; of no bytes where the build had no msgfmt. */
const char *catalogue_fr(void);
size_t catalogue_fr_size(void);
const char *catalogue_de(void);
size_t catalogue_de_size(void);
const char *catalogue_es(void);
size_t catalogue_es_size(void);

static const struct language languages[LANGUAGE_COUNT] = {
    { "en", '.', false, NULL, NULL },
    { "fr", ',', true, catalogue_fr, catalogue_fr_size },
    { "de", ',', false, catalogue_de, catalogue_de_size },
    { "es", ',', false, catalogue_es, catalogue_es_size },
};

static const struct language *own(const struct language *language)
{
    return language ? language : &languages[0];
}

const struct language *language_at(size_t index)
{
    return index < LANGUAGE_COUNT ? &languages[index] : NULL;
}

const struct language *language_find(const char *name)
{
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        if (strcmp(languages[i].name, name) == 0)
            return &languages[i];
    return NULL;
}

const char *language_name(const struct language *language)
{
    return own(language)->name;
}

size_t language_index(const struct language *language)
{
    return (size_t)(own(language) - languages);
}

bool language_is_spoken(const struct language *language)
{
    return !own(language)->catalogue || own(language)->catalogue_size();
}

static const char *find(const struct language *language, const char *context,
                        const char *text, size_t form)
{
    if (!own(language)->catalogue)
        return NULL;
    const struct catalogue catalogue = {
        (const unsigned char *)language->catalogue(),
        language->catalogue_size(),
    };
    return catalogue_find(&catalogue, context, text, form);
}

const char *translated(const struct language *language, const char *text)
{
    const char *found = find(language, NULL, text, 0);
    return found ? found : text;
}

const char *translated_in(const struct language *language, const char *context,
                          const char *text)
{
    const char *found = find(language, context, text, 0);
    return found ? found : text;
}

static const char *form_of(const struct language *language, const char *one,
                           const char *many, bool is_one)
{
    const char *found = find(language, NULL, one, !is_one);
    return found ? found : is_one ? one : many;
}

const char *translated_count(const struct language *language, const char *one,
                             const char *many, unsigned long long count)
{
    bool is_one = count == 1 || (!count && own(language)->one_below_two);
    return form_of(language, one, many, is_one);
}

const char *translated_amount(const struct language *language, const char *one,
                              const char *many, double amount)
{
    bool is_one = own(language)->one_below_two && amount > -2 && amount < 2;
    return form_of(language, one, many, is_one);
}

static void mark_decimals(const struct language *language, char *text)
{
    char *point = strchr(text, '.');
    if (point)
        *point = own(language)->decimal_mark;
}

void language_number(const struct language *language, double value,
                     char text_out[NUMBER_TEXT_BYTES])
{
    number_format(value, text_out);
    mark_decimals(language, text_out);
}

void language_number_fixed(const struct language *language, double value, int decimals,
                           char text_out[NUMBER_TEXT_BYTES])
{
    number_format_fixed(value, decimals, text_out);
    mark_decimals(language, text_out);
}
