#include "base/memory.h"
#include "report/report_read.h"
#include "study/fingerprint.h"

#include <math.h>
#include <string.h>

static struct report_scale scale_of(const struct question *question)
{
    if (!question->item_count)
        return (struct report_scale){ .is_known = false };
    struct level_range range = question_range(question);
    struct report_scale found = {
        .is_known = true,
        .is_whole = question->item_count == 1 && range.min == floor(range.min) &&
                    range.max == floor(range.max),
        .min = range.min,
        .max = range.max,
        .has_classes = question_is_nps(question),
    };
    if (found.has_classes) {
        const struct scale *scale = question->items[0].scale;
        found.promoters_from = scale->promoters.values[0];
        found.detractors_to = scale->detractors.values[scale->detractors.count - 1];
    }
    return found;
}

/* False when memory is short. */
static bool view_question(struct report_file *file, const struct question *question,
                          struct report_scale *scale_out, const char **fingerprint_out)
{
    char fingerprint[FINGERPRINT_TEXT_BYTES];
    *scale_out = scale_of(question);
    if (!question->item_count)
        return true;
    question_fingerprint(question, fingerprint);
    *fingerprint_out = arena_text(&file->arena, fingerprint);
    return *fingerprint_out != NULL;
}

static bool view_dimensions(struct report_file *file, const struct study *study)
{
    struct report_dimension *dimensions =
        arena_allocate(&file->arena, study->dimension_count, sizeof *dimensions);
    if (!dimensions)
        return false;
    for (size_t d = 0; d < study->dimension_count; d++) {
        const struct dimension *dimension = &study->dimensions[d];
        dimensions[d] = (struct report_dimension){ .id = dimension->id,
                                                   .label = dimension->label,
                                                   .lens = dimension->lens };
        for (int side = 0; side < SIDE_COUNT; side++)
            if (!view_question(file, &dimension->questions[side],
                               &dimensions[d].scales[side],
                               &dimensions[d].fingerprints[side]))
                return false;
        if (map_add(&file->dimension_ids, dimension->id, strlen(dimension->id)) ==
            MAP_NONE)
            return false;
    }
    file->dimensions = dimensions;
    file->dimension_count = study->dimension_count;
    return true;
}

static bool view_inputs(struct report_file *file, const struct provenance *provenance)
{
    size_t count = provenance ? provenance->input_count : 0;
    struct report_input *inputs = arena_allocate(&file->arena, count, sizeof *inputs);
    if (!inputs)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct input_summary *input = &provenance->inputs[i];
        inputs[i] = (struct report_input){ input->side, input->file, input->rows_read,
                                           input->rows_used };
    }
    file->inputs = inputs;
    file->input_count = count;
    return true;
}

static bool view_messages(struct report_file *file,
                          const struct symbar_diagnostics *diagnostics)
{
    size_t count = diagnostics ? symbar_diagnostics_count(diagnostics) : 0;
    struct report_message *messages =
        arena_allocate(&file->arena, count, sizeof *messages);
    if (!messages)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct symbar_diagnostic *item = symbar_diagnostics_at(diagnostics, i);
        messages[i] = (struct report_message){ item->id, item->message };
    }
    file->messages = messages;
    file->message_count = count;
    return true;
}

static void view_settings(struct report_file *file, const struct study *study)
{
    file->title = study->title;
    file->confidence = study->analysis.confidence;
    file->alpha = study->analysis.alpha;
    file->margin = study->analysis.margin;
    file->adjust = study->analysis.adjust;
    for (int side = 0; side < SIDE_COUNT; side++) {
        file->min_n[side] = study->min_n[side];
        file->hides_unanimity[side] = study->hides_unanimity[side];
    }
}

enum symbar_status report_file_view(const struct report *report,
                                    struct report_file **file_out,
                                    struct symbar_diagnostics *diagnostics)
{
    struct report_file *file = memory_allocate(1, sizeof *file);
    if (!file)
        return fail_no_memory(diagnostics);
    view_settings(file, report->study);
    if (!view_dimensions(file, report->study) || !view_inputs(file, report->provenance) ||
        !view_messages(file, report->diagnostics)) {
        report_file_free(file);
        return fail_no_memory(diagnostics);
    }
    const struct results *results = report->results;
    file->rows = results->rows;
    file->row_count = results->row_count;
    file->linkage = results->linkage;
    file->linkage_count = results->linkage_count;
    file->profile = results->profile;
    file->cross_links = results->cross_links;
    file->cross_link_count = results->cross_link_count;
    *file_out = file;
    return SYMBAR_OK;
}
