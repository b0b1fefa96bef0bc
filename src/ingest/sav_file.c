#include "ingest/sav_file.h"

#include "base/memory.h"
#include "base/text.h"
#include "ingest/row_builder.h"
#include "ingest/sav_parts.h"

#include <inttypes.h>
#include <string.h>

enum { MOST_SAV_BYTES = 1024 * 1024 * 1024 };

struct sav_file {
    struct sav_dictionary dictionary; /* first: it is what ReadStat's handlers get */
    const char *name;
    const char *prescribed_encoding; /* NULL: the file says it */
    struct symbar_diagnostics *diagnostics;

    /* the bytes, and where ReadStat stands in them */
    struct buffer bytes;
    size_t at;

    struct export_facts facts;
    struct record header;

    /* while reading */
    struct row_builder row;
    const struct coded_value **values; /* per column, of the case being read */
    struct buffer text;                /* of one cell */
    const size_t *columns;
    row_handler *handler;
    void *context;
    bool is_stopped;
    enum symbar_status status;
};

static int io_open(const char *path, void *context)
{
    struct sav_file *file = context;
    (void)path;
    file->at = 0;
    return 0;
}

static int io_close(void *context)
{
    (void)context;
    return 0;
}

static readstat_off_t io_seek(readstat_off_t offset, readstat_io_flags_t whence,
                              void *context)
{
    struct sav_file *file = context;
    readstat_off_t from = 0;
    if (whence == READSTAT_SEEK_CUR)
        from = (readstat_off_t)file->at;
    else if (whence == READSTAT_SEEK_END)
        from = (readstat_off_t)file->bytes.byte_count;
    if (offset < -from || offset > (readstat_off_t)file->bytes.byte_count - from)
        return -1;
    file->at = (size_t)(from + offset);
    return (readstat_off_t)file->at;
}

static ssize_t io_read(void *target, size_t wanted, void *context)
{
    struct sav_file *file = context;
    size_t left = file->bytes.byte_count - file->at;
    size_t given = wanted < left ? wanted : left;
    if (given)
        memcpy(target, file->bytes.bytes + file->at, given);
    file->at += given;
    return (ssize_t)given;
}

static readstat_error_t io_update(long file_size, readstat_progress_handler handler,
                                  void *user_context, void *context)
{
    (void)file_size;
    (void)handler;
    (void)user_context;
    (void)context;
    return READSTAT_OK;
}

static struct place place_of(const struct sav_file *file)
{
    return (struct place){ .path = file->name };
}

static enum symbar_status fail_text(const struct sav_file *file, struct place place,
                                    const char *what)
{
    enum symbar_status status =
        fail(file->diagnostics, DIAG_INVALID_TEXT, place,
             "%s does not fit the encoding '%s'", what, file->dictionary.encoding);
    hint(file->diagnostics,
         "set \"encoding\" in the study to what the file's texts are in");
    return status;
}

/* What ReadStat's return means, when none of our handlers was unhappy. */
static enum symbar_status judge(const struct sav_file *file, readstat_error_t error)
{
    enum symbar_status status;
    switch ((int)error) {
    case READSTAT_OK:
        return SYMBAR_OK;
    case READSTAT_ERROR_CONVERT:
    case READSTAT_ERROR_CONVERT_BAD_STRING:
    case READSTAT_ERROR_CONVERT_SHORT_STRING:
        return fail_text(file, place_of(file), "a text in the file");
    case READSTAT_ERROR_UNSUPPORTED_CHARSET:
        status = fail(file->diagnostics, DIAG_UNKNOWN_ENCODING, place_of(file),
                      "the file's texts are in an encoding that is not known here");
        hint(file->diagnostics, "set \"encoding\" in the study to iconv's name for it");
        return status;
    default:
        status = fail(file->diagnostics, DIAG_DAMAGED_SAV, place_of(file),
                      "the SPSS file cannot be read: %s", readstat_error_message(error));
        hint(file->diagnostics, "was it cut short? Export it again, or as CSV");
        return status;
    }
}

static readstat_parser_t *make_parser(struct sav_file *file)
{
    readstat_parser_t *parser = readstat_parser_init();
    if (!parser)
        return NULL;
    readstat_set_open_handler(parser, io_open);
    readstat_set_close_handler(parser, io_close);
    readstat_set_seek_handler(parser, io_seek);
    readstat_set_read_handler(parser, io_read);
    readstat_set_update_handler(parser, io_update);
    readstat_set_io_ctx(parser, file);
    if (file->prescribed_encoding)
        readstat_set_file_character_encoding(parser, file->prescribed_encoding);
    return parser;
}

static enum symbar_status read_bytes(struct sav_file *file, struct source *source)
{
    const char *bytes = NULL;
    size_t byte_count = 0;
    do {
        enum symbar_status status =
            source_next(source, &bytes, &byte_count, file->diagnostics);
        if (status != SYMBAR_OK)
            return status;
        if (byte_count > MOST_SAV_BYTES - file->bytes.byte_count)
            return fail(file->diagnostics, DIAG_DAMAGED_SAV, place_of(file),
                        "the SPSS file is larger than %d MiB",
                        MOST_SAV_BYTES / (1024 * 1024));
        buffer_append(&file->bytes, bytes, byte_count);
        if (buffer_failed(&file->bytes))
            return fail_no_memory(file->diagnostics);
    } while (byte_count);
    return SYMBAR_OK;
}

static enum symbar_status read_dictionary(struct sav_file *file)
{
    struct sav_dictionary *dictionary = &file->dictionary;
    readstat_parser_t *parser = make_parser(file);
    if (!parser)
        return fail_no_memory(file->diagnostics);
    sav_dictionary_listen(parser);
    readstat_error_t error = readstat_parse_sav(parser, "", file);
    readstat_parser_free(parser);
    if (dictionary->is_out_of_memory ||
        (error == READSTAT_OK && !sav_dictionary_join(dictionary)))
        return fail_no_memory(file->diagnostics);
    enum symbar_status status = judge(file, error);
    if (status == SYMBAR_OK && dictionary->bad_text)
        status = fail_text(file, place_of(file), dictionary->bad_text);
    return status;
}

/* The names as a header row, by which the platforms know their own. */
static bool make_header(struct sav_file *file)
{
    size_t count = file->dictionary.column_count;
    struct cell *cells = arena_allocate(file->dictionary.arena, count, sizeof *cells);
    if (!cells)
        return false;
    for (size_t i = 0; i < count; i++) {
        const char *name = file->dictionary.columns[i].name;
        cells[i] = (struct cell){ .bytes = name, .byte_count = strlen(name) };
    }
    file->header = (struct record){ .cells = cells, .cell_count = count };
    return true;
}

static bool list_guesses(struct sav_file *file, const struct recognition *recognition)
{
    const struct guess found[] = {
        { "encoding", file->dictionary.encoding,
          file->prescribed_encoding ? TRANSLATABLE("the study says so")
                                    : TRANSLATABLE("the SPSS file says so") },
        { "platform", recognition->platform->name, recognition->platform_because },
    };
    struct guess *guesses = arena_allocate(file->dictionary.arena,
                                           sizeof found / sizeof *found, sizeof *found);
    if (!guesses)
        return false;
    memcpy(guesses, found, sizeof found);
    file->facts.guesses = guesses;
    file->facts.guess_count = sizeof found / sizeof *found;
    return true;
}

/* The platform is asked for its names only: an SPSS file spreads no question over columns
   that could be joined again. */
static bool describe(struct sav_file *file, const struct side_study *side)
{
    struct side_study rules = *side;
    const struct sav_dictionary *dictionary = &file->dictionary;
    rules.has_header_rows = true;
    rules.header_rows = 1;
    struct sample sample = { .rows = &file->header, .row_count = 1 };
    sample.column_count = dictionary->column_count;
    struct recognition recognition = platform_recognise(&rules, &sample);
    if (!platform_describe(&recognition, &sample, dictionary->arena, &file->facts))
        return false;
    struct header_column *columns =
        arena_allocate(dictionary->arena, dictionary->column_count, sizeof *columns);
    if (!columns)
        return false;
    for (size_t i = 0; i < dictionary->column_count; i++) {
        columns[i] = file->facts.columns[i];
        columns[i].name = dictionary->columns[i].name;
        columns[i].text = dictionary->columns[i].text;
        columns[i].values = dictionary->columns[i].values;
        columns[i].value_count = dictionary->columns[i].value_count;
    }
    file->facts.columns = columns;
    file->facts.column_count = dictionary->column_count;
    return list_guesses(file, &recognition);
}

/* What says how to read a text, which this file is not. */
static void warn_of_no_effect(const struct side_study *side, const char *name,
                              struct symbar_diagnostics *diagnostics)
{
    const struct {
        const char *key;
        bool is_given;
    } keys[] = {
        { "delimiter", side->delimiter != 0 },
        { "decimal", side->decimal != 0 },
        { "quote", side->quote != QUOTE_AUTO },
        { "header_rows", side->has_header_rows },
        { "header_line", side->header_line != 0 },
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].is_given) {
            warn(diagnostics, DIAG_NO_EFFECT, (struct place){ .path = name },
                 "'%s' of the study has no effect on an SPSS file", keys[i].key);
            hint(diagnostics, "leave it out");
        }
}

enum symbar_status sav_file_open(struct source *source, const char *name,
                                 const struct side_study *side, struct arena *arena,
                                 struct sav_file **file_out,
                                 struct symbar_diagnostics *diagnostics)
{
    struct sav_file *file = memory_allocate(1, sizeof *file);
    if (!file)
        return fail_no_memory(diagnostics);
    *file = (struct sav_file){
        .dictionary = { .arena = arena, .encoding = "utf-8" },
        .name = name,
        .prescribed_encoding =
            strcmp(side->encoding, "auto") == 0 ? NULL : side->encoding,
        .diagnostics = diagnostics,
    };
    warn_of_no_effect(side, name, diagnostics);
    enum symbar_status status = read_bytes(file, source);
    if (status == SYMBAR_OK)
        status = read_dictionary(file);
    if (status == SYMBAR_OK && (!make_header(file) || !describe(file, side)))
        status = fail_no_memory(diagnostics);
    if (status == SYMBAR_OK)
        *file_out = file;
    else
        sav_file_close(file);
    return status;
}

const struct export_facts *sav_file_export(const struct sav_file *file)
{
    return &file->facts;
}

const char *sav_file_encoding(const struct sav_file *file)
{
    return file->dictionary.encoding;
}

const struct record *sav_file_header(const struct sav_file *file)
{
    return &file->header;
}

static bool fill_cell(struct sav_file *file, size_t column, readstat_variable_t *variable,
                      readstat_value_t value)
{
    const struct sav_column *known = &file->dictionary.columns[column];
    bool is_text = readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING;
    bool is_absent = !is_text && readstat_value_is_system_missing(value);
    const char *text = is_text ? readstat_string_value(value) : NULL;
    const char *format = readstat_variable_get_format(variable); /* NULL: none */
    double code = is_text || is_absent ? 0 : readstat_double_value(value);
    buffer_clear(&file->text);
    if (text)
        buffer_text(&file->text, text);
    else if (!is_text && !is_absent)
        sav_write_number(code, format ? format : "", &file->text);
    file->values[column] =
        is_absent || (is_text && !text)
            ? NULL
            : sav_find_value(known, code, text,
                             readstat_value_is_defined_missing(value, variable) != 0);
    return !buffer_failed(&file->text);
}

static void give_case(struct sav_file *file)
{
    struct row row = row_builder_finish(&file->row);
    for (size_t i = 0; i < row.given_count; i++)
        file->row.cells[i].value = file->values[file->columns ? file->columns[i] : i];
    file->is_stopped = !file->handler(file->context, &row);
}

/* ReadStat knows no variables where nobody listens to them. */
static int pass_variable(int index, readstat_variable_t *variable, const char *set,
                         void *context)
{
    (void)index;
    (void)variable;
    (void)set;
    (void)context;
    return READSTAT_HANDLER_OK;
}

static int hear_value(int case_index, readstat_variable_t *variable,
                      readstat_value_t value, void *context)
{
    struct sav_file *file = context;
    size_t column_count = file->dictionary.column_count;
    size_t column = (size_t)readstat_variable_get_index(variable);
    struct position position = { .line = (uint64_t)case_index + 1 };
    if (column >= column_count || !fill_cell(file, column, variable, value)) {
        file->status = fail_no_memory(file->diagnostics);
        return READSTAT_HANDLER_ABORT;
    }
    if (!text_is_utf8(file->text.bytes ? file->text.bytes : "", file->text.byte_count)) {
        file->status = fail_text(
            file, (struct place){ .path = file->name, .line = position.line }, "a cell");
        return READSTAT_HANDLER_ABORT;
    }
    if (column == 0)
        row_builder_begin(&file->row, position.line);
    const char *bytes = file->text.byte_count ? file->text.bytes : NULL;
    if (!row_builder_add(&file->row, bytes, file->text.byte_count, NULL, &position)) {
        file->status = fail_no_memory(file->diagnostics);
        return READSTAT_HANDLER_ABORT;
    }
    if (column + 1 == column_count)
        give_case(file);
    return file->is_stopped ? READSTAT_HANDLER_ABORT : READSTAT_HANDLER_OK;
}

enum symbar_status sav_file_read(struct sav_file *file, const size_t *columns,
                                 size_t count, row_handler *handler, void *context,
                                 struct symbar_diagnostics *diagnostics)
{
    file->diagnostics = diagnostics;
    file->columns = columns;
    file->handler = handler;
    file->context = context;
    file->values = memory_allocate(file->dictionary.column_count, sizeof *file->values);
    readstat_parser_t *parser = make_parser(file);
    readstat_error_t error = READSTAT_OK;
    if (!file->values || !parser ||
        (columns && !row_builder_select(&file->row, columns, count))) {
        file->status = fail_no_memory(diagnostics);
    } else {
        readstat_set_variable_handler(parser, pass_variable);
        readstat_set_value_handler(parser, hear_value);
        error = readstat_parse_sav(parser, "", file);
    }
    readstat_parser_free(parser);
    if (file->status != SYMBAR_OK || file->is_stopped)
        return file->status;
    return judge(file, error);
}

void sav_file_close(struct sav_file *file)
{
    if (!file)
        return;
    sav_dictionary_release(&file->dictionary);
    buffer_release(&file->bytes);
    buffer_release(&file->text);
    row_builder_release(&file->row);
    memory_free(file->values);
    memory_free(file);
}
