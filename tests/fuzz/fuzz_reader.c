/* The readers against each other: any rows below a header and a few ordinary rows, read
   the plain way, by libcsv alone and row after row, and by an instruction set in small
   parts and several threads. The tally, what is said with its places, and the status are
   the same. The first two bytes pick how; some files are stored as gzip, and may have a
   checksum that is wrong. */
#include "base/buffer.h"
#include "ingest/ingest.h"
#include "study/study_read.h"
#include "support/gzip.h"
#include "tally/tally_write.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t byte_count);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static const char beginning[] = "id,store,q1,q2,remark\n"
                                "2026-01-01,Store 1,10,5,\n"
                                "2026-02-01 9:30,Store 2,9,4,fine\n"
                                "20260430,Store 1,,3,\"so, so\"\n"
                                "4/7/26,Store 3,0,1,\"said \"\"no\"\"\"\n"
                                "\"2026-04-01, 9 PM\",Store 2,7,,\n"
                                "2026-03-31T23:59Z,Store 2,1,2,\"two\nlines\"\n";

/* One item each; several items; segments and a rule, and quotes that mean nothing; waves
   from dates, and headcounts. With single quotes in place of double ones, and @ for the
   file. */
static const char *const studies[] = {
    "{'symbar': 1, 'bad_answers': 'missing',"
    " 'employees': {'files': ['@'], 'unit': 'store'},"
    " 'customers': {'files': ['@'], 'unit': 'store'},"
    " 'scales': {'ten': {'kind': 'nps', 'min': 0, 'max': 10},"
    "            'five': {'kind': 'likert', 'min': 1, 'max': 5}},"
    " 'dimensions': ["
    "  {'id': 'a', 'scale': 'ten', 'employees': 'q1', 'customers': 'q1'},"
    "  {'id': 'b', 'scale': 'five', 'employees': 'q2', 'customers': 'q2'}]}",
    "{'symbar': 1, 'bad_answers': 'missing',"
    " 'employees': {'files': ['@'], 'unit': 'store'},"
    " 'customers': {'files': ['@'], 'unit': 'store'},"
    " 'scales': {'five': {'kind': 'likert', 'min': 1, 'max': 5}},"
    " 'dimensions': ["
    "  {'id': 'b', 'scale': 'five', 'customers': 'q2',"
    "   'employees': ['q1', {'column': 'q2', 'reverse': true}]}]}",
    "{'symbar': 1, 'bad_answers': 'missing',"
    " 'employees': {'files': ['@'], 'unit': 'store'},"
    " 'customers': {'files': ['@'], 'unit': null, 'segment': 'store', 'quote': 'none',"
    "               'keep': [{'column': 'id', 'not_in': ['3', '']}]},"
    " 'scales': {'ten': {'kind': 'nps', 'min': 0, 'max': 10}},"
    " 'dimensions': ["
    "  {'id': 'a', 'scale': 'ten', 'employees': 'q1', 'customers': 'q1'}]}",
    "{'symbar': 1, 'bad_answers': 'missing', 'privacy': {'min_n': 1},"
    " 'employees': {'files': ['@'], 'unit': 'store', 'segment': ['remark', 'q2'],"
    "   'wave': {'column': 'id', 'by': 'quarter', 'order': 'dmy'},"
    "   'keep': [{'column': 'q1', 'max': 9}, {'column': 'id', 'not_in': ['x']}]},"
    " 'customers': {'files': ['@'], 'unit': 'store', 'population': {'column': 'q2'},"
    "   'wave': {'column': 'id', 'by': 'month', 'order': 'dmy'}},"
    " 'analysis': {'wave': 'latest'},"
    " 'scales': {'ten': {'kind': 'nps', 'min': 0, 'max': 10}},"
    " 'dimensions': ["
    "  {'id': 'a', 'scale': 'ten', 'employees': 'q1', 'customers': 'q1'}]}",
};

enum { STUDIES = sizeof studies / sizeof *studies };

static void add_diagnostics(struct buffer *out,
                            const struct symbar_diagnostics *diagnostics)
{
    for (size_t i = 0; i < symbar_diagnostics_count(diagnostics); i++) {
        const struct symbar_diagnostic *item = symbar_diagnostics_at(diagnostics, i);
        buffer_format(out, "%s %llu:%llu %llu", item->id, (unsigned long long)item->line,
                      (unsigned long long)item->column, (unsigned long long)item->count);
        for (size_t n = 0; n < item->line_count; n++)
            buffer_format(out, " %llu", (unsigned long long)item->lines[n]);
        buffer_text(out, "\n");
        buffer_text(out, item->message);
        buffer_text(out, "\n");
    }
}

static bool append(void *context, const char *bytes, size_t byte_count)
{
    buffer_append(context, bytes, byte_count);
    return true;
}

static struct study *read_study(const char *pattern, const char *path,
                                struct symbar_diagnostics *diagnostics)
{
    struct buffer json = { 0 };
    struct study *study = NULL;
    for (const char *at = pattern; *at; at++) {
        if (*at == '@')
            buffer_text(&json, path);
        else
            buffer_byte(&json, *at == '\'' ? '"' : *at);
    }
    require(!buffer_failed(&json));
    require(study_parse(json.bytes, json.byte_count, "/symbar.json", NULL, &study,
                        diagnostics) == SYMBAR_OK);
    buffer_release(&json);
    return study;
}

/* All that came of a reading, as text. */
static void read_files(const char *path, const char *pattern, const struct work *work,
                       struct buffer *out)
{
    struct tally *tally = NULL;
    struct provenance provenance = { 0 };
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    require(diagnostics != NULL);
    struct study *study = read_study(pattern, path, diagnostics);
    study->work = *work;
    enum symbar_status status = ingest(study, &tally, &provenance, diagnostics);
    buffer_format(out, "%d\n", (int)status);
    add_diagnostics(out, diagnostics);
    require((status == SYMBAR_OK) == (tally != NULL));
    const struct tally_document document = { .study = study,
                                             .tally = tally,
                                             .said = diagnostics };
    const struct sink sink = { append, out };
    if (tally)
        require(tally_write(&document, sink, diagnostics) == SYMBAR_OK);
    require(!buffer_failed(out));
    tally_free(tally);
    provenance_release(&provenance);
    study_free(study);
    symbar_diagnostics_free(diagnostics);
}

/* As it is, or as two members of gzip. */
static void write_file(FILE *file, const struct buffer *text, unsigned kind)
{
    enum { FIRST_ZIPPED = 5, FIRST_IS_WRONG, SECOND_IS_WRONG, CHECKSUM = 8 };
    const size_t first = text->byte_count / 2;
    struct buffer stored = { 0 };
    if (kind < FIRST_ZIPPED) {
        buffer_append(&stored, text->bytes, text->byte_count);
    } else {
        gzip_append(&stored, text->bytes, first);
        if (kind == FIRST_IS_WRONG)
            stored.bytes[stored.byte_count - CHECKSUM] ^= 1;
        gzip_append(&stored, text->bytes + first, text->byte_count - first);
        if (kind == SECOND_IS_WRONG)
            stored.bytes[stored.byte_count - CHECKSUM] ^= 1;
    }
    require(!buffer_failed(&stored));
    require(fwrite(stored.bytes, 1, stored.byte_count, file) == stored.byte_count);
    buffer_release(&stored);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t byte_count)
{
    static const size_t parts[] = { 1, 7, 40, 64, 200, 1000, 4096, 0 };
    char path[] = "/tmp/symbar-fuzz-XXXXXX";
    if (byte_count < 2)
        return 0;
    struct work plain = { .instructions = INSTRUCTIONS_ROWS };
    struct work quick = {
        .thread_count = 1 + (data[0] & 3),
        .instructions = INSTRUCTIONS_LIBCSV +
                        (data[0] >> 2) % (INSTRUCTIONS_COUNT - INSTRUCTIONS_LIBCSV),
        .part_bytes = parts[data[1] & 7],
    };
    if (!instructions_are_there(quick.instructions))
        quick.instructions = INSTRUCTIONS_BEST;
    const char *study = studies[(data[1] >> 3) % STUDIES];
    int descriptor = mkstemp(path);
    FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    require(file != NULL);
    struct buffer text = { 0 };
    buffer_text(&text, beginning);
    buffer_append(&text, (const char *)data + 2, byte_count - 2);
    write_file(file, &text, data[1] >> 5);
    buffer_release(&text);
    require(fclose(file) == 0);
    struct buffer expected = { 0 };
    struct buffer given = { 0 };
    read_files(path, study, &plain, &expected);
    read_files(path, study, &quick, &given);
    unlink(path);
    require(expected.byte_count == given.byte_count &&
            memcmp(expected.bytes, given.bytes, given.byte_count) == 0);
    buffer_release(&expected);
    buffer_release(&given);
    return 0;
}
