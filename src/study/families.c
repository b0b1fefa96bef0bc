#include "study/families.h"

#include <assert.h>
#include <string.h>

static ptrdiff_t column_of(const struct side_study *side, const char *id)
{
    for (size_t i = 0; i < side->segment_count; i++)
        if (strcmp(side->segments[i].id, id) == 0)
            return (ptrdiff_t)i;
    return NO_COLUMN;
}

size_t segment_family_count(const struct study *study)
{
    const struct side_study *employees = &study->sides[SIDE_EMPLOYEES];
    const struct side_study *customers = &study->sides[SIDE_CUSTOMERS];
    size_t count = employees->segment_count;
    for (size_t i = 0; i < customers->segment_count; i++)
        count += column_of(employees, customers->segments[i].id) == NO_COLUMN;
    return count;
}

struct segment_family segment_family_at(const struct study *study, size_t index)
{
    const struct side_study *employees = &study->sides[SIDE_EMPLOYEES];
    const struct side_study *customers = &study->sides[SIDE_CUSTOMERS];
    if (index < employees->segment_count) {
        const char *id = employees->segments[index].id;
        return (struct segment_family){ id,
                                        { (ptrdiff_t)index, column_of(customers, id) } };
    }
    index -= employees->segment_count;
    size_t own = 0;
    while (column_of(employees, customers->segments[own].id) != NO_COLUMN || index--)
        own++;
    assert(own < customers->segment_count);
    return (struct segment_family){ customers->segments[own].id,
                                    { NO_COLUMN, (ptrdiff_t)own } };
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Two runs of digits as numbers, however long; moves past both. */
static int compare_numbers(const char **a, const char **b)
{
    *a += strspn(*a, "0");
    *b += strspn(*b, "0");
    size_t a_length = strspn(*a, "0123456789");
    size_t b_length = strspn(*b, "0123456789");
    if (a_length != b_length)
        return a_length < b_length ? -1 : 1;
    int order = strncmp(*a, *b, a_length);
    *a += a_length;
    *b += b_length;
    return order;
}

static int compare_naturally(const char *a, const char *b)
{
    const char *x = a;
    const char *y = b;
    while (*x && *y) {
        if (is_digit(*x) && is_digit(*y)) {
            int order = compare_numbers(&x, &y);
            if (order)
                return order;
        } else if (*x != *y) {
            return (unsigned char)*x < (unsigned char)*y ? -1 : 1;
        } else {
            x++;
            y++;
        }
    }
    if (*x || *y)
        return *x ? 1 : -1;
    return strcmp(a, b);
}

static size_t place_in(const struct text_list *list, const char *text)
{
    size_t place = 0;
    while (place < list->count && strcmp(list->texts[place], text) != 0)
        place++;
    return place;
}

int compare_waves(const struct study *study, const char *a, const char *b)
{
    size_t a_place = place_in(&study->waves, a);
    size_t b_place = place_in(&study->waves, b);
    if (a_place != b_place)
        return a_place < b_place ? -1 : 1;
    return compare_naturally(a, b);
}
