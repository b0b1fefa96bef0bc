/* What the report's diagnostics say. They may name a unit, and they may count; one that
   does both of a hidden unit says how many did what there. */
#include "judge/audit_model.h"

#include <ctype.h>
#include <string.h>

/* A number that stands outside quoted names. */
static bool counts_something(const char *text)
{
    bool is_quoted = false;
    for (const char *at = text; *at; at++) {
        is_quoted = is_quoted != (*at == '\'');
        if (!is_quoted && isdigit((unsigned char)*at))
            return true;
    }
    return false;
}

static bool hides_something(const struct audit_model *model, size_t unit)
{
    for (size_t d = 0; d < model->dimension_count; d++)
        for (int side = 0; side < SIDE_COUNT; side++) {
            const struct side_result *cell =
                audit_model_side(model, unit, d, (enum side)side);
            if (cell && audit_is_hidden(cell))
                return true;
        }
    return false;
}

/* "unit 'Lyon'": the number of the unit that a message is about, or MAP_NONE. */
static ptrdiff_t named_unit(const struct audit_model *model, const char *text)
{
    const char *name = strstr(text, "unit '");
    if (!name)
        return MAP_NONE;
    name += strlen("unit '");
    const char *end = strchr(name, '\'');
    return end ? map_find(model->units, name, (size_t)(end - name)) : MAP_NONE;
}

void audit_attack_messages(struct audit_work *work)
{
    const struct report_file *report = work->model->report;
    for (size_t i = 0; i < report->message_count; i++) {
        const struct report_message *message = &report->messages[i];
        audit_try(work, ATTACK_MESSAGES);
        ptrdiff_t unit = named_unit(work->model, message->text);
        if (unit == MAP_NONE || !counts_something(message->text) ||
            !hides_something(work->model, (size_t)unit))
            continue;
        audit_find(work, ATTACK_MESSAGES, "diagnostics",
                   "[%s] counts at a hidden unit: %s", message->id, message->text);
    }
}
