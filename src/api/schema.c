#include "report/inspect.h"
#include "report/report.h"
#include "study/study_read.h"
#include "tally/tally_write.h"

#include <symbar/symbar.h>

#include <string.h>

static const struct {
    const char *name;
    const char *(*text)(void);
} schemas[] = {
    { "study", study_schema },
    { "report", report_schema },
    { "tally", tally_schema },
    { "inspect", inspect_schema },
};

enum { SCHEMA_COUNT = sizeof schemas / sizeof *schemas };

const char *symbar_schema(const char *name)
{
    for (size_t i = 0; i < SCHEMA_COUNT; i++)
        if (strcmp(schemas[i].name, name) == 0)
            return schemas[i].text();
    return NULL;
}

const char *symbar_schema_name(size_t index)
{
    return index < SCHEMA_COUNT ? schemas[index].name : NULL;
}
