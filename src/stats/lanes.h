/* Numbers of several computations of one kind side by side: whatever is done is done to
   LANES of them at once, in the widest registers that the compiler may use, and in each
   lane in the same order. So a lane's number does not depend on the registers, nor on
   what the others hold. By reference only: how one is passed depends on the registers. */
#ifndef STATS_LANES_H
#define STATS_LANES_H

enum { LANES = 4 };

/* May lie in memory for doubles. */
typedef double lanes
    __attribute__((vector_size(LANES * sizeof(double)), aligned(8), may_alias));

#endif
