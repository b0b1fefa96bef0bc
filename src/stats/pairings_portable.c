#include "stats/pairings_parts.h"

enum { AT_ONCE = 16 };

#define TRY_NAME pairing_table_try_portable
#include "stats/pairings_try.h"
