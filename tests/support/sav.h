/* SPSS files for tests, written with ReadStat from a text:

       variable NAME number [DATE FORMAT]  a variable, with its SPSS format; or
       variable NAME WIDTH                 a text variable of so many bytes
       text ...                            its variable label
       value CODE = LABEL                  a label of one of its codes
       missing LOW [HIGH]                  codes that are declared as missing
       case CELL|CELL|...                  a case; an empty cell is system-missing

   A line speaks of the variable before it. The first line may be "compress". */
#ifndef SUPPORT_SAV_H
#define SUPPORT_SAV_H

#include <stdbool.h>

/* Only in builds with ReadStat. False where the text or the writing is at fault. */
bool sav_write(const char *text, const char *path);

#endif
