/* Any bytes as a report, and as an old one too: an audit ends, and what it finds has
   words for it. */
#include "judge/audit.h"
#include "judge/audit_write.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const struct work alone = { .thread_count = 1 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t byte_count);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static bool swallow(void *context, const char *bytes, size_t byte_count)
{
    (void)context;
    require(bytes && byte_count);
    return true;
}

static void attack(const struct report_file *file, const struct report_file *previous,
                   struct symbar_diagnostics *diagnostics)
{
    struct audit *audit = NULL;
    require(audit_report(file, previous, NULL, &alone, &audit, diagnostics) == SYMBAR_OK);
    uint64_t broken = 0;
    for (int i = 0; i < ATTACK_COUNT; i++)
        broken += audit->counts[i].broken;
    require(broken == audit->finding_count);
    for (size_t i = 0; i < audit->finding_count; i++)
        require(*audit->findings[i].cell && *audit->findings[i].sum);
    const struct audit_paper paper = { "new.json", previous ? "old.json" : NULL, audit };
    const struct report_style style = { .width = 60 };
    const struct sink sink = { swallow, NULL };
    require(audit_format_find("text")->write(&paper, &style, sink, diagnostics) ==
            SYMBAR_OK);
    require(audit_format_find("json")->write(&paper, &style, sink, diagnostics) ==
            SYMBAR_OK);
    audit_free(audit);
}

/* Two reports may stand in one input, after one another with a NUL between them. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t byte_count)
{
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    const char *text = (const char *)data;
    const char *cut = byte_count ? memchr(text, '\0', byte_count) : NULL;
    size_t first = cut ? (size_t)(cut - text) : byte_count;
    struct report_file *file = NULL;
    struct report_file *previous = NULL;
    require(diagnostics);
    if (report_file_parse(text, first, "new.json", &file, diagnostics) == SYMBAR_OK) {
        attack(file, NULL, diagnostics);
        attack(file, file, diagnostics);
    }
    if (file && cut &&
        report_file_parse(cut + 1, byte_count - first - 1, "old.json", &previous,
                          diagnostics) == SYMBAR_OK)
        attack(file, previous, diagnostics);
    report_file_free(previous);
    report_file_free(file);
    symbar_diagnostics_free(diagnostics);
    return 0;
}
