/* Any bytes as a tally file: refused with a diagnostic, or its counts keep their law; its
   report then goes the whole way. */
#include <symbar/symbar.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t byte_count);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static bool count_bytes(void *context, const char *bytes, size_t byte_count)
{
    (void)bytes;
    *(size_t *)context += byte_count;
    return true;
}

static void report_from(const char *path, struct symbar_diagnostics *diagnostics)
{
    struct symbar_study *study = NULL;
    struct symbar_report *report = NULL;
    size_t written = 0;
    if (symbar_tallies_load(&path, 1, NULL, &study, diagnostics) != SYMBAR_OK) {
        require(symbar_diagnostics_count(diagnostics) > 0);
        return;
    }
    enum symbar_status status = symbar_run(study, &report, diagnostics);
    require(status == SYMBAR_OK || status == SYMBAR_BAD_INPUT);
    if (status == SYMBAR_OK) {
        require(symbar_report_write(report, "json", NULL, count_bytes, &written,
                                    diagnostics) == SYMBAR_OK);
        require(written > 0);
    }
    symbar_report_free(report);
    symbar_study_free(study);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t byte_count)
{
    char path[] = "/tmp/symbar-fuzz-XXXXXX";
    int descriptor = mkstemp(path);
    require(descriptor >= 0);
    require(write(descriptor, data, byte_count) == (ssize_t)byte_count);
    close(descriptor);
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    require(diagnostics != NULL);
    report_from(path, diagnostics);
    symbar_diagnostics_free(diagnostics);
    unlink(path);
    return 0;
}
