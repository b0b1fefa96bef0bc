#include "report/xlsx_calls.h"

#ifdef SYMBAR_XLSX_LIBRARY

#include <dlfcn.h>
#include <string.h>

/* POSIX has it that a pointer to data can hold a function's address. */
static bool find(void *library, const char *name, void *call_out)
{
    void *address = dlsym(library, name);
    memcpy(call_out, &address, sizeof address);
    return address;
}

enum symbar_status xlsx_calls_init(struct xlsx_calls *calls,
                                   struct symbar_diagnostics *diagnostics)
{
    struct xlsx_calls found = { .library =
                                    dlopen(SYMBAR_XLSX_LIBRARY, RTLD_LAZY | RTLD_LOCAL) };
#define AND_FIND(name) &&find(found.library, #name, &found.name)
    if (!(found.library XLSX_CALLS(AND_FIND))) {
        xlsx_calls_release(&found);
        fail(diagnostics, DIAG_XLSX_NOT_INSTALLED, (struct place){ 0 },
             "%s is not installed, and XLSX cannot be written without it",
             SYMBAR_XLSX_LIBRARY);
        hint(diagnostics, "install libxlsxwriter, or write CSV for Excel instead "
                          "(-o report.csv --csv-dialect excel)");
        return SYMBAR_BAD_USAGE;
    }
    *calls = found;
    return SYMBAR_OK;
}

void xlsx_calls_release(struct xlsx_calls *calls)
{
    if (calls->library)
        dlclose(calls->library);
}

#else

enum symbar_status xlsx_calls_init(struct xlsx_calls *calls,
                                   struct symbar_diagnostics *diagnostics)
{
    (void)diagnostics;
#define LINKED(name) .name = (name),
    *calls = (struct xlsx_calls){ XLSX_CALLS(LINKED) };
    return SYMBAR_OK;
}

void xlsx_calls_release(struct xlsx_calls *calls)
{
    (void)calls;
}

#endif
