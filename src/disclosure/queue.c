#include "disclosure/queue.h"

static bool is_before(const struct queue *queue, size_t a, size_t b)
{
    double a_n = queue->groups[a].n;
    double b_n = queue->groups[b].n;
    return a_n < b_n || (!(b_n < a_n) && a < b);
}

static void sift_down(struct queue *queue, size_t place)
{
    size_t number = queue->numbers[place];
    for (;;) {
        size_t child = 2 * place + 1;
        if (child >= queue->count)
            break;
        if (child + 1 < queue->count &&
            is_before(queue, queue->numbers[child + 1], queue->numbers[child]))
            child++;
        if (!is_before(queue, queue->numbers[child], number))
            break;
        queue->numbers[place] = queue->numbers[child];
        place = child;
    }
    queue->numbers[place] = number;
}

struct queue queue_of(const struct column *column, size_t *numbers)
{
    struct queue queue = { .groups = column->groups, .numbers = numbers };
    for (size_t g = 0; g < column->group_count; g++)
        if (column->groups[g].reason == REASON_NONE && column->groups[g].n > 0)
            numbers[queue.count++] = g;
    for (size_t place = queue.count / 2; place-- > 0;)
        sift_down(&queue, place);
    return queue;
}

struct group *queue_take(struct queue *queue)
{
    if (queue->count == 0)
        return NULL;
    struct group *first = &queue->groups[queue->numbers[0]];
    queue->numbers[0] = queue->numbers[--queue->count];
    if (queue->count)
        sift_down(queue, 0);
    return first;
}
