# data_table.R CUSTOMERS EMPLOYEES OUT: data.table, all the threads there are; the needed
# columns, counts per unit and answer, the statistics from the counts.
suppressPackageStartupMessages(library(data.table))
files <- commandArgs(TRUE)
questions <- paste0("q", 1:12)
setDTthreads(0)

describe <- function(file) {
  rows <- fread(file, select = c("unit", questions), sep = ",", quote = "\"",
                showProgress = FALSE)
  rbindlist(lapply(questions, function(question) {
    counts <- rows[, .N, by = c("unit", question)]
    setnames(counts, c("unit", "code", "count"))
    counts <- counts[!is.na(code)][, count := as.double(count)]
    counts[, .(dimension = question, n = sum(count),
               mean = sum(code * count) / sum(count),
               var = (sum(code^2 * count) - sum(code * count)^2 / sum(count)) /
                 (sum(count) - 1)),
           by = unit]
  }))
}

both <- merge(describe(files[1]), describe(files[2]), by = c("unit", "dimension"),
              suffixes = c("_c", "_e"))
fwrite(both, files[3])
