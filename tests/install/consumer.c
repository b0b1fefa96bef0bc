/* A program of somebody else's, built against the installed library: it loads a study,
   runs it and counts the bytes of its report. */
#include <symbar/symbar.h>

#include <stdio.h>
#include <string.h>

struct tail {
    size_t byte_count;
    char last[2];
};

static bool count_bytes(void *context, const char *bytes, size_t byte_count)
{
    struct tail *tail = context;
    tail->byte_count += byte_count;
    for (size_t i = 0; i < byte_count; i++) {
        tail->last[0] = tail->last[1];
        tail->last[1] = bytes[i];
    }
    return true;
}

static bool stop_at_once(void *context, const char *bytes, size_t byte_count)
{
    (void)context;
    (void)bytes;
    (void)byte_count;
    return false;
}

static int complain(const struct symbar_diagnostics *diagnostics)
{
    for (size_t i = 0; i < symbar_diagnostics_count(diagnostics); i++)
        fprintf(stderr, "%s\n", symbar_diagnostics_at(diagnostics, i)->message);
    return 1;
}

int main(int argc, char **argv)
{
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct symbar_study *study = NULL;
    struct symbar_report *report = NULL;
    struct tail tail = { 0, { 0, 0 } };

    if (argc != 2 || !diagnostics ||
        symbar_study_load(argv[1], NULL, &study, diagnostics) != SYMBAR_OK ||
        symbar_run(study, &report, diagnostics) != SYMBAR_OK ||
        symbar_report_write(report, "json", NULL, count_bytes, &tail, diagnostics) !=
            SYMBAR_OK)
        return complain(diagnostics);
    if (tail.byte_count < 1000 || memcmp(tail.last, "}\n", 2) != 0)
        return 2;
    if (symbar_report_write(report, "json", NULL, stop_at_once, NULL, diagnostics) !=
            SYMBAR_CANNOT_WRITE ||
        symbar_report_write(report, "tablet", NULL, count_bytes, &tail, diagnostics) !=
            SYMBAR_BAD_USAGE)
        return 3;
    if (strcmp(symbar_study_file(study, 0), argv[1]) != 0 || symbar_study_file(study, 99))
        return 4;
    printf("%s\n", symbar_version());
    symbar_report_free(report);
    symbar_study_free(study);
    symbar_diagnostics_free(diagnostics);
    symbar_report_free(NULL);
    symbar_study_free(NULL);
    symbar_diagnostics_free(NULL);
    return 0;
}
