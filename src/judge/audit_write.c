#include "judge/audit_write.h"

#include "report/draw.h"
#include "report/json_writer.h"

#include <string.h>

static enum symbar_status write_text(const struct audit_paper *paper,
                                     const struct report_style *style, struct sink sink,
                                     struct symbar_diagnostics *diagnostics)
{
    struct document document = { .language = style->language };
    describe_audit(paper, &document);
    enum symbar_status status = draw_text(&document, style, sink, diagnostics);
    document_release(&document);
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

static enum symbar_status write_json(const struct audit_paper *paper,
                                     const struct report_style *style, struct sink sink,
                                     struct symbar_diagnostics *diagnostics)
{
    const struct audit *audit = paper->audit;
    struct json_writer writer;
    (void)style;
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
    enum symbar_status status = json_writer_finish(&writer);
    return status == SYMBAR_NO_MEMORY ? fail_no_memory(diagnostics) : status;
}

static const struct audit_format formats[] = {
    { .name = "text", .is_for_people = true, .write = write_text },
    { .name = "json", .write = write_json },
};

const struct audit_format *audit_format_find(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}
