#include "ingest/questions.h"

#include "base/buffer.h"
#include "ingest/fold.h"
#include "study/fingerprint.h"

#include <string.h>

/* Adds the mark of an item's text; false where it has none. */
static bool add_text(struct buffer *folded, const struct header_column *column,
                     uint64_t *question)
{
    if (!*column->text || strcmp(column->text, column->name) == 0)
        return false;
    buffer_clear(folded);
    fold_label(folded, span_of(column->text));
    if (!folded->byte_count)
        return false;
    *question += text_fingerprint(folded->bytes, folded->byte_count);
    return true;
}

/* The mark of the texts of a dimension's items, in any order. */
static bool question_of(const struct crowd_reader *crowds, size_t dimension,
                        size_t first_item, const struct export_facts *facts,
                        const struct column_plan *plan, struct buffer *folded,
                        uint64_t *question_out)
{
    size_t count =
        crowds->study->dimensions[dimension].questions[crowds->side].item_count;
    uint64_t question = 0;
    for (size_t i = 0; i < count; i++) {
        ptrdiff_t slot = plan->item_slots[first_item + i];
        if (slot == COLUMN_NONE ||
            !add_text(folded, &facts->columns[plan->selected[slot]], &question))
            return false;
    }
    *question_out = question;
    return count > 0;
}

static bool note_question(const struct crowd_reader *crowds, size_t file,
                          size_t dimension, uint64_t question)
{
    for (size_t i = 0; i < crowds->wave_use_count; i++) {
        const struct wave_use *use = &crowds->wave_uses[i];
        if (use->file == file && use->wave != TALLY_NONE &&
            !tally_note_question(crowds->tally, crowds->side, use->wave, dimension,
                                 question))
            return false;
    }
    return true;
}

bool questions_note(const struct crowd_reader *crowds, size_t file,
                    const struct export_facts *facts, const struct column_plan *plan)
{
    const struct study *study = crowds->study;
    struct buffer folded = { 0 };
    size_t item = 0;
    bool done = true;
    if (!crowds->wave_use_count)
        return true;
    for (size_t d = 0; done && d < study->dimension_count; d++) {
        uint64_t question;
        if (question_of(crowds, d, item, facts, plan, &folded, &question))
            done = note_question(crowds, file, d, question);
        item += study->dimensions[d].questions[crowds->side].item_count;
    }
    done = done && !buffer_failed(&folded);
    buffer_release(&folded);
    return done;
}
