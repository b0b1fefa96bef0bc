/* The attacker: what can be said about a hidden group with nothing but a report, or two.

   It is written apart from the defence: it knows the rules that a report must keep
   (docs/DISCLOSURE.md) and none of the code that keeps them. A finding is certain: the
   sum that is given with it can be done by hand from the figures in the file. */
#ifndef JUDGE_AUDIT_H
#define JUDGE_AUDIT_H

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/work.h"
#include "report/report_read.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the order in which a certificate lists them. */
enum audit_attack {
    ATTACK_STANDING,
    ATTACK_SMALL,
    ATTACK_AGREEMENT,
    ATTACK_GAP,
    ATTACK_SUBTRACTION,
    ATTACK_TOTAL,
    ATTACK_BOUNDS,
    ATTACK_CODES,
    ATTACK_FAMILY,
    ATTACK_ACROSS,
    ATTACK_MESSAGES,
    ATTACK_RELEASES,
    ATTACK_COUNT
};

const char *audit_attack_name(enum audit_attack attack); /* "subtraction" */
/* what it does, in words */
const char *audit_attack_title(const struct language *language, enum audit_attack attack);

struct audit_finding {
    enum audit_attack attack;
    const char *cell; /* "employees / listening": an address, the same in any language */
    const char *sum;  /* what gives it away, in the audit's language */
};

/* How many people of a hidden group gave a score, where only one number is possible. It
   is no finding: it says nothing about what they answered. */
struct audit_size {
    const char *cell;
    double n;
};

struct audit_count {
    uint64_t tried;  /* sums that were tried */
    uint64_t broken; /* those that gave something away */
};

/* A hidden group of which the sums leave least open. */
struct audit_bounds {
    const char *cell; /* NULL: there is none */
    double low;       /* its index is in this range */
    double high;
};

struct audit {
    struct arena arena;   /* holds all that is below */
    uint64_t shown_cells; /* a side of a row each */
    uint64_t hidden_cells;
    uint64_t held_cells;
    bool has_previous;
    struct audit_count counts[ATTACK_COUNT];
    struct audit_finding *findings;
    size_t finding_count;
    size_t finding_capacity;
    struct audit_size *sizes;
    size_t size_count;
    size_t size_capacity;
    struct audit_bounds narrowest;
    bool failed; /* memory was short */
};

/* Attacks `report`, and `previous`, an older release of the same, where it is not NULL.
   Findings are in `language`; `work` says in how many threads. `*audit_out` is owned by
   the caller and set on success only. Only memory can be short. */
enum symbar_status audit_report(const struct report_file *report,
                                const struct report_file *previous,
                                const struct language *language, const struct work *work,
                                struct audit **audit_out,
                                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
void audit_free(struct audit *audit);

#endif
