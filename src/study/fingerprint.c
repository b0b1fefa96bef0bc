#include "study/fingerprint.h"

#include "base/number.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const uint64_t start = 14695981039346656037u;

static uint64_t mix_bytes(uint64_t hash, const void *bytes, size_t byte_count)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < byte_count; i++)
        hash = (hash ^ at[i]) * 1099511628211u;
    return hash;
}

/* With its end, so that "ab" "c" is not "a" "bc"; no text is not the empty one. */
static uint64_t mix_text(uint64_t hash, const char *text)
{
    return text ? mix_bytes(hash, text, strlen(text) + 1) : mix_bytes(hash, "\1", 1);
}

static uint64_t mix_number(uint64_t hash, double number)
{
    char text[NUMBER_TEXT_BYTES];
    number_format_exact(number, text);
    return mix_text(hash, text);
}

static uint64_t mix_codes(uint64_t hash, const struct codes *codes)
{
    hash = mix_number(hash, (double)codes->count);
    for (size_t i = 0; i < codes->count; i++)
        hash = mix_number(hash, codes->values[i]);
    return hash;
}

static uint64_t mix_scale(uint64_t hash, const struct scale *scale)
{
    uint64_t labels = 0;
    hash = mix_text(hash, scale_kind_name(scale->kind));
    hash = mix_number(hash, scale->min);
    hash = mix_number(hash, scale->max);
    hash = mix_codes(hash, &scale->top);
    hash = mix_codes(hash, &scale->promoters);
    hash = mix_codes(hash, &scale->detractors);
    for (size_t i = 0; i < scale->label_count; i++)
        labels +=
            mix_number(mix_text(start, scale->labels[i].text), scale->labels[i].code);
    return mix_number(hash, (double)scale->label_count) ^ labels;
}

static uint64_t hash_item(const struct item *item)
{
    static const char *const keys[] = { [COLUMN_BY_NAME] = "name",
                                        [COLUMN_BY_TEXT] = "text",
                                        [COLUMN_BY_IMPORT_ID] = "import_id",
                                        [COLUMN_BY_INDEX] = "index" };
    const struct column_ref *column = &item->column;
    uint64_t hash = mix_text(start, keys[column->by]);
    hash = mix_text(hash, column->text);
    hash = mix_number(hash, (double)column->occurrence);
    hash = mix_number(hash, (double)column->index);
    hash = mix_text(hash, item->reverse ? "reversed" : "");
    return mix_text(mix_scale(hash, item->scale), "");
}

void question_fingerprint(const struct question *question,
                          char text_out[FINGERPRINT_TEXT_BYTES])
{
    uint64_t items = 0;
    if (!question->item_count) {
        *text_out = '\0';
        return;
    }
    for (size_t i = 0; i < question->item_count; i++)
        items += hash_item(&question->items[i]);
    uint64_t hash = mix_number(start, (double)question->min_items) ^ items;
    snprintf(text_out, FINGERPRINT_TEXT_BYTES, "%016" PRIx64, mix_text(hash, ""));
}

uint64_t text_fingerprint(const char *bytes, size_t byte_count)
{
    return mix_bytes(start, bytes, byte_count);
}
