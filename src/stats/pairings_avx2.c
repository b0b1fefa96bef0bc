#include "stats/pairings_parts.h"

#if defined(__x86_64__)

enum { AT_ONCE = 32 };

#define TRY_NAME pairing_table_try_avx2
#include "stats/pairings_try.h"

#endif
