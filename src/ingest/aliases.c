#include "ingest/aliases.h"

#include "base/memory.h"
#include "ingest/records.h"

struct table {
    struct aliases *aliases;
    const struct unit_rules *rules;
    struct symbar_diagnostics *diagnostics;
    size_t alias_column;
    size_t unit_column;
};

static struct place place_of(const struct table *table, uint64_t line)
{
    return (struct place){ .path = table->rules->aliases_name, .line = line };
}

static struct span cell_text(const struct cell *cell)
{
    return span_trim((struct span){ cell->bytes, cell->byte_count });
}

static enum symbar_status find_table_column(const struct table *table,
                                            const struct record *header, const char *name,
                                            size_t *column_out)
{
    for (size_t i = 0; i < header->cell_count; i++) {
        if (span_equals(cell_text(&header->cells[i]), name)) {
            *column_out = i;
            return SYMBAR_OK;
        }
    }
    enum symbar_status status =
        fail(table->diagnostics, DIAG_BAD_ALIAS, place_of(table, header->line),
             "the alias table has no column '%s'", name);
    hint(table->diagnostics, "its first line is: alias,unit");
    return status;
}

/* Enters the alias by its key too; two aliases of one key that differ are met only as
   they are written. */
static bool add_key(struct aliases *aliases, const struct unit_rules *rules,
                    struct span name, size_t unit)
{
    struct buffer key = { 0 };
    fold_unit(&key, name, rules->steps);
    size_t known = aliases->keys.count;
    ptrdiff_t number = MAP_NONE;
    if (!buffer_failed(&key) && memory_grow(&aliases->unit_of_key, &aliases->key_capacity,
                                            known + 1, sizeof *aliases->unit_of_key))
        number = map_add(&aliases->keys, key.bytes, key.byte_count);
    buffer_release(&key);
    if (number == MAP_NONE)
        return false;
    if ((size_t)number == known)
        aliases->unit_of_key[number] = (ptrdiff_t)unit;
    else if (aliases->unit_of_key[number] != (ptrdiff_t)unit)
        aliases->unit_of_key[number] = MAP_NONE;
    return true;
}

bool aliases_add(struct aliases *aliases, const struct unit_rules *rules,
                 struct span name, struct span unit, uint64_t line)
{
    size_t known = aliases->names.count;
    if (!memory_grow(&aliases->unit_of_name, &aliases->unit_capacity, known + 1,
                     sizeof *aliases->unit_of_name) ||
        !memory_grow(&aliases->lines, &aliases->line_capacity, known + 1,
                     sizeof *aliases->lines))
        return false;
    ptrdiff_t unit_number = map_add(&aliases->units, unit.bytes, unit.byte_count);
    ptrdiff_t number = map_add(&aliases->names, name.bytes, name.byte_count);
    if (unit_number == MAP_NONE || number == MAP_NONE)
        return false;
    if ((size_t)number < known)
        return true;
    aliases->unit_of_name[number] = (size_t)unit_number;
    aliases->lines[number] = line;
    return add_key(aliases, rules, name, (size_t)unit_number);
}

/* Two rows may say the same, but not two things of one alias. */
static void check_alias(const struct table *table, struct span name, struct span unit,
                        uint64_t line)
{
    const struct aliases *aliases = table->aliases;
    ptrdiff_t known = map_find(&aliases->names, name.bytes, name.byte_count);
    if (known == MAP_NONE)
        return;
    const char *known_unit = map_key_at(&aliases->units, aliases->unit_of_name[known]);
    if (!span_equals(unit, known_unit))
        fail(table->diagnostics, DIAG_BAD_ALIAS, place_of(table, line),
             "alias '%s' stands for '%s' already, since line %llu",
             map_key_at(&aliases->names, (size_t)known), known_unit,
             (unsigned long long)aliases->lines[known]);
}

static enum symbar_status add_row(void *context, const struct record *record)
{
    struct table *table = context;
    struct span name = cell_text(&record->cells[table->alias_column]);
    struct span unit = cell_text(&record->cells[table->unit_column]);
    if (!name.byte_count || !unit.byte_count) {
        fail(table->diagnostics, DIAG_BAD_ALIAS, place_of(table, record->line),
             "the %s is blank", name.byte_count ? "unit" : "alias");
        return SYMBAR_OK;
    }
    check_alias(table, name, unit, record->line);
    return aliases_add(table->aliases, table->rules, name, unit, record->line)
               ? SYMBAR_OK
               : fail_no_memory(table->diagnostics);
}

/* A name that stands for a unit must not be a unit of its own. */
static void check_chains(const struct table *table)
{
    const struct aliases *aliases = table->aliases;
    for (size_t i = 0; i < aliases->names.count; i++) {
        const struct map_key *name = &aliases->names.keys[i];
        ptrdiff_t unit = map_find(&aliases->units, name->bytes, name->byte_count);
        if (unit != MAP_NONE && (size_t)unit != aliases->unit_of_name[i])
            fail(table->diagnostics, DIAG_BAD_ALIAS, place_of(table, aliases->lines[i]),
                 "'%s' is an alias of '%s' here and a unit in another row", name->bytes,
                 map_key_at(&aliases->units, aliases->unit_of_name[i]));
    }
}

/* Units that the steps take for one cannot be told apart by the table. */
static bool check_units(const struct table *table)
{
    const struct map *units = &table->aliases->units;
    struct map keys = { 0 };
    struct buffer key = { 0 };
    bool done = true;
    for (size_t i = 0; done && i < units->count; i++) {
        buffer_clear(&key);
        fold_unit(&key, (struct span){ units->keys[i].bytes, units->keys[i].byte_count },
                  table->rules->steps);
        size_t known = keys.count;
        ptrdiff_t number = MAP_NONE;
        if (!buffer_failed(&key))
            number = map_add(&keys, key.bytes, key.byte_count);
        done = number != MAP_NONE;
        if (done && (size_t)number < known) {
            fail(table->diagnostics, DIAG_BAD_ALIAS, place_of(table, 0),
                 "units.match takes the unit '%s' for another unit of the table",
                 units->keys[i].bytes);
            hint(table->diagnostics,
                 "spell the unit the same in every row, or take steps out of "
                 "units.match");
        }
    }
    buffer_release(&key);
    map_release(&keys);
    return done;
}

static enum symbar_status read_table(struct table *table, struct csv_file *file)
{
    const struct record *header = csv_file_headers(file);
    enum symbar_status status =
        find_table_column(table, header, "alias", &table->alias_column);
    if (status == SYMBAR_OK)
        status = find_table_column(table, header, "unit", &table->unit_column);
    if (status == SYMBAR_OK)
        status = csv_file_read(file, add_row, table, table->diagnostics);
    if (status != SYMBAR_OK)
        return status;
    size_t errors = diagnostics_error_count(table->diagnostics);
    check_chains(table);
    if (!check_units(table))
        return fail_no_memory(table->diagnostics);
    return diagnostics_error_count(table->diagnostics) > errors ? SYMBAR_BAD_INPUT
                                                                : SYMBAR_OK;
}

enum symbar_status aliases_read(const struct unit_rules *rules, struct aliases *aliases,
                                struct symbar_diagnostics *diagnostics)
{
    static const struct side_study plain = { .has_header_rows = true,
                                             .header_rows = 1,
                                             .encoding = "auto",
                                             .platform = "generic" };
    struct table table = { .aliases = aliases,
                           .rules = rules,
                           .diagnostics = diagnostics };
    struct csv_file *file = NULL;
    *aliases = (struct aliases){ 0 };
    if (!rules->aliases)
        return SYMBAR_OK;
    size_t errors = diagnostics_error_count(diagnostics);
    enum symbar_status status =
        csv_file_open(rules->aliases, rules->aliases_name, &plain, &file, diagnostics);
    if (status == SYMBAR_OK)
        status = read_table(&table, file);
    csv_file_close(file);
    if (status == SYMBAR_OK && diagnostics_error_count(diagnostics) > errors)
        status = SYMBAR_BAD_INPUT;
    return status;
}

void aliases_release(struct aliases *aliases)
{
    map_release(&aliases->names);
    map_release(&aliases->keys);
    map_release(&aliases->units);
    memory_free(aliases->unit_of_name);
    memory_free(aliases->unit_of_key);
    memory_free(aliases->lines);
    *aliases = (struct aliases){ 0 };
}

ptrdiff_t aliases_find(const struct aliases *aliases, struct span name, struct span key)
{
    name = span_trim(name);
    ptrdiff_t number = map_find(&aliases->names, name.bytes, name.byte_count);
    if (number != MAP_NONE)
        return (ptrdiff_t)aliases->unit_of_name[number];
    number = map_find(&aliases->keys, key.bytes, key.byte_count);
    return number == MAP_NONE ? MAP_NONE : aliases->unit_of_key[number];
}
