# Writes drivers_cases.inc: answers to several items and an overall score, and what R says
# of them, for test_drivers.c. Run in this folder:
#   Rscript make_drivers.R > drivers_cases.inc
# psych::alpha (Cronbach's alpha, Feldt's interval, corrected item-total correlations), lm
# and cor.test. Relative weights: Johnson (2000) as he states them, from the singular value
# decomposition of the standardised data, which symbar never sees. One factor by minres:
# residuals minimised by nlm from several starts; psych::fa(fm = "minres") has to agree with
# its own, looser, stopping rule. NAN in the table: the figure is not available.
suppressMessages(library(psych))
set.seed(20261127)

num <- function(v) ifelse(is.na(v), "NAN", sprintf("%.17g", v))
row <- function(v) paste(num(v), collapse = ", ")

relative_weights <- function(X, y) {
  n <- nrow(X)
  Z <- scale(X) / sqrt(n - 1); z <- as.vector(scale(y)) / sqrt(n - 1)
  s <- svd(Z)
  nearest <- s$u %*% t(s$v)                # the orthonormal variables nearest to Z
  lambda <- t(nearest) %*% Z               # slopes of the predictors on them
  beta <- t(nearest) %*% z                 # slopes of the outcome on them
  as.vector(t(lambda^2) %*% beta^2)
}

minres <- function(R) {
  k <- ncol(R)
  if (k < 3) return(list(loadings = rep(NA, k)))
  f <- function(l) { r <- R - outer(l, l); sum(r[lower.tri(r)]^2) }
  g <- function(l) { r <- R - outer(l, l); diag(r) <- 0; as.vector(-2 * r %*% l) }
  best <- NULL
  for (start in list(rep(0.7, k), rep(0.3, k), eigen(R)$vectors[, 1] * sqrt(eigen(R)$values[1]))) {
    o <- optim(start, f, g, method = "BFGS", control = list(reltol = 1e-16, maxit = 10000))
    l <- o$par
    for (i in 1:100) {                     # Newton's steps to the last digits
      H <- matrix(0, k, k)
      r <- R - outer(l, l)
      for (a in 1:k) for (b in 1:k)
        H[a, b] <- if (a == b) 2 * sum(l[-a]^2) else -2 * (r[a, b] - l[a] * l[b])
      l <- l - solve(H, g(l))
    }
    if (is.null(best) || f(l) < f(best) - 1e-14) best <- l
  }
  if (sum(best) < 0) best <- -best
  check <- as.vector(suppressWarnings(fa(R, nfactors = 1, fm = "minres")$loadings))
  if (sum(check) < 0) check <- -check
  stopifnot(max(abs(abs(check) - abs(best))) < 2e-3)
  list(loadings = best)
}

omega_of <- function(C, l) {
  if (any(is.na(l)) || any(abs(l) >= 1)) return(NA)
  s <- sqrt(diag(C)); common <- sum(l * s)
  common^2 / (common^2 + sum(s^2 * (1 - l^2)))
}

case <- function(name, X, y) {
  n <- nrow(X); k <- ncol(X)
  C <- cov(X); colnames(X) <- paste0("x", 1:k)
  a <- suppressWarnings(alpha(X, check.keys = FALSE, warnings = FALSE))
  feldt <- unlist(a$feldt[c("lower.ci", "upper.ci")])
  l <- minres(cor(X))$loadings
  omega <- omega_of(C, l)
  model <- summary(lm(y ~ X)); w <- relative_weights(X, y)
  stopifnot(abs(sum(w) - model$r.squared) < 1e-12)
  f <- model$fstatistic
  p <- pf(f[1], f[2], f[3], lower.tail = FALSE)
  tests <- lapply(1:k, function(i) cor.test(X[, i], y))
  cat(sprintf('{ "%s", %d, %d,\n  (const double[]){ %s },\n  (const double[]){ %s },\n',
              name, n, k, paste(t(X), collapse = ", "), paste(y, collapse = ", ")))
  cat(sprintf("  .alpha = { %s }, .omega = %s,\n",
              row(c(a$total$raw_alpha, feldt)), num(omega)))
  cat(sprintf("  .loadings = { %s },\n", row(l)))
  cat(sprintf("  .rest = { %s },\n", row(a$item.stats$r.drop)))
  cat(sprintf("  .model = { %s },\n", row(c(model$r.squared, model$adj.r.squared, p))))
  cat(sprintf("  .weights = { %s },\n", row(w)))
  cat(sprintf("  .r = { %s } },\n", paste(sapply(tests, function(t)
    sprintf("{ %s }", row(c(t$estimate, t$conf.int, t$p.value)))), collapse = ", ")))
}

likert <- function(v, steps) pmin(pmax(round(v), 1), steps)

cat(sprintf("/* Made by make_drivers.R with %s and psych %s */\n", R.version.string,
            packageDescription("psych")$Version))
n <- 200; g <- rnorm(n)
X <- sapply(c(0.9, 0.8, 0.7, 0.5, 0.3), function(b) likert(3.4 + b * g + rnorm(n, 0, 0.8), 5))
case("five items of one factor", X, likert(7 + 1.2 * g + X[, 2] * 0.4 + rnorm(n), 10))
n <- 40; g <- rnorm(n)
X <- sapply(c(0.9, 0.8, -0.7), function(b) likert(3 + b * g + rnorm(n, 0, 0.7), 5))
case("three items, the last one reversed", X, likert(5 + g + rnorm(n), 10))
n <- 500; g <- rnorm(n); h <- rnorm(n)
X <- sapply(1:11, function(i) likert(3 + (i %% 3) * 0.4 * g + (i %% 2) * 0.5 * h + rnorm(n), 7))
case("eleven dimensions", X, likert(6 + 0.5 * X[, 1] - 0.2 * X[, 4] + 0.6 * g + rnorm(n), 10))
n <- 12
X <- cbind(c(1, 2, 3, 4, 5, 4, 3, 2, 1, 2, 5, 4), c(2, 2, 4, 4, 4, 5, 3, 1, 1, 3, 5, 3))
case("two items", X, c(3, 4, 6, 8, 9, 9, 5, 2, 1, 5, 10, 7))
n <- 60
X <- sapply(1:4, function(i) likert(3 + rnorm(n), 5))
case("four items of nothing in common", X, likert(5 + rnorm(n), 10))
