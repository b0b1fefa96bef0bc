/* All attacks on one division of a report, shared out among threads. */
#include "base/memory.h"
#include "judge/audit_model.h"

/* Attacks know nothing of each other. What each finds is put together in this order,
   whatever the order in which they were made: first the rows by themselves, then each
   side and dimension. */
enum { PART_SHOWN, PART_COLUMNS };

struct audit_parts {
    struct audit *parts;
    size_t column_count;
    size_t count;
    struct audit_work workers[WORK_MOST_THREADS]; /* each with room of its own */
    size_t worker_count;
};

static void attack_column(struct audit_work *work, size_t column)
{
    size_t dimensions = work->model->dimension_count;
    audit_column_take(&work->column, work->model, (enum side)(column / dimensions),
                      column % dimensions);
    audit_attack_column(work);
}

/* Of divisions other than by units there are only the columns. */
static void attack_part(struct audit_work *work, size_t part, size_t column_count)
{
    bool is_units = work->model->division->scope == SCOPE_UNIT;
    if (part >= PART_COLUMNS && part - PART_COLUMNS < column_count)
        attack_column(work, part - PART_COLUMNS);
    else if (is_units && part == PART_SHOWN)
        audit_attack_shown(work);
    else if (is_units && part == PART_COLUMNS + column_count)
        audit_attack_families(work);
    else if (is_units && part == PART_COLUMNS + column_count + 1)
        audit_attack_across(work);
    else if (is_units)
        audit_attack_messages(work);
}

/* The first and the last ones take longest, and go before the columns. */
static void attack_step(void *context, size_t worker, size_t index)
{
    struct audit_parts *parts = context;
    struct audit_work *work = &parts->workers[worker];
    size_t part = index ? parts->count - index : PART_SHOWN;
    work->audit = &parts->parts[part];
    attack_part(work, part, parts->column_count);
}

static bool join_findings(struct audit *audit, const struct audit *part)
{
    if (!memory_grow(&audit->findings, &audit->finding_capacity,
                     audit->finding_count + part->finding_count,
                     sizeof *audit->findings) ||
        !memory_grow(&audit->sizes, &audit->size_capacity,
                     audit->size_count + part->size_count, sizeof *audit->sizes))
        return false;
    for (size_t i = 0; i < part->finding_count; i++)
        audit->findings[audit->finding_count++] = part->findings[i];
    for (size_t i = 0; i < part->size_count; i++)
        audit->sizes[audit->size_count++] = part->sizes[i];
    return true;
}

/* What a part came to; it is empty afterwards. */
static void join_part(struct audit *audit, struct audit *part)
{
    const struct audit_bounds *bounds = &part->narrowest;
    for (int attack = 0; attack < ATTACK_COUNT; attack++) {
        audit->counts[attack].tried += part->counts[attack].tried;
        audit->counts[attack].broken += part->counts[attack].broken;
    }
    if (bounds->cell &&
        (!audit->narrowest.cell ||
         bounds->high - bounds->low < audit->narrowest.high - audit->narrowest.low))
        audit->narrowest = *bounds;
    bool joined = join_findings(audit, part);
    audit->failed = audit->failed || part->failed || !joined;
    arena_join(&audit->arena, &part->arena);
    memory_free(part->findings);
    memory_free(part->sizes);
}

static bool parts_init(struct audit_parts *parts, const struct audit_work *work,
                       size_t worker_count)
{
    const size_t others = 3; /* families, across, messages */
    size_t columns = SIDE_COUNT * work->model->dimension_count;
    *parts = (struct audit_parts){ .column_count = columns,
                                   .count = PART_COLUMNS + columns + others };
    parts->parts = memory_allocate(parts->count, sizeof *parts->parts);
    bool done = parts->parts != NULL;
    while (done && parts->worker_count < worker_count) {
        struct audit_work *own = &parts->workers[parts->worker_count++];
        *own = *work;
        own->spans = memory_allocate(work->model->unit_count, sizeof *own->spans);
        done = audit_column_init(&own->column, work->model) && own->spans;
    }
    return done;
}

static void parts_release(struct audit_parts *parts)
{
    for (size_t i = 0; i < parts->worker_count; i++) {
        memory_free(parts->workers[i].spans);
        audit_column_release(&parts->workers[i].column);
    }
    memory_free(parts->parts);
}

void audit_attack_division(struct audit_work *work, const struct work *how)
{
    struct audit_parts parts;
    if (parts_init(&parts, work, work_threads(how))) {
        work_share(how, parts.count, attack_step, &parts);
        for (size_t i = 0; i < parts.count; i++)
            join_part(work->audit, &parts.parts[i]);
    } else {
        work->audit->failed = true;
    }
    parts_release(&parts);
    if (work->previous)
        audit_attack_releases(work);
}
