#include "disclosure/queue.h"

static bool is_before(const struct queue *queue, size_t a, size_t b)
{
    double a_weight = queue->groups[a].weight;
    double b_weight = queue->groups[b].weight;
    return a_weight < b_weight || (!(b_weight < a_weight) && a < b);
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

void queue_add(struct queue *queue, size_t number, double weight)
{
    queue->groups[number].weight = weight;
    queue->numbers[queue->count++] = number;
}

void queue_order(struct queue *queue)
{
    for (size_t place = queue->count / 2; place-- > 0;)
        sift_down(queue, place);
}

struct group *queue_first(const struct queue *queue)
{
    return queue->count ? &queue->groups[queue->numbers[0]] : NULL;
}

struct group *queue_take(struct queue *queue)
{
    struct group *first = queue_first(queue);
    if (!first)
        return NULL;
    queue->numbers[0] = queue->numbers[--queue->count];
    if (queue->count)
        sift_down(queue, 0);
    return first;
}
