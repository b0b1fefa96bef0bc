# Writes the answers, and expected.csv: what R makes of them. Run in this folder: Rscript make.R
# R 4.2.2, survey 4.1-1, psych 2.2.9. README.md says what each study is about.
suppressPackageStartupMessages({library(survey); library(psych)})
options(survey.lonely.psu = "adjust")
set.seed(20261127)

n <- 160
unit <- sample(c("Ajaccio", "Bastia", "Calvi", "Corte"), n, TRUE, c(6, 4, 3, 2))
role <- ifelse(runif(n) < 0.04, sample(c("front", "back"), n, TRUE),
               ifelse(unit %in% c("Ajaccio", "Corte"), "front", "back"))
trait <- rnorm(n)
item <- function(loading) pmin(5, pmax(1, round(3 + loading * trait + rnorm(n))))
items <- sapply(c(1, 0.9, 0.7, 0.5), item)
items[matrix(runif(4 * n) < 0.35, n)] <- NA
staff <- data.frame(unit, role, w = sample(c(1, 1.5, 2.25, 4), n, TRUE),
                    q = pmin(10, pmax(0, round(6 + 2 * trait + (role == "front")))),
                    same = 1, items)
names(staff)[6:9] <- paste0("i", 1:4)
staff$apart <- c(Ajaccio = 3, Bastia = 5, Calvi = 8, Corte = 9)[unit]
clients <- data.frame(unit = sample(unique(unit), 90, TRUE), q = sample(0:10, 90, TRUE),
                      same = sample(0:1, 90, TRUE), i = sample(1:5, 90, TRUE))
heads <- c(Ajaccio = 90, Bastia = 70, Calvi = 33, Corte = 500)
write.csv(staff, "staff.csv", row.names = FALSE, quote = FALSE, na = "")
write.csv(clients, "clients.csv", row.names = FALSE, quote = FALSE, na = "")
write.csv(data.frame(unit = names(heads), headcount = heads), "headcounts.csv",
          row.names = FALSE, quote = FALSE)
writeLines(c("dimension,side,index,n,sd", "q,employees,61.5,,"), "benchmark.csv")

lines <- "study|pointer|value"
tell <- function(study, pointer, value)
  lines <<- c(lines, sprintf("%s|%s|%.15g", study, pointer, value))
index <- function(x) 100 * x / 10

# Strata: a segment is a part of its units, and their headcounts say nothing of it.
for (segment in c("back", "front")) {
  d <- subset(staff, role == segment)
  m <- svymean(~index(q), svydesign(~1, strata = ~unit, weights = ~w, data = d), deff = "replace")
  df <- nrow(d) - length(unique(d$unit))
  at <- if (segment == "back") "/results/15/employees/index/" else "/results/18/employees/index/"
  tell("strata", paste0(at, "value"), coef(m))
  tell("strata", paste0(at, "low"), coef(m) - qt(0.975, df) * SE(m))
  tell("strata", paste0(at, "deff"), deff(m))
}
# The whole has them; and where all answers are the same, each answer counts by its squared weight.
staff$N <- heads[staff$unit]
whole <- svydesign(~1, strata = ~unit, weights = ~w, fpc = ~N, data = staff)
m <- svymean(~index(q), whole, deff = "replace")
df <- n - length(heads)
half <- qt(0.975, df) * SE(m)
tell("strata", "/results/0/employees/index/low", coef(m) - half)
seen <- table(staff$unit)[staff$unit] / staff$N
kish <- n * sum(staff$w^2) / sum(staff$w)^2
tell("strata", "/results/1/employees/index/deff", kish * sum(staff$w^2 * (1 - seen)) / sum(staff$w^2))
tell("clusters", "/results/1/employees/index/deff", kish)
# Against a number: Student's t with the design's degrees of freedom.
t <- (coef(m) - 61.5) / SE(m)
tell("strata", "/benchmark/0/employees/difference/low", coef(m) - 61.5 - half)
tell("strata", "/benchmark/0/employees/difference/p", 2 * pt(-abs(t), df))

# Strata that agree in themselves, and not with each other: there is nothing to be unsure of.
tell("strata-apart", "/results/0/employees/index/deff", 0)
tell("strata-apart", "/results/0/employees/index/low",
     mean(index(staff$apart)))

# Items that not everybody answered: covariances and correlations are pairwise.
a <- alpha(items, warnings = FALSE)$total$raw_alpha
R <- cor(items, use = "pairwise")
f <- fa(R, fm = "minres", min.err = 1e-14)
# psych stops early; from there to the least squares
l <- as.numeric(f$loadings)
for (i in 1:10000) for (k in 1:4) l[k] <- sum(R[k, -k] * l[-k]) / sum(l[-k]^2)
s <- apply(items, 2, sd, na.rm = TRUE)
tell("strata-equal", "/reliability/0/alpha/value", a)
tell("strata-equal", "/reliability/0/omega", sum(l * s)^2 / (sum(l * s)^2 + sum((1 - l^2) * s^2)))
for (k in 1:4)
  tell("strata-equal", sprintf("/reliability/0/items/%d/loading", k - 1), l[k])

# Margins that all but nest: weights by raking to the end, and V of the residuals of the
# least squares, which survey takes from ten rounds in turn.
nested <- data.frame(unit = rep(paste0("U", 1:8), each = 30), q = sample(0:10, 240, TRUE))
nested$region <- ifelse(nested$unit %in% paste0("U", 1:4), "north", "south")
nested$region[c(1, 150)] <- c("south", "north")
nested$i1 <- sample(1:5, 240, TRUE)
nested$i2 <- sample(1:5, 240, TRUE)
write.csv(nested, "nested.csv", row.names = FALSE, quote = FALSE)
units <- c(U1 = 70, U2 = 55, U3 = 81, U4 = 60, U5 = 49, U6 = 66, U7 = 58, U8 = 61)
# of U9 nobody answered, and nobody speaks for its people
write.csv(data.frame(unit = c(names(units), "U9"), headcount = c(units, 40)), "nested-headcounts.csv",
          row.names = FALSE, quote = FALSE)
write.csv(data.frame(unit = c("U9", "U1"), q = c(3, 8)), "nested-clients.csv", row.names = FALSE,
          quote = FALSE)
regions <- c(north = 268, south = 232)
w <- rep(1, 240)
repeat {
  old <- w
  for (margin in list(list(nested$unit, units), list(nested$region, regions)))
    w <- w * (margin[[2]] / tapply(w, margin[[1]], sum)[names(margin[[2]])])[margin[[1]]]
  if (max(abs(w / old - 1)) < 1e-15) break
}
x <- index(nested$q)
z <- w / sum(w) * residuals(lm(x ~ unit + region, nested))
V <- (1 - 240 / 540) * 240 / 239 * sum((z - mean(z))^2)
tell("nested", "/results/0/employees/n_eff", sum(w)^2 / sum(w^2))
tell("nested", "/results/0/employees/index/value", sum(w * x) / sum(w))
tell("nested", "/results/0/employees/index/low", sum(w * x) / sum(w) - qt(0.975, 239) * sqrt(V))
lines <- c(lines, "nested|/reliability/0/reason|not_counted") # raked answers are weighted

# From wave to wave: the first is of one cluster, of which nothing is known but its values. And with
# weights shares are no whole counts, however near to them they are.
waves <- data.frame(unit = rep(c("U1", "U2", "U3", "U1", "U2", "U3"), c(20, 0, 0, 15, 25, 20)),
                    wave = rep(c("2026-1", "2026-2"), c(20, 60)), q = sample(0:10, 80, TRUE),
                    w = 1 + c(rep(0, 77), 3e-5, 2e-5, 1e-5))
write.csv(waves, "waves.csv", row.names = FALSE, quote = FALSE)
pseudo <- function(d) {
  m <- svymean(~I((q >= 9) - (q <= 6)), svydesign(~1, weights = ~w, data = d), deff = "replace")
  share <- function(hit) weighted.mean(hit, d$w)
  n <- nrow(d) / as.numeric(deff(m))
  p <- (share(d$q >= 9) * n + 0.75) / (n + 3)
  q <- (share(d$q <= 6) * n + 0.75) / (n + 3)
  c(p - q, (p + q - (p - q)^2) / (n + 3))
}
after <- pseudo(subset(waves, wave == "2026-2"))
before <- pseudo(subset(waves, wave == "2026-1"))
change <- after[1] - before[1]
se <- sqrt(after[2] + before[2])
tell("waves", "/changes/0/employees/nps/low", 100 * (change - qnorm(0.975) * se))
tell("waves", "/changes/0/employees/nps/high", 100 * (change + qnorm(0.975) * se))
tell("waves", "/changes/0/employees/nps/p", 2 * pnorm(-abs(change / se)))
lines <- c(lines, sprintf("waves-clusters|/changes/0/employees/%s/%s|null",
                          c("index", "nps", "top_box"), "p"))

writeLines(lines, "expected.csv")
