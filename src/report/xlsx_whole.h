/* Whether a workbook is whole.

   libxlsxwriter does not look whether its temporary files took what it wrote. Where there
   is no room for them a sheet ends in its middle, in an archive that is sound. */
#ifndef REPORT_XLSX_WHOLE_H
#define REPORT_XLSX_WHOLE_H

#include "base/buffer.h"

#include <stdbool.h>

/* Every part of the archive can be inflated, and each of its elements is closed. False as
   well where there is no memory to tell. */
bool xlsx_is_whole(const struct buffer *workbook);

#endif
