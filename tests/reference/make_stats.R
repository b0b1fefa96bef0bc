# Writes stats_cases.inc: histograms of two sides and what base R says of them, for
# test_stats.c. Run in this folder: Rscript make_stats.R > stats_cases.inc
# t.test, wilcox.test, prop.test and p.adjust where R has the figure, else the formula as
# its source gives it, on answers one by one; none of symbar's shortcuts over levels.
# NAN in the table: the figure is not available.
set.seed(20261121)
confidence <- 0.95
z <- qnorm(0.975)

num <- function(v) {
  ifelse(is.na(v), "NAN", ifelse(v == Inf, "INFINITY", sprintf("%.17g", v)))
}
row <- function(v) paste(num(v), collapse = ", ")

newcombe <- function(a, n, b, m) {
  if (n < 1 || m < 1) return(c(NA, NA))
  w <- function(k, n) suppressWarnings(prop.test(k, n, correct = FALSE)$conf.int)
  e <- w(a, n); c <- w(b, m); p <- a / n; q <- b / m
  c(p - q - sqrt((p - e[1])^2 + (c[2] - q)^2), p - q + sqrt((e[2] - p)^2 + (q - c[1])^2))
}

pseudo <- function(P, D, n) {
  p <- (P + 0.75) / (n + 3); d <- (D + 0.75) / (n + 3)
  c(p - d, (p + d - (p - d)^2) / (n + 3))
}

# Cliff's delta, variance and interval from the matrix of signs; Feng & Cliff (2004) where
# the sides do not overlap or the variance is not positive.
cliff <- function(x, y) {
  n <- length(x); m <- length(y)
  if (n < 1 || m < 1) return(rep(NA, 4))
  d <- sign(outer(round(x, 9), round(y, 9), "-")); delta <- mean(d)
  if (n < 2 || m < 2) return(c(delta, NA, NA, NA))
  t <- qt(0.975, n + m - 2)
  v <- (m^2 * sum((rowMeans(d) - delta)^2) + n^2 * sum((colMeans(d) - delta)^2) -
        sum((d - delta)^2)) / (n * m * (n - 1) * (m - 1))
  if (abs(delta) == 1) {
    b <- min(n, m); inner <- (b - t^2) / (b + t^2)
    return(c(delta, 0, if (delta > 0) c(inner, 1) else c(-1, -inner)))
  }
  raw <- v
  if (v <= 0) v <- (1 - delta^2) / (n * m - 1)
  half <- t * sqrt(v) * sqrt((1 - delta^2)^2 + t^2 * v)
  c(delta, raw, (delta - delta^3 + c(-half, half)) / (1 - delta^2 + t^2 * v))
}

emit <- function(name, levels_e, counts_e, levels_c, counts_c, margin) {
  x <- rep(levels_e, counts_e); y <- rep(levels_c, counts_c)
  n <- length(x); m <- length(y)
  var2 <- function(v) if (length(v) < 2) NA else if (all(v == v[1])) 0 else var(v)
  vx <- var2(x); vy <- var2(y)
  tested <- n >= 2 && m >= 2 && vx + vy > 0
  side <- function(v, s2) if (length(v) < 2) c(NA, NA) else
    mean(v) + c(-1, 1) * qt(0.975, length(v) - 1) * sqrt(s2 / length(v))
  # t.test refuses data that are nearly constant; the formula is the same
  welch <- rep(NA, 6); tost <- rep(NA, 3); g <- NA; detectable <- NA
  if (tested) {
    a <- vx / n; b <- vy / m; se <- sqrt(a + b); d <- mean(x) - mean(y)
    df <- (a + b)^2 / (a^2 / (n - 1) + b^2 / (m - 1))
    welch <- c(se, d / se, df, 2 * pt(-abs(d / se), df), d + c(-1, 1) * qt(0.975, df) * se)
    t <- try(t.test(x, y), silent = TRUE)
    if (!inherits(t, "try-error")) {
      welch[2:6] <- c(t$statistic, t$parameter, t$p.value, t$conf.int)
    }
    low <- (d + margin) / se; high <- (d - margin) / se
    tost <- c(low, high, max(pt(low, df, lower.tail = FALSE), pt(high, df)))
    k <- n + m - 2
    g <- exp(lgamma(k / 2) - lgamma((k - 1) / 2)) / sqrt(k / 2) * d /
      sqrt(((n - 1) * vx + (m - 1) * vy) / k)
    detectable <- (z + qnorm(0.8)) * se
  }
  mw <- rep(NA, 3)
  if (tested) {
    rx <- round(x, 9); ry <- round(y, 9)
    w <- wilcox.test(rx, ry, exact = FALSE, correct = FALSE)
    u <- unname(w$statistic); tie <- table(c(rx, ry)); N <- n + m
    v <- n * m / 12 * ((N + 1) - sum(tie^3 - tie) / (N * (N - 1)))
    mw <- c(u, (u - n * m / 2) / sqrt(v), w$p.value)
  }
  # the classes of an NPS and of a top box on 0-10, whatever the levels mean
  P <- c(sum(x >= 9), sum(y >= 9)); D <- c(sum(x <= 6), sum(y <= 6)); top <- P
  one <- function(i, k) {
    if (k < 1) return(rep(NA, 5))
    a <- pseudo(P[i], D[i], k)
    w <- suppressWarnings(prop.test(top[i], k, correct = FALSE)$conf.int)
    c((P[i] - D[i]) / k, a[1] + c(-1, 1) * z * sqrt(a[2]), w)
  }
  gap <- rep(NA, 4)
  if (n >= 1 && m >= 1) {
    a <- pseudo(P[1], D[1], n); b <- pseudo(P[2], D[2], m); se <- sqrt(a[2] + b[2])
    d <- a[1] - b[1]
    gap <- c(d, se, 2 * pnorm(-abs(d / se)), NA)
    gap <- c(gap[1:3], d + c(-1, 1) * z * se)
  } else gap <- rep(NA, 5)
  mean0 <- function(v) if (length(v)) mean(v) else 0
  cat(sprintf("{ \"%s\",\n", name))
  side_text <- function(l, c) sprintf("  { (const double[]){ %s }, (const double[]){ %s }, %d },\n",
                                      row(l), row(c), length(l))
  cat(side_text(levels_e, counts_e), side_text(levels_c, counts_c), sep = "")
  cat(sprintf("  .margin = %s,\n", num(margin)))
  cat(sprintf("  .classes = { { %d, %d, %d }, { %d, %d, %d } },\n", P[1], D[1], n, P[2], D[2], m))
  cat(sprintf("  .means = { %s }, .variances = { %s },\n", row(c(mean0(x), mean0(y))),
              row(c(vx, vy))))
  cat(sprintf("  .mean_interval = { { %s }, { %s } },\n", row(side(x, vx)), row(side(y, vy))))
  cat(sprintf("  .scores = { { %s }, { %s } },\n", row(one(1, n)), row(one(2, m))))
  cat(sprintf("  .welch = { %s },\n  .tost = { %s }, .detectable = %s,\n", row(welch),
              row(tost), num(detectable)))
  cat(sprintf("  .nps_gap = { %s },\n  .newcombe = { %s },\n", row(gap),
              row(newcombe(top[1], n, top[2], m))))
  cat(sprintf("  .cliff = { %s },\n  .mann_whitney = { %s }, .g = %s },\n", row(cliff(x, y)),
              row(mw), num(g)))
}

cat("/* Made by make_stats.R with", R.version.string, "*/\n")
s <- 0:10
emit("golden pair", s, c(1, 0, 1, 1, 2, 5, 4, 9, 12, 8, 7), s,
     c(6, 3, 4, 5, 6, 14, 11, 20, 22, 13, 9), 1)
emit("nobody on one side", 5, 0, s, rep(1, 11), 1)
emit("one against many", 7, 1, s, rep(2, 11), 1)
emit("one against one", 7, 1, 3, 1, 1)
emit("two against two, tied", c(3, 8), c(1, 1), c(3, 8), c(1, 1), 1)
emit("two against two, one tie", c(0, 1), c(1, 1), c(1, 2), c(1, 1), 0.5)
emit("two against two hundred", c(2, 9), c(1, 1), s, c(rep(15, 10), 50), 2)
emit("all alike, both sides the same", 4, 9, 4, 7, 1)
emit("all alike, sides differ", 4, 9, 5, 7, 1)
emit("employees all alike", 4, 9, c(3, 4, 5), c(2, 5, 1), 1)
emit("customers all alike", c(3, 4, 5), c(2, 5, 1), 9, 3, 1)
emit("employees above all customers", c(8, 9, 10), c(2, 3, 1), c(0, 1, 2, 3), c(4, 5, 6, 7), 1)
emit("customers above all employees", c(0, 1), c(12, 9), c(5, 10), c(2, 1), 1)
emit("one tie between two groups", c(1, 2), c(30, 1), c(2, 3), c(1, 30), 0.1)
emit("one inversion", c(1, 2, 5), c(3, 1, 1), c(4, 6), c(1, 6), 0.1)
emit("levels apart by rounding", c(100 / 3, 200 / 3, 100), c(3, 4, 2),
     c(100 - 200 / 3, 200 / 3 + 3e-12, 100), c(5, 1, 3), 5)
emit("all alike but for rounding", c(1 / 3, 1 / 3 + 1e-13), c(2, 2), c(0, 1), c(3, 4), 0.1)
emit("five points against ten, rescaled", c(0, 25, 50, 75, 100), c(1, 4, 9, 20, 11),
     seq(0, 100, 10), c(9, 3, 5, 8, 13, 14, 30, 25, 22, 6, 4), 5)
emit("half steps against seven points", seq(0, 100, 12.5), c(0, 1, 2, 2, 5, 7, 6, 3, 1),
     100 * 0:6 / 6, c(8, 9, 14, 33, 21, 10, 2), 5)
emit("far apart and sure", 0:4, c(1, 2, 3, 20, 40), 0:4, c(60, 40, 4, 2, 1), 0.5)
emit("a crowd against a team", 1:5, c(1, 0, 2, 3, 3), 1:5, c(110, 230, 480, 890, 660), 0.25)
emit("shares at the ends", c(9, 10), c(3, 4), c(0, 1, 6), c(5, 6, 9), 1)
emit("a constant shift of a million", 1e6 + s, c(1, 0, 1, 1, 2, 5, 4, 9, 12, 8, 7), 1e6 + s,
     c(6, 3, 4, 5, 6, 14, 11, 20, 22, 13, 9), 1)
for (i in 1:12) {
  k <- sample(c(2, 5, 7, 11), 1)
  draw <- function(size) {
    h <- rmultinom(1, size, rexp(k))[, 1]
    if (sum(h) < 2) h[1] <- 2
    h
  }
  emit(sprintf("random %d", i), 0:(k - 1), draw(sample(c(2, 3, 5, 8, 20, 90), 1)), 0:(k - 1),
       draw(sample(c(2, 4, 9, 30, 200, 900), 1)), sample(c(0.1, 0.5, 1), 1))
}
