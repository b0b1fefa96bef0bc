# Makes the two surveys of this folder (staff.csv, guests.csv) and what base R says of their
# segments, changes, trends and contrast (expected.csv), for tests/reference/test_waves.c.
# Run in this folder: Rscript make_waves.R
#
# Answers are taken one by one from the files: t.test for differences of two groups, lm with
# weights for trends, p.adjust for families. A gap of two waves is a sum of four means
# (Satterthwaite 1946); NPS after Rocks (2016), with 3 pseudo-answers in each sample.
set.seed(20261127)
confidence <- 0.95
z <- qnorm(1 - (1 - confidence) / 2)

months <- c("2026-01", "2026-02", "2026-03", "2026-04", "2026-05")
day <- function(n) sprintf("%02d", sample(1:28, n, TRUE))
clip <- function(v, low, high) pmin(high, pmax(low, round(v)))
staff <- do.call(rbind, lapply(seq_along(months), function(m) {
  n <- 60 + 7 * m
  role <- sample(c("Desk", "Rooms", "Office"), n, TRUE, c(.4, .3, .3))
  region <- sample(c("north", "south"), n, TRUE, c(.6, .4))
  lift <- ifelse(role == "Office", 1.2, 0) + 0.25 * m
  data.frame(date = paste0(day(n), "/", substr(months[m], 6, 7), "/2026"), month = months[m],
             role, region, listening = clip(5 + lift + rnorm(n, 0, 2), 0, 10),
             tools = clip(3 + lift / 2 + rnorm(n), 1, 5))
}))
guests <- do.call(rbind, lapply(seq_along(months), function(m) {
  n <- 90 + 5 * m
  region <- sample(c("north", "south", "west"), n, TRUE)
  data.frame(when = paste0(months[m], "-", day(n), " 10:15:00"), month = months[m], region,
             nps = clip(7 - 0.1 * m + rnorm(n, 0, 2.4), 0, 10),
             help = clip(3.6 + rnorm(n), 1, 5))
}))
staff$listening[sample(nrow(staff), 12)] <- NA
guests$help[sample(nrow(guests), 9)] <- NA
shuffle <- function(d) d[sample(nrow(d)), ]
staff <- shuffle(staff); guests <- shuffle(guests)
write.csv(staff[c("date", "role", "region", "listening", "tools")], "staff.csv",
          row.names = FALSE, quote = FALSE, na = "")
write.csv(guests[c("when", "region", "nps", "help")], "guests.csv",
          row.names = FALSE, quote = FALSE, na = "")

questions <- list(recommend = list(employees = "listening", customers = "nps", min = 0, max = 10),
                  help = list(employees = "tools", customers = "help", min = 1, max = 5))
answers <- function(side, dimension, rows) {
  q <- questions[[dimension]]
  data <- if (side == "employees") staff else guests
  v <- data[[q[[side]]]][rows(data)]
  (v[!is.na(v)] - q$min) / (q$max - q$min) * 100
}
has_nps <- function(dimension) dimension == "recommend"
has_top <- function(dimension) dimension == "help"

lines <- character()
put <- function(section, place, dimension, who, figure, key, value) {
  if (!is.na(value))
    lines[[length(lines) + 1]] <<- paste(section, place, dimension, who, figure, key,
                                         sprintf("%.17g", value), sep = "|")
}

# -- figures of samples ----------------------------------------------------------------
index <- function(added, subtracted) {
  all <- c(added, subtracted)
  a <- sapply(all, function(v) var(v) / length(v)); n <- sapply(all, length)
  d <- sum(sapply(added, mean)) - sum(sapply(subtracted, mean))
  se <- sqrt(sum(a)); df <- sum(a)^2 / sum(a^2 / (n - 1))
  r <- c(d, d + c(-1, 1) * qt(1 - (1 - confidence) / 2, df) * se, 2 * pt(-abs(d / se), df))
  if (length(all) == 2) {
    t <- t.test(added[[1]], subtracted[[1]])
    stopifnot(all.equal(r[2:4], c(t$conf.int, t$p.value), check.attributes = FALSE))
  }
  r
}
nps <- function(added, subtracted) {
  one <- function(v) {
    n <- length(v); P <- sum(v >= 90); D <- sum(v <= 60)
    p <- (P + 0.75) / (n + 3); d <- (D + 0.75) / (n + 3)
    c((P - D) / n, p - d, (p + d - (p - d)^2) / (n + 3))
  }
  A <- sapply(added, one); S <- sapply(subtracted, one)
  d <- rowSums(A) - rowSums(S); se <- sqrt(sum(A[3, ], S[3, ]))
  c(100 * d[1], 100 * (d[2] + c(-1, 1) * z * se), 2 * pnorm(-abs(d[2] / se)))
}
top <- function(added, subtracted) {
  k <- function(l) sapply(l, function(v) sum(v >= 75)); n <- function(l) sapply(l, length)
  wilson <- function(k, n, q) {
    p <- k / n
    m <- (p + q^2 / (2 * n)) / (1 + q^2 / n)
    h <- q * sqrt(p * (1 - p) / n + q^2 / (4 * n^2)) / (1 + q^2 / n)
    cbind(p - (m - h), (m + h) - p)
  }
  d <- sum(k(added) / n(added)) - sum(k(subtracted) / n(subtracted))
  reach <- function(q, side) {
    a <- wilson(k(added), n(added), q); s <- wilson(k(subtracted), n(subtracted), q)
    sqrt(sum(a[, side]^2, s[, 3 - side]^2))
  }
  side <- if (d > 0) 1 else 2
  q <- if (d == 0) 0 else uniroot(function(q) reach(q, side) - abs(d), c(0, 40), tol = 1e-14)$root
  c(100 * d, 100 * (d - reach(z, 1)), 100 * (d + reach(z, 2)), 2 * pnorm(-q))
}
figures <- function(dimension) c("index", if (has_nps(dimension)) "nps", if (has_top(dimension)) "top_box")
difference <- list(index = index, nps = nps, top_box = top)

put_family <- function(rows, keys) { # a list of list(section, place, dimension, who, figure, values)
  p <- sapply(rows, function(r) r$values[4])
  adjusted <- p.adjust(p, "holm")
  for (i in seq_along(rows)) {
    r <- rows[[i]]
    for (k in 1:4) put(r$section, r$place, r$dimension, r$who, r$figure, keys[k], r$values[k])
    put(r$section, r$place, r$dimension, r$who, r$figure, "p_adjusted", adjusted[i])
  }
}

# -- changes ---------------------------------------------------------------------------
sides <- c("employees", "customers")
in_month <- function(m) function(d) d$month == m
keys <- c("value", "low", "high", "p")
for (who in c(sides, "gap")) for (figure in names(difference)) {
  rows <- list()
  for (m in 2:length(months)) for (dimension in names(questions)) {
    if (!(figure %in% figures(dimension))) next
    new <- lapply(sides, answers, dimension, in_month(months[m])); names(new) <- sides
    old <- lapply(sides, answers, dimension, in_month(months[m - 1])); names(old) <- sides
    values <- if (who == "gap")
      difference[[figure]](list(new$employees, old$customers), list(new$customers, old$employees))
    else difference[[figure]](list(new[[who]]), list(old[[who]]))
    rows[[length(rows) + 1]] <- list(section = "changes", place = months[m], dimension = dimension,
                                     who = who, figure = figure, values = values)
  }
  put_family(rows, keys)
}

# -- trends ----------------------------------------------------------------------------
point <- list(
  index = function(v) c(mean(v), var(v) / length(v)),
  nps = function(v) {
    s <- (v >= 90) - (v <= 60)
    c(100 * mean(s), 1e4 * mean((s - mean(s))^2) / length(v))
  },
  top_box = function(v) {
    p <- mean(v >= 75)
    c(100 * p, 1e4 * p * (1 - p) / length(v))
  })
for (who in c(sides, "gap")) for (figure in names(difference)) {
  rows <- list()
  for (dimension in names(questions)) {
    if (!(figure %in% figures(dimension))) next
    at <- sapply(months, function(m) {
      e <- point[[figure]](answers("employees", dimension, in_month(m)))
      c <- point[[figure]](answers("customers", dimension, in_month(m)))
      if (who == "employees") e else if (who == "customers") c else c(e[1] - c[1], e[2] + c[2])
    })
    x <- seq_along(months)
    fit <- lm(at[1, ] ~ x, weights = 1 / at[2, ])
    s <- summary(fit)$coefficients["x", ]
    ci <- confint(fit, "x", confidence)
    put("trends", "", dimension, who, figure, "se", s[["Std. Error"]])
    put("trends", "", dimension, who, figure, "waves", length(months))
    rows[[length(rows) + 1]] <- list(section = "trends", place = "", dimension = dimension, who = who,
                                     figure = figure, values = c(s[["Estimate"]], ci, s[["Pr(>|t|)"]]))
  }
  put_family(rows, c("slope", "low", "high", "p"))
}

# -- front line (Desk, Rooms) against back office ---------------------------------------
for (figure in names(difference)) {
  rows <- list()
  for (dimension in names(questions)) {
    if (!(figure %in% figures(dimension))) next
    front <- answers("employees", dimension, function(d) d$role != "Office")
    back <- answers("employees", dimension, function(d) d$role == "Office")
    if (figure == "index") {
      put("contrasts", "", dimension, "front", "", "index", mean(front))
      put("contrasts", "", dimension, "back", "", "index", mean(back))
      put("contrasts", "", dimension, "front", "", "n", length(front))
    }
    rows[[length(rows) + 1]] <- list(section = "contrasts", place = "", dimension = dimension,
      who = "difference", figure = figure, values = difference[[figure]](list(front), list(back)))
  }
  put_family(rows, keys)
}

# -- rows of segments and waves ----------------------------------------------------------
all_rows <- function(d) rep(TRUE, nrow(d))
compare <- function(section, place, dimension, e_rows, c_rows) {
  e <- answers("employees", dimension, e_rows); c <- answers("customers", dimension, c_rows)
  t <- t.test(e, c)
  put(section, place, dimension, "employees", "", "n", length(e))
  put(section, place, dimension, "customers", "", "n", length(c))
  put(section, place, dimension, "employees", "index", "value", mean(e))
  put(section, place, dimension, "customers", "index", "value", mean(c))
  put(section, place, dimension, "gap", "index", "value", mean(e) - mean(c))
  put(section, place, dimension, "gap", "index", "low", t$conf.int[1])
  put(section, place, dimension, "gap", "index", "high", t$conf.int[2])
  put(section, place, dimension, "gap", "index", "p", t$p.value)
  t$p.value
}
for (scope in c("segment", "wave")) {
  p <- c(); at <- list()
  run <- function(place, e_rows, c_rows) for (dimension in names(questions)) {
    p <<- c(p, compare(scope, place, dimension, e_rows, c_rows))
    at[[length(at) + 1]] <<- c(place, dimension)
  }
  if (scope == "wave")
    for (m in months) run(m, in_month(m), in_month(m))
  else {
    for (r in c("Desk", "Rooms", "Office"))
      local({ r <- r; run(paste0("role/", r, "/employees"), function(d) d$role == r, all_rows) })
    for (r in c("north", "south", "west")) local({
      r <- r; mine <- function(d) d$region == r
      if (r != "west") run(paste0("region/", r, "/employees"), mine, all_rows)
      run(paste0("region/", r, "/customers"), all_rows, mine)
      if (r != "west") run(paste0("region/", r, "/both"), mine, mine)
    })
  }
  adjusted <- p.adjust(p, "holm")
  for (i in seq_along(p)) put(scope, at[[i]][1], at[[i]][2], "gap", "index", "p_adjusted", adjusted[i])
}
writeLines(c(paste0("section|place|dimension|who|figure|key|value"), lines), "expected.csv")
