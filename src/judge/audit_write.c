#include "judge/audit_write.h"

#include "base/buffer.h"
#include "base/number.h"
#include "base/text.h"
#include "report/json_writer.h"

#include <string.h>

enum { MOST_OF_A_KIND = 20 };

static void put_escaped(struct buffer *out, const char *text)
{
    text_escape(out, text, strlen(text));
}

static void put_table(struct buffer *out, const struct audit *audit)
{
    buffer_format(out, "%-46s %10s %10s\n", "Attack", "Tried", "Broken");
    for (int attack = 0; attack < ATTACK_COUNT; attack++) {
        const struct audit_count *count = &audit->counts[attack];
        if (attack == ATTACK_RELEASES && !audit->has_previous)
            continue;
        buffer_format(
            out, "%-46s %10llu %10llu\n", audit_attack_title((enum audit_attack)attack),
            (unsigned long long)count->tried, (unsigned long long)count->broken);
    }
}

static void put_findings(struct buffer *out, const struct audit *audit)
{
    for (int attack = 0; attack < ATTACK_COUNT; attack++) {
        size_t count = 0;
        for (size_t i = 0; i < audit->finding_count; i++) {
            const struct audit_finding *finding = &audit->findings[i];
            if (finding->attack != (enum audit_attack)attack || count++ >= MOST_OF_A_KIND)
                continue;
            buffer_byte(out, '\n');
            put_escaped(out, finding->cell);
            buffer_text(out, ":\n  ");
            put_escaped(out, finding->sum);
            buffer_format(out, " [%s]\n", audit_attack_name(finding->attack));
        }
        if (count > MOST_OF_A_KIND)
            buffer_format(out, "\nand %zu more [%s]\n", count - MOST_OF_A_KIND,
                          audit_attack_name((enum audit_attack)attack));
    }
}

static void put_learned(struct buffer *out, const struct audit *audit)
{
    if (audit->narrowest.cell && !audit->finding_count) {
        char low[NUMBER_TEXT_BYTES];
        char high[NUMBER_TEXT_BYTES];
        number_format_fixed(audit->narrowest.low, 1, low);
        number_format_fixed(audit->narrowest.high, 1, high);
        buffer_text(out, "\nThe closest that a hidden index can be told:\n  ");
        put_escaped(out, audit->narrowest.cell);
        buffer_format(out, ", from %s to %s.\n", low, high);
    }
    if (audit->size_count)
        buffer_format(out,
                      "Of %zu hidden groups it can be worked out how many people they "
                      "are, and nothing of\nwhat these answered.\n",
                      audit->size_count);
}

static enum symbar_status write_text(const struct audit_paper *paper, struct sink sink)
{
    const struct audit *audit = paper->audit;
    struct buffer out = { 0 };
    buffer_text(&out, "Audit of ");
    put_escaped(&out, paper->report_path);
    if (paper->previous_path) {
        buffer_text(&out, " after ");
        put_escaped(&out, paper->previous_path);
    }
    buffer_format(&out, ": %llu cells shown, %llu hidden",
                  (unsigned long long)audit->shown_cells,
                  (unsigned long long)audit->hidden_cells);
    if (audit->held_cells)
        buffer_format(&out, ", %llu held", (unsigned long long)audit->held_cells);
    buffer_text(&out, "\n\n");
    put_table(&out, audit);
    put_findings(&out, audit);
    put_learned(&out, audit);
    if (audit->finding_count)
        buffer_format(&out, "\nBroken: %zu finding%s. Do not pass this report on.\n",
                      audit->finding_count, audit->finding_count == 1 ? "" : "s");
    else
        buffer_text(&out, "\nNothing hidden could be found.\n");
    enum symbar_status status = SYMBAR_OK;
    if (buffer_failed(&out))
        status = SYMBAR_NO_MEMORY;
    else if (!sink.write(sink.context, out.bytes, out.byte_count))
        status = SYMBAR_CANNOT_WRITE;
    buffer_release(&out);
    return status;
}

static void write_attacks(struct json_writer *writer, const struct audit *audit)
{
    json_array_open(writer, "attacks", JSON_BLOCK);
    for (int attack = 0; attack < ATTACK_COUNT; attack++) {
        json_object_open(writer, NULL, JSON_INLINE);
        json_text(writer, "name", audit_attack_name((enum audit_attack)attack));
        json_count(writer, "tried", audit->counts[attack].tried);
        json_count(writer, "broken", audit->counts[attack].broken);
        json_close(writer);
    }
    json_close(writer);
}

static void write_findings(struct json_writer *writer, const struct audit *audit)
{
    json_array_open(writer, "findings", JSON_BLOCK);
    for (size_t i = 0; i < audit->finding_count; i++) {
        json_object_open(writer, NULL, JSON_BLOCK);
        json_text(writer, "attack", audit_attack_name(audit->findings[i].attack));
        json_text(writer, "cell", audit->findings[i].cell);
        json_text(writer, "sum", audit->findings[i].sum);
        json_close(writer);
    }
    json_close(writer);
}

static void write_learned(struct json_writer *writer, const struct audit *audit)
{
    json_array_open(writer, "sizes", JSON_BLOCK);
    for (size_t i = 0; i < audit->size_count; i++) {
        json_object_open(writer, NULL, JSON_INLINE);
        json_text(writer, "cell", audit->sizes[i].cell);
        json_number(writer, "n", audit->sizes[i].n);
        json_close(writer);
    }
    json_close(writer);
    if (!audit->narrowest.cell) {
        json_null(writer, "narrowest");
        return;
    }
    json_object_open(writer, "narrowest", JSON_INLINE);
    json_text(writer, "cell", audit->narrowest.cell);
    json_number(writer, "low", audit->narrowest.low);
    json_number(writer, "high", audit->narrowest.high);
    json_close(writer);
}

static enum symbar_status write_json(const struct audit_paper *paper, struct sink sink)
{
    const struct audit *audit = paper->audit;
    struct json_writer writer;
    json_writer_init(&writer, sink);
    json_object_open(&writer, NULL, JSON_BLOCK);
    json_object_open(&writer, "format", JSON_INLINE);
    json_text(&writer, "name", "symbar-audit");
    json_text(&writer, "version", "1.0");
    json_close(&writer);
    json_text(&writer, "report", paper->report_path);
    json_text(&writer, "previous", paper->previous_path);
    json_object_open(&writer, "cells", JSON_INLINE);
    json_count(&writer, "shown", audit->shown_cells);
    json_count(&writer, "hidden", audit->hidden_cells);
    json_count(&writer, "held", audit->held_cells);
    json_close(&writer);
    json_bool(&writer, "broken", audit->finding_count > 0);
    write_attacks(&writer, audit);
    write_findings(&writer, audit);
    write_learned(&writer, audit);
    json_close(&writer);
    return json_writer_finish(&writer);
}

static const struct audit_format formats[] = {
    { "text", write_text },
    { "json", write_json },
};

const struct audit_format *audit_format_find(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}
