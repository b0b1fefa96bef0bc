#include "ingest/coded_values.h"

const struct coded_value *coded_value_find(const struct header_column *column,
                                           struct span code)
{
    for (size_t i = 0; i < column->value_count; i++)
        if (span_equals(code, column->values[i].code))
            return &column->values[i];
    return NULL;
}

struct span coded_value_shown(const struct header_column *column, struct span code)
{
    const struct coded_value *value = coded_value_find(column, code);
    return value && *value->label ? span_trim(span_of(value->label)) : code;
}
