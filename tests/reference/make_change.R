# Writes change_cases.inc: samples of two waves and what base R says of their changes, for
# test_change.c. Run in this folder: Rscript make_change.R > change_cases.inc
# One pair: t.test (Welch) where R has it. Two pairs: the formulas of Satterthwaite (1946),
# Rocks (2016) and Zou & Donner (2008) on answers one by one; p of shares by uniroot().
set.seed(20261126)
num <- function(v) ifelse(is.na(v), "NAN", sprintf("%.17g", v))
row <- function(v) paste(num(v), collapse = ", ")
z <- qnorm(0.975)

means <- function(added, subtracted) {
  all <- c(added, subtracted)
  a <- sapply(all, function(v) var(v) / length(v)); n <- sapply(all, length)
  d <- sum(sapply(added, mean)) - sum(sapply(subtracted, mean))
  se <- sqrt(sum(a)); df <- sum(a)^2 / sum(a^2 / (n - 1))
  r <- c(d, d + c(-1, 1) * qt(0.975, df) * se, 2 * pt(-abs(d / se), df))
  if (length(all) == 2) {
    t <- t.test(added[[1]], subtracted[[1]])
    stopifnot(all.equal(r, c(unname(t$estimate[1] - t$estimate[2]), t$conf.int, t$p.value),
                        check.attributes = FALSE))
    r <- c(d, t$conf.int, t$p.value)
  }
  r
}

nps <- function(added, subtracted) {
  one <- function(v) {
    n <- length(v); P <- sum(v >= 9); D <- sum(v <= 6)
    p <- (P + 0.75) / (n + 3); d <- (D + 0.75) / (n + 3)
    c((P - D) / n, p - d, (p + d - (p - d)^2) / (n + 3))
  }
  A <- sapply(added, one); S <- sapply(subtracted, one)
  d <- rowSums(A) - rowSums(S); se <- sqrt(sum(A[3, ], S[3, ]))
  c(d[1], d[2] + c(-1, 1) * z * se, 2 * pnorm(-abs(d[2] / se)))
}

shares <- function(added, subtracted) {
  k <- function(l) sapply(l, function(v) sum(v >= 8)); n <- function(l) sapply(l, length)
  ends <- function(q) {
    w <- function(k, n) {
      p <- k / n; b <- p + q^2 / (2 * n)
      (b + c(-1, 1) * q * sqrt(p * (1 - p) / n + q^2 / (4 * n^2))) / (1 + q^2 / n)
    }
    prop <- suppressWarnings(prop.test(k(added)[1], n(added)[1], correct = FALSE)$conf.int)
    if (q == z) stopifnot(all.equal(w(k(added)[1], n(added)[1]), prop[1:2]))
    A <- mapply(w, k(added), n(added)); S <- mapply(w, k(subtracted), n(subtracted))
    p <- k(added) / n(added); s <- k(subtracted) / n(subtracted); d <- sum(p) - sum(s)
    c(d, d - sqrt(sum((p - A[1, ])^2, (S[2, ] - s)^2)),
      d + sqrt(sum((A[2, ] - p)^2, (s - S[1, ])^2)))
  }
  r <- ends(z)
  p <- if (r[1] == 0) 1 else {
    side <- if (r[1] > 0) 2 else 3
    2 * pnorm(-uniroot(function(q) ends(q)[side], c(1e-3, 39), tol = 1e-12)$root)
  }
  c(r, p)
}

side <- function(v) sprintf("{ %d, %.17g, %.17g, %d, %d, %d }", length(v), mean(v), var(v),
                            sum(v >= 9), sum(v <= 6), sum(v >= 8))
emit <- function(name, added, subtracted) {
  list <- function(l) paste(sapply(l, side), collapse = ", ")
  cat(sprintf("{ \"%s\", %d,\n  { %s },\n  { %s },\n", name, length(added), list(added),
              list(subtracted)))
  cat(sprintf("  { %s },\n  { %s },\n  { %s } },\n", row(means(added, subtracted)),
              row(nps(added, subtracted)), row(shares(added, subtracted))))
}

cat("/* Made by make_change.R with", R.version.string, "*/\n")
e <- rep(0:10, c(1, 0, 1, 1, 2, 5, 4, 9, 12, 8, 7))
c1 <- rep(0:10, c(6, 3, 4, 5, 6, 14, 11, 20, 22, 13, 9))
emit("golden pair", list(e), list(c1))
emit("two answers on each side", list(c(3, 8)), list(c(9, 10)))
emit("nothing in common", list(rep(c(9, 10), 20)), list(rep(c(0, 1), 15)))
emit("the same again", list(e), list(e))
draw <- function() {
  s <- sample(0:10, sample(c(2, 5, 12, 60, 400), 1), TRUE, prob = rexp(11))
  if (length(unique(s)) == 1) s[1] <- (s[1] + 3) %% 11
  s
}
for (i in 1:8) emit(sprintf("score %d", i), list(draw()), list(draw()))
emit("gap of the golden pair against none", list(e, c1), list(c1, c1))
for (i in 1:10) emit(sprintf("gap %d", i), list(draw(), draw()), list(draw(), draw()))
