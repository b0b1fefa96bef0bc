# What the reports on the reference pair must say, worked out from the CSV files by base R:
# its own tests where it has them, else the formula as its source gives it. Nothing here
# comes from symbar. Run in this folder; writes expected.csv.
set.seed(7)

read <- function(file, sep)
  read.csv(file, sep = sep, colClasses = "character", na.strings = NULL,
           check.names = FALSE, encoding = "UTF-8")
staff <- read("staff.csv", ",")
clients <- read("clients.csv", ";")

kinds <- c("blank", "not_shown", "dont_know", "not_applicable", "refused", "invalid")
said_nothing <- c("blank", "blank", "not_shown", "dont_know", "not_applicable", "refused")
names(said_nothing) <- c("", "-99", "-77", "Don't know", "N/A", "no answer")
agree <- c("Strongly disagree" = 1, "Disagree" = 2, "Neutral" = 3, "Agree" = 4,
           "Strongly agree" = 5)

number <- function(cell) suppressWarnings(as.numeric(sub(",", ".", cell)))
label <- function(cell) unname(agree[cell])
leading <- function(cell) number(sub(" .*", "", cell))

# One question: per item the code or NA, and the kind of missing or NA.
item <- function(cells, low, high, code = number, reverse = FALSE) {
  missing <- unname(said_nothing[match(cells, names(said_nothing))])
  v <- rep(NA_real_, length(cells))
  v[is.na(missing)] <- code(cells[is.na(missing)])
  wrong <- is.na(missing) & (is.na(v) | v < low | v > high)
  missing[wrong] <- "invalid"
  v[!is.na(missing)] <- NA
  if (reverse) v <- low + high - v
  list(index = 100 * (v - low) / (high - low), missing = missing, low = low, high = high,
       options = high - low + 1)
}

# A respondent's index on a question, and why there is none.
question <- function(items, least = ceiling(length(items) / 2), top = NULL,
                     promoters = NULL, detractors = NULL) {
  index <- sapply(items, function(i) i$index)
  missing <- sapply(items, function(i) i$missing)
  answered <- rowSums(!is.na(index))
  score <- ifelse(answered >= least, rowMeans(index, na.rm = TRUE), NA)
  why <- apply(missing, 1, function(m) {
    m <- m[!is.na(m)]
    if ("invalid" %in% m) "invalid" else kinds[min(match(m, kinds), 9)]
  })
  lows <- sapply(items, function(i) i$low)
  highs <- sapply(items, function(i) i$high)
  list(index = score, missing = ifelse(is.na(score), why, NA),
       alike = all(lows == lows[1] & highs == highs[1]), low = lows[1], high = highs[1],
       options = if (length(items) == 1) items[[1]]$options else NA,
       top = top, promoters = promoters, detractors = detractors)
}

pomp <- function(codes, low, high) 100 * (codes - low) / (high - low)

# The answers of a study: per side the unit of each respondent and the questions, a top set
# as the indices that belong to it, or the least one for several items and whole upper ends.
answers <- function(staff, clients, heard_least) {
  s <- staff
  k <- clients
  e <- list(unit = s$store, q = list(
    recommend = question(list(item(s$recommend, 0, 10)), promoters = 90, detractors = 60),
    renew = question(list(item(s$renew, 0, 10)), promoters = 90, detractors = 60),
    heard = question(list(item(s$heard_1, 1, 5, label), item(s$heard_2, 1, 5, label),
                          item(s$heard_3, 1, 5, label, reverse = TRUE)), heard_least,
                     top = function(x) x >= 75 - 1e-9),
    calm = question(list(item(s$calm, 1, 7, reverse = TRUE)),
                    top = function(x) x >= pomp(6, 1, 7) - 1e-9),
    tools = question(list(item(s$tools_1, 1, 5, label), item(s$tools_2, 1, 7, leading)), 1,
                     top = function(x) x >= 75 - 1e-9),
    pay = question(list(item(s$pay, 1, 5)), top = function(x) x >= 75 - 1e-9)))
  c <- list(unit = k$magasin, q = list(
    recommend = question(list(item(k$nps, 0, 10)), promoters = 90, detractors = 60),
    renew = question(list(item(k$fidelite, 1, 10)), promoters = pomp(9, 1, 10),
                     detractors = pomp(6, 1, 10)),
    heard = question(list(item(k$ecoute, 0, 10)), top = function(x) x >= 80 - 1e-9),
    calm = question(list(item(k$calme, 1, 7))),
    tools = question(list(item(k$outil_1, 1, 5), item(k$outil_2, 1, 5)), 2,
                     top = function(x) x >= 75 - 1e-9),
    speed = question(list(item(k$rapidite, 1, 5)), top = function(x) x >= 75 - 1e-9),
    waiting = question(list(item(k$attente, 1, 5)), top = function(x) x <= 25 + 1e-9)))
  list(employees = e, customers = c)
}
dimensions <- c("recommend", "renew", "heard", "calm", "tools", "pay", "speed", "waiting")
sides <- c("employees", "customers")

# Expected values; NA is "not available": null in the report, and not in the table.
out <- list()
put <- function(place, key, value, within = "") {
  if (is.null(value) || is.na(value)) return()
  text <- if (is.character(value)) value else sprintf("%.12g", value)
  out[[length(out) + 1]] <<- c(study$name, place, key, text, within)
}
put_all <- function(place, prefix, values)
  for (key in names(values)) put(place, paste0(prefix, key), values[[key]])
interval <- function(v) list(value = v[1], low = v[2], high = v[3])

wilson <- function(hits, n)
  suppressWarnings(as.vector(prop.test(hits, n, conf.level = study$confidence,
                                       correct = FALSE)$conf.int))

# NPS with 3 pseudo-answers, Rocks (2016): value and variance.
pseudo <- function(p, d, n) {
  p <- (p + 0.75) / (n + 3)
  d <- (d + 0.75) / (n + 3)
  c(p - d, (p + d - (p - d)^2) / (n + 3))
}

# ---- one side ----------------------------------------------------------------------
side_rows <- function(place, side, q, rows) {
  at <- function(key) paste0(side, ".", key)
  if (is.null(q)) {
    put(place, at("status"), "not_asked")
    return(NULL)
  }
  x <- q$index[rows]
  missing <- q$missing[rows]
  x <- x[!is.na(x)]
  n <- length(x)
  put(place, at("status"), if (n == 0) "empty" else if (n == 1) "too_few" else "ok")
  put(place, at("n"), n)
  for (kind in kinds) put(place, at(paste0("missing.", kind)), sum(missing == kind, na.rm = TRUE))
  level <- q$low + x * (q$high - q$low) / 100
  put(place, at("mean.value"), if (q$alike && n) mean(level) else NA)
  put(place, at("mean.sd"), if (q$alike && n > 1) sd(level) else NA)
  t <- if (n > 1 && sd(x) > 0) t.test(x, conf.level = study$confidence)$conf.int
       else if (n > 1) c(mean(x), mean(x)) else c(NA, NA)
  put_all(place, at("index."), list(value = if (n) mean(x) else NA, low = t[1], high = t[2],
                                    sd = if (n > 1) sd(x) else NA))
  if (!is.null(q$promoters) && n > 0) {
    p <- sum(x >= q$promoters - 1e-9)
    d <- sum(x <= q$detractors + 1e-9)
    a <- pseudo(p, d, n)
    half <- qnorm((1 + study$confidence) / 2) * sqrt(a[2])
    ci <- if (n > 1) 100 * (a[1] + c(-half, half)) else c(NA, NA)
    put_all(place, at("nps."), list(value = 100 * (p - d) / n, low = ci[1], high = ci[2],
            promoters = 100 * p / n, passives = 100 * (n - p - d) / n,
            detractors = 100 * d / n))
  }
  if (!is.null(q$top) && n > 0) {
    hits <- sum(q$top(x))
    ci <- if (n > 1) 100 * wilson(hits, n) else c(NA, NA)
    put_all(place, at("top_box."), list(value = 100 * hits / n, low = ci[1], high = ci[2]))
  }
  x
}

# ---- the gap -----------------------------------------------------------------------
# Cliff (1993) from the whole matrix of signs; Feng & Cliff (2004) for its interval, p. 323
# for a delta of -+1 and for a variance that is not positive.
cliff <- function(x, y) {
  nx <- length(x)
  ny <- length(y)
  D <- sign(outer(round(x, 7), round(y, 7), "-"))
  d <- mean(D)
  if (nx < 2 || ny < 2) return(c(d, NA, NA))
  t <- qt((1 + study$confidence) / 2, nx + ny - 2)
  if (abs(d) == 1) {
    n <- min(nx, ny)
    b <- (n - t^2) / (n + t^2)
    return(if (d > 0) c(1, b, 1) else c(-1, -1, -b))
  }
  s2 <- (ny^2 * sum((rowMeans(D) - d)^2) + nx^2 * sum((colMeans(D) - d)^2) -
         sum((D - d)^2)) / (nx * ny * (nx - 1) * (ny - 1))
  if (s2 < 1e-12) s2 <- (1 - d^2) / (nx * ny - 1)
  half <- t * sqrt(s2) * sqrt((1 - d^2)^2 + t^2 * s2)
  c(d, (d - d^3 + c(-half, half)) / (1 - d^2 + t^2 * s2))
}

gap_rows <- function(place, e, c, x, y) {
  g <- function(key, value) put(place, paste0("gap.", key), value)
  asked <- !is.null(e) && !is.null(c)
  nx <- length(x)
  ny <- length(y)
  some <- asked && nx > 0 && ny > 0
  two <- some && nx > 1 && ny > 1
  spread <- two && var(x) + var(y) > 0
  g("status", if (!asked) "not_asked" else if (!some) "empty" else if (!two) "too_few"
              else "ok")
  test <- if (spread) t.test(x, y, conf.level = study$confidence)
  d <- if (some) mean(x) - mean(y) else NA
  g("index.value", d)
  g("index.low", if (spread) test$conf.int[1] else NA)
  g("index.high", if (spread) test$conf.int[2] else NA)
  g("index.t", if (spread) unname(test$statistic) else NA)
  g("index.df", if (spread) unname(test$parameter) else NA)
  g("index.p", if (spread) test$p.value else NA)
  if (some && !is.null(e$promoters) && !is.null(c$promoters)) {
    p <- c(sum(x >= e$promoters - 1e-9), sum(y >= c$promoters - 1e-9))
    q <- c(sum(x <= e$detractors + 1e-9), sum(y <= c$detractors + 1e-9))
    a <- pseudo(p[1], q[1], nx)
    b <- pseudo(p[2], q[2], ny)
    half <- qnorm((1 + study$confidence) / 2) * sqrt(a[2] + b[2])
    v <- 100 * c((p[1] - q[1]) / nx - (p[2] - q[2]) / ny, a[1] - b[1] + c(-half, half))
    if (!two) v[2:3] <- NA
    put_all(place, "gap.nps.", interval(v))
  }
  if (some && !is.null(e$top) && !is.null(c$top)) { # Newcombe (1998), method 10
    p <- sum(e$top(x)) / nx
    q <- sum(c$top(y)) / ny
    a <- wilson(sum(e$top(x)), nx)
    b <- wilson(sum(c$top(y)), ny)
    v <- 100 * c(p - q, p - q - sqrt((p - a[1])^2 + (b[2] - q)^2),
                 p - q + sqrt((a[2] - p)^2 + (q - b[1])^2))
    if (!two) v[2:3] <- NA
    put_all(place, "gap.top_box.", interval(v))
  }
  put_all(place, "gap.cliffs_delta.", interval(if (some) cliff(x, y) else c(NA, NA, NA)))
  m <- nx + ny - 2
  pooled <- if (spread) sqrt(((nx - 1) * var(x) + (ny - 1) * var(y)) / m) else NA
  J <- if (spread) exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2) else NA
  g("hedges_g", J * d / pooled)
  ranks <- list(u = NA, z = NA, p = NA)
  if (spread) {
    w <- suppressWarnings(wilcox.test(round(x, 7), round(y, 7), exact = FALSE, correct = FALSE))
    ties <- table(round(c(x, y), 7))
    N <- nx + ny
    u <- unname(w$statistic)
    z <- (u - nx * ny / 2) / sqrt(nx * ny / 12 * (N + 1 - sum(ties^3 - ties) / (N * (N - 1))))
    stopifnot(all.equal(2 * pnorm(-abs(z)), w$p.value))
    ranks <- list(u = u, z = z, p = w$p.value)
  }
  put_all(place, "gap.mann_whitney.", ranks)
  g("equivalence.margin", if (some) study$margin else NA)
  same <- NA
  se <- NA
  if (spread) {
    margin <- study$margin
    same <- max(t.test(x, y, mu = -margin, alternative = "greater")$p.value,
                t.test(x, y, mu = margin, alternative = "less")$p.value)
    se <- sqrt(var(x) / nx + var(y) / ny)
  }
  g("equivalence.p", same)
  g("minimum_detectable", (qnorm(1 - study$alpha / 2) + qnorm(0.8)) * se)
  list(place = place, d = d, p = if (spread) test$p.value else NA, same = same,
       judged = two)
}

judge <- function(tests) {
  p <- sapply(tests, function(t) t$p)
  q <- sapply(tests, function(t) t$same)
  p_adjusted <- p.adjust(p, study$adjust)
  q_adjusted <- p.adjust(q, study$adjust)
  for (i in seq_along(tests)) {
    t <- tests[[i]]
    verdict <- NA
    if (t$judged)
      verdict <- if (is.na(t$p)) "inconclusive"
                 else if (q_adjusted[i] < study$alpha) "symmetric"
                 else if (p_adjusted[i] >= study$alpha) "inconclusive"
                 else if (t$d > 0) "employees_higher" else "customers_higher"
    put(t$place, "gap.index.p_adjusted", p_adjusted[i])
    put(t$place, "gap.equivalence.p_adjusted", q_adjusted[i])
    put(t$place, "gap.verdict", verdict)
  }
}

# ---- across units ------------------------------------------------------------------
all_orders <- function(n) {
  if (n == 1) return(matrix(1))
  p <- all_orders(n - 1)
  do.call(rbind, lapply(1:n, function(i) cbind(i, p + (p >= i))))
}

# Value, p by permutation, and how far off p may be: exact up to 8 units, else random draws
# that symbar cannot share.
rank_test <- function(x, y, method) {
  x <- rank(round(x, 7))
  y <- rank(round(y, 7))
  r <- cor(x, y, method = method)
  if (length(x) <= 8) {
    tried <- apply(all_orders(length(x)), 1, function(o) cor(x, y[o], method = method))
    return(list(r, mean(abs(tried) >= abs(r) - 1e-9), ""))
  }
  tried <- replicate(20000, cor(x, sample(y), method = method))
  p <- mean(abs(tried) >= abs(r) - 1e-9)
  list(r, p, sprintf("%.4f", 5 * sqrt(max(p * (1 - p), 1e-4) * (1 / 9999 + 1 / 20000))))
}

# Lin (1989); variance of z after Lin (2000).
lin <- function(x, y) {
  G <- length(x)
  sx <- mean((x - mean(x))^2)
  sy <- mean((y - mean(y))^2)
  r <- cor(x, y)
  p <- 2 * mean((x - mean(x)) * (y - mean(y))) / (sx + sy + (mean(x) - mean(y))^2)
  u <- (mean(x) - mean(y)) / sqrt(sqrt(sx) * sqrt(sy))
  v <- ((1 - r^2) * p^2 / ((1 - p^2) * r^2) + 2 * p^3 * (1 - p) * u^2 / (r * (1 - p^2)^2) -
        p^4 * u^4 / (2 * r^2 * (1 - p^2)^2)) / (G - 2)
  half <- qnorm((1 + study$confidence) / 2) * sqrt(v)
  list(value = p, low = tanh(atanh(p) - half), high = tanh(atanh(p) + half),
       precision = r, accuracy = p / r)
}

one_way <- function(v, g) {
  a <- anova(lm(v ~ g, data.frame(v, g = factor(g))))
  n <- as.vector(table(g))
  msb <- a[1, "Mean Sq"]
  msw <- a[2, "Mean Sq"]
  n0 <- (sum(n) - sum(n^2) / sum(n)) / (length(n) - 1)
  list(icc1 = (msb - msw) / (msb + (n0 - 1) * msw), icc2 = (msb - msw) / msb,
       tau2 = (msb - msw) / n0, sigma2 = msw, mean = mean(v))
}

deming_slope <- function(x, y, lambda) {
  d <- var(y) - lambda * var(x)
  (d + sqrt(d^2 + 4 * lambda * cov(x, y)^2)) / (2 * cov(x, y))
}

deming <- function(x, y, lambda) {
  G <- length(x)
  b <- deming_slope(x, y, lambda)
  left_out <- sapply(1:G, function(i) deming_slope(x[-i], y[-i], lambda))
  se <- sd(G * b - (G - 1) * left_out) / sqrt(G)
  half <- qt((1 + study$confidence) / 2, G - 2) * se
  list(slope = b, intercept = mean(y) - b * mean(x), low = b - half, high = b + half,
       lambda = lambda)
}

# OLS with HC3, MacKinnon & White (1985): the sandwich with e^2 / (1 - h)^2.
hc3 <- function(x, y) {
  fit <- lm(y ~ x)
  X <- model.matrix(fit)
  bread <- solve(crossprod(X))
  V <- bread %*% t(X) %*% diag((residuals(fit) / (1 - hatvalues(fit)))^2) %*% X %*% bread
  b <- unname(coef(fit)[2])
  se <- sqrt(V[2, 2])
  df <- length(y) - 2
  half <- qt((1 + study$confidence) / 2, df) * se
  list(slope = b, low = b - half, high = b + half, se = se, p = 2 * pt(-abs(b / se), df))
}

# Newcombe's (1998) method 10 for paired proportions, McNemar's exact p.
delivery <- function(x, y) {
  B <- x >= study$high - 1e-9
  A <- y >= study$high - 1e-9
  n <- length(x)
  e <- sum(B & A)
  f <- sum(B & !A)
  g <- sum(!B & A)
  h <- sum(!B & !A)
  a <- wilson(e + f, n)
  b <- wilson(e + g, n)
  p <- (e + f) / n
  q <- (e + g) / n
  margins <- (e + f) * (g + h) * (e + g) * (f + h)
  k <- e * h - f * g
  if (k > 0) k <- max(k - n / 2, 0)
  phi <- if (margins > 0) k / sqrt(margins) else 0
  low <- sqrt((p - a[1])^2 - 2 * phi * (p - a[1]) * (b[2] - q) + (b[2] - q)^2)
  high <- sqrt((q - b[1])^2 - 2 * phi * (q - b[1]) * (a[2] - p) + (a[2] - p)^2)
  list(threshold = study$high, believers = 100 * p, achievers = 100 * q,
       value = 100 * (p - q), low = 100 * (p - q - low), high = 100 * (p - q + high),
       p = if (f + g) binom.test(f, f + g)$p.value else 1)
}

quadrant_names <- c("both", "employees_only", "customers_only", "neither")
quadrant <- function(high_e, high_c)
  quadrant_names[ifelse(high_e, ifelse(high_c, 1, 2), ifelse(high_c, 3, 4))]

by_unit <- function(q, unit) {
  ok <- !is.na(q$index) & unit != ""
  v <- q$index[ok]
  g <- unit[ok]
  list(v = v, g = g, m = tapply(v, g, mean), n = tapply(v, g, length), s2 = tapply(v, g, var),
       ad = tapply(v, g, function(z) mean(abs(z - mean(z)))))
}

agreement <- function(u, options) {
  two <- u$n > 1
  even <- (100 / (options - 1))^2 * (options^2 - 1) / 12
  r <- pmax(0, 1 - u$s2[two] / even)
  list(rwg_median = if (is.na(options)) NA else median(r),
       rwg_share = if (is.na(options)) NA else 100 * mean(r > 0.7),
       ad_median = median(u$ad[two]))
}

# DerSimonian & Laird (1986), and places by drawing from each unit's own distribution.
shrunken <- function(d, v) {
  w <- 1 / v
  Q <- sum(w * (d - weighted.mean(d, w))^2)
  tau2 <- max(0, (Q - (length(d) - 1)) / (sum(w) - sum(w^2) / sum(w)))
  w <- 1 / (v + tau2)
  mu <- weighted.mean(d, w)
  B <- tau2 / (tau2 + v)
  value <- mu + B * (d - mu)
  half <- qnorm((1 + study$confidence) / 2) * sqrt(B * v + (1 - B)^2 / sum(w))
  G <- length(d)
  low <- rep(1, G)
  high <- rep(G, G)
  if (tau2 > 0) {
    ranks <- replicate(20000, rank(-rnorm(G, value, sqrt(B * v))))
    tail <- (1 - study$confidence) / 2
    low <- apply(ranks, 1, quantile, tail, type = 1)
    high <- apply(ranks, 1, quantile, 1 - tail, type = 1)
  }
  data.frame(value, low = value - half, high = value + half, rank_low = low,
             rank_high = high, exact = tau2 == 0)
}

unit_rows <- function(d, e, c, units, both, x, y, reference) {
  v <- e$s2[both] / e$n[both] + c$s2[both] / c$n[both]
  ok <- !is.na(v) & v > 0
  drawn <- if (sum(ok) >= 3) shrunken((x - y)[ok], v[ok])
  for (u in units) {
    place <- paste("unit", u, d, sep = "|")
    i <- match(u, both)
    k <- if (!is.na(i) && ok[i] && !is.null(drawn)) sum(ok[1:i]) else NA
    for (key in c("value", "low", "high"))
      put(place, paste0("gap.shrunken.", key), if (is.na(k)) NA else drawn[k, key])
    for (key in c("rank_low", "rank_high"))
      put(place, paste0("gap.shrunken.", key), if (is.na(k)) NA else unname(drawn[k, key]),
          if (is.na(k) || drawn$exact[k]) "" else "1")
    name <- NA
    chance <- NA
    if (!is.na(i)) {
      high <- c(x[i] >= reference[1] - 1e-9, y[i] >= reference[2] - 1e-9)
      name <- quadrant(high[1], high[2])
      se <- sqrt(c(e$s2[u] / e$n[u], c$s2[u] / c$n[u]))
      if (!anyNA(se)) {
        p <- ifelse(se > 0, pnorm((c(x[i], y[i]) - reference) / se), high)
        chance <- prod(ifelse(high, p, 1 - p))
      }
    }
    put(place, "quadrant.name", name)
    put(place, "quadrant.probability", unname(chance))
  }
}

link <- function(d, data, units) {
  place <- paste("linkage", "", d, sep = "|")
  g <- function(prefix, values) put_all(place, prefix, values)
  e <- by_unit(data$employees$q[[d]], data$employees$unit)
  c <- by_unit(data$customers$q[[d]], data$customers$unit)
  both <- intersect(names(e$m), names(c$m))
  x <- as.vector(e$m[both])
  y <- as.vector(c$m[both])
  put(place, "units", length(both))
  t <- cor.test(x, y, conf.level = study$confidence)
  g("pearson.", list(value = unname(t$estimate), low = t$conf.int[1], high = t$conf.int[2],
                     p = t$p.value))
  for (method in c("spearman", "kendall")) {
    r <- rank_test(x, y, method)
    put(place, paste0(method, ".value"), r[[1]])
    put(place, paste0(method, ".p"), r[[2]], r[[3]])
  }
  g("concordance.", lin(x, y))
  we <- one_way(e$v, e$g)
  wc <- one_way(c$v, c$g)
  g("icc1.", list(employees = we$icc1, customers = wc$icc1))
  g("icc2.", list(employees = we$icc2, customers = wc$icc2))
  put(place, "disattenuated",
      if (we$icc2 > 0 && wc$icc2 > 0) cor(x, y) / sqrt(we$icc2 * wc$icc2) else NA)
  g("agreement.employees.", agreement(e, data$employees$q[[d]]$options))
  g("agreement.customers.", agreement(c, data$customers$q[[d]]$options))
  two <- e$n[both] > 1 & c$n[both] > 1
  lambda <- mean((c$s2 / c$n)[both][two]) / mean((e$s2 / e$n)[both][two])
  g("deming.", deming(x, y, lambda))
  if (we$tau2 > 0) {
    w <- as.vector(we$tau2 / (we$tau2 + we$sigma2 / e$n[both]))
    g("micro_macro.", hc3((1 - w) * we$mean + w * x, y))
  }
  g("delivery_gap.", delivery(x, y))
  pe <- as.vector(e$n[both]) / sum(e$n[both])
  pc <- as.vector(c$n[both]) / sum(c$n[both])
  total <- sum(pe * x) - sum(pc * y)
  overall <- mean(data$employees$q[[d]]$index, na.rm = TRUE) -
             mean(data$customers$q[[d]]$index, na.rm = TRUE)
  g("composition.", list(total = total, within = sum((pe + pc) / 2 * (x - y)),
                         mix = sum((pe - pc) * (x + y) / 2), unmatched = overall - total))
  reference <- if (is.null(study$reference)) c(median(x), median(y)) else rep(study$reference, 2)
  g("quadrants.reference.", list(employees = reference[1], customers = reference[2]))
  places <- quadrant(x >= reference[1] - 1e-9, y >= reference[2] - 1e-9)
  for (name in quadrant_names) put(place, paste0("quadrants.", name), sum(places == name))
  unit_rows(d, e, c, units, both, x, y, reference)
}

# Cronbach & Gleser (1953): D^2 and its three parts.
profile <- function(data, two_sided) {
  x <- sapply(two_sided, function(d) mean(data$employees$q[[d]]$index, na.rm = TRUE))
  y <- sapply(two_sided, function(d) mean(data$customers$q[[d]]$index, na.rm = TRUE))
  s <- function(v) sqrt(sum((v - mean(v))^2))
  put_all("profile||", "", list(dimensions = length(x), dissonance = sum((x - y)^2),
          elevation = length(x) * (mean(x) - mean(y))^2, scatter = (s(x) - s(y))^2,
          shape = 2 * s(x) * s(y) * (1 - cor(x, y))))
}

cross <- function(data, units) {
  if (length(units) < 10) return()
  rows <- list()
  for (i in names(data$employees$q)) for (j in names(data$customers$q)) {
    e <- by_unit(data$employees$q[[i]], data$employees$unit)$m
    c <- by_unit(data$customers$q[[j]], data$customers$unit)$m
    both <- intersect(names(e), names(c))
    t <- if (length(both) >= 10) cor.test(as.vector(e[both]), as.vector(c[both]))
    rows[[length(rows) + 1]] <- list(place = paste("cross_linkage", i, j, sep = "|"),
      units = length(both), r = if (is.null(t)) NA else unname(t$estimate),
      p = if (is.null(t)) NA else t$p.value)
  }
  adjusted <- p.adjust(sapply(rows, function(r) r$p), "BH")
  for (k in seq_along(rows)) {
    r <- rows[[k]]
    put_all(r$place, "", list(units = r$units, r = r$r, p = r$p, p_adjusted = adjusted[k]))
  }
}

report <- function(data) {
  all_units <- setdiff(unique(c(data$employees$unit, data$customers$unit)), "")
  all_units <- sort(all_units, method = "radix")
  for (scope in c("overall", "unit")) {
    tests <- list()
    for (u in if (scope == "unit") all_units else "") for (d in dimensions) {
      place <- paste(scope, u, d, sep = "|")
      x <- lapply(sides, function(side) {
        rows <- scope == "overall" | data[[side]]$unit == u
        side_rows(place, side, data[[side]]$q[[d]], rows)
      })
      tests[[length(tests) + 1]] <-
        gap_rows(place, data$employees$q[[d]], data$customers$q[[d]], x[[1]], x[[2]])
    }
    judge(tests)
  }
  two_sided <- intersect(names(data$employees$q), names(data$customers$q))
  for (d in two_sided) link(d, data, all_units)
  profile(data, two_sided)
  cross(data, all_units)
}

# ---- the three studies -------------------------------------------------------------
minutes <- as.numeric(staff$minutes)
kept <- staff[staff$finished == "yes" & minutes >= 3 & minutes <= 40, ]

study <- list(name = "study", confidence = 0.95, alpha = 0.05, margin = 5, adjust = "holm",
              high = 75)
report(answers(kept, clients, 2))

study <- list(name = "study-bh", confidence = 0.9, alpha = 0.01, margin = 8, adjust = "BH",
              high = 65, reference = 60)
on_one_side <- function(a, b) a != "" & !(a %in% b)
report(answers(kept[!on_one_side(kept$store, clients$magasin), ],
               clients[!on_one_side(clients$magasin, kept$store), ], 3))

few <- c("Besançon", "Caen", "Genève", "Göteborg", "Nîmes", "Reims", "Tours")
study <- list(name = "study-few", confidence = 0.95, alpha = 0.05, margin = 5,
              adjust = "none", high = 58.5)
report(answers(staff[staff$finished != "no" & staff$store %in% few, ],
               clients[clients$magasin %in% few, ], 1))

table <- as.data.frame(do.call(rbind, out))
names(table) <- c("study", "place", "key", "value", "within")
file <- file("expected.csv", "wb")
writeLines(c("study|scope|unit|dimension|key|value|within",
             enc2utf8(paste(table$study, table$place, table$key, table$value, table$within,
                            sep = "|"))), file, useBytes = TRUE)
invisible(close(file))
