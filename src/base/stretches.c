#include "base/stretches.h"

#include <stdatomic.h>

/* Between two writes: some megabytes. */
enum { STRETCHES_PER_THREAD = 16, MOST_STRETCHES = 128 };

struct round {
    const struct stretched_list *list;
    size_t first_item;
    atomic_bool failed; /* memory is short */
    struct buffer texts[MOST_STRETCHES];
};

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Texts lie side by side: each is written to where no other thread looks. */
static void format_stretch(void *context, size_t worker, size_t index)
{
    struct round *round = context;
    const struct stretched_list *list = round->list;
    size_t first = round->first_item + index * list->stretch;
    size_t end = first + smaller(list->item_count - first, list->stretch);
    struct buffer text = round->texts[index];
    (void)worker;
    buffer_clear(&text);
    if (!list->format(list->context, first, end, &text) || buffer_failed(&text))
        atomic_store(&round->failed, true);
    round->texts[index] = text;
}

static enum symbar_status write_texts(const struct round *round, size_t count,
                                      struct sink sink)
{
    if (atomic_load(&round->failed))
        return SYMBAR_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
        if (!sink.write(sink.context, round->texts[i].bytes, round->texts[i].byte_count))
            return SYMBAR_CANNOT_WRITE;
    return SYMBAR_OK;
}

enum symbar_status stretches_write(const struct work *work,
                                   const struct stretched_list *list, struct sink sink)
{
    const size_t most =
        smaller(work_threads(work) * STRETCHES_PER_THREAD, MOST_STRETCHES);
    struct round round = { .list = list };
    enum symbar_status status = SYMBAR_OK;
    while (status == SYMBAR_OK && round.first_item < list->item_count) {
        size_t left = list->item_count - round.first_item;
        size_t count = smaller((left - 1) / list->stretch + 1, most);
        work_share(work, count, format_stretch, &round);
        status = write_texts(&round, count, sink);
        round.first_item += smaller(left, count * list->stretch);
    }
    for (size_t i = 0; i < MOST_STRETCHES; i++)
        buffer_release(&round.texts[i]);
    return status;
}
