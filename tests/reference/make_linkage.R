# Writes linkage_cases.inc: units with the answers of two sides, and what R says of them
# across units, for test_linkage.c. Run in this folder:
#   Rscript make_linkage.R > linkage_cases.inc
# cor.test, anova, binom.test, multilevel (rwg, awg, ad.m) and lme4 where R has the
# figure, else the formula as its source gives it, worked out on answers and on left-out
# units one by one. NAN in the table: the figure is not available.
suppressMessages({ library(multilevel); library(lme4) })
set.seed(20261121)
z <- qnorm(0.975)

num <- function(v) ifelse(is.na(v), "NAN", ifelse(v == Inf, "INFINITY", sprintf("%.17g", v)))
row <- function(v) paste(num(v), collapse = ", ")

permutations <- function(n) {
  if (n == 1) return(matrix(1))
  p <- permutations(n - 1)
  do.call(rbind, lapply(1:n, function(i) cbind(i, p + (p >= i))))
}

rank_p <- function(x, y, method) {
  x <- round(x, 9); y <- round(y, 9)
  G <- length(x); observed <- cor(x, y, method = method)
  if (G <= 8) {
    all <- apply(permutations(G), 1, function(o) cor(x, y[o], method = method))
    return(mean(abs(all) >= abs(observed) - 1e-9))
  }
  if (G <= 128) { # as symbar does, by other random pairings
    tried <- replicate(20000, cor(x, sample(y), method = method))
    return(mean(abs(tried) >= abs(observed) - 1e-9))
  }
  if (method == "kendall") return(cor.test(x, y, method = method, exact = FALSE)$p.value)
  t <- observed * sqrt((G - 2) / (1 - observed^2))
  2 * pt(-abs(t), G - 2)
}

# Lin (1989, 2000), as epiR's epi.ccc and DescTools' CCC have it.
lin <- function(x, y) {
  G <- length(x); f <- (G - 1) / G
  sx2 <- var(x) * f; sy2 <- var(y) * f; r <- cor(x, y)
  p <- 2 * cov(x, y) * f / (sx2 + sy2 + (mean(x) - mean(y))^2)
  u <- (mean(x) - mean(y)) / (sx2 * sy2)^0.25
  se <- sqrt(((1 - r^2) * p^2 * (1 - p^2) / r^2 + 2 * p^3 * (1 - p) * u^2 / r -
              0.5 * p^4 * u^4 / r^2) / (G - 2)) / (1 - p^2)
  c(p, r, p / r, tanh(atanh(p) + c(-1, 1) * z * se))
}

deming <- function(x, y, lambda) {
  slope <- function(x, y) {
    d <- var(y) - lambda * var(x)
    (d + sqrt(d^2 + 4 * lambda * cov(x, y)^2)) / (2 * cov(x, y))
  }
  G <- length(x); s <- slope(x, y)
  pseudo <- sapply(seq_along(x), function(i) G * s - (G - 1) * slope(x[-i], y[-i]))
  se <- sd(pseudo) / sqrt(G)
  c(lambda, s, mean(y) - s * mean(x), se, s + c(-1, 1) * qt(0.975, G - 2) * se)
}

hc3 <- function(x, y) {
  X <- cbind(1, x); inv <- solve(t(X) %*% X); b <- inv %*% t(X) %*% y
  e <- as.vector(y - X %*% b); h <- diag(X %*% inv %*% t(X))
  v <- inv %*% t(X) %*% diag(e^2 / (1 - h)^2) %*% X %*% inv
  se <- sqrt(v[2, 2]); df <- length(y) - 2
  c(b[2], b[1], se, 2 * pt(-abs(b[2] / se), df), b[2] + c(-1, 1) * qt(0.975, df) * se)
}

one_way <- function(v, g) {
  a <- anova(lm(v ~ factor(g))); n <- table(g); N <- sum(n); G <- length(n)
  n0 <- (N - sum(n^2) / N) / (G - 1)
  b <- a[1, 3]; w <- a[2, 3]
  if (length(unique(n)) == 1 && b > w) { # balanced: REML must say the same
    d <- data.frame(v, g = factor(g))
    fit <- as.data.frame(VarCorr(lmer(v ~ 1 + (1 | g), d)))$vcov
    stopifnot(abs(fit[1] / sum(fit) - (b - w) / (b + (n0 - 1) * w)) < 1e-5)
  }
  c(b, w, n0, (b - w) / (b + (n0 - 1) * w), (b - w) / b, a[1, 4], a[1, 5])
}

paired <- function(x, y, H) {
  B <- x >= H; A <- y >= H; n <- length(x)
  e <- sum(B & A); f <- sum(B & !A); g <- sum(!B & A); h <- sum(!B & !A)
  w <- function(k) suppressWarnings(prop.test(k, n, correct = FALSE)$conf.int)
  a <- w(e + f); b <- w(e + g); p <- (e + f) / n; q <- (e + g) / n
  m <- (e + f) * (g + h) * (e + g) * (f + h); k <- e * h - f * g
  phi <- if (m == 0) 0 else (if (k > 0) max(k - n / 2, 0) else k) / sqrt(m)
  join <- function(s, t) sqrt(s^2 - 2 * phi * s * t + t^2)
  c(p, q, p - q - join(p - a[1], b[2] - q), p - q + join(a[2] - p, q - b[1]),
    if (f + g) binom.test(f, f + g)$p.value else 1)
}

agree <- function(v, g, L, H) {
  A <- H - L + 1
  r <- rwg(v, g, ranvar = (A^2 - 1) / 12)$rwg
  a <- awg(v, g, range = c(L, H))$a.wg
  d <- ad.m(v, g)$AD.M
  c(median(r, na.rm = TRUE), mean(r[!is.na(r)] > 0.7), median(a, na.rm = TRUE),
    median(d, na.rm = TRUE))
}

# E and C: matrices of counts, a row per unit, a column per level L..H
emit <- function(name, E, C, L, H) {
  s <- L:H; G <- nrow(E)
  long <- function(M) data.frame(v = rep(rep(s, G), as.vector(t(M))),
                                 g = rep(rep(1:G, each = length(s)), as.vector(t(M))))
  e <- long(E); k <- long(C)
  stat <- function(f) list(e = as.vector(tapply(e$v, e$g, f)), c = as.vector(tapply(k$v, k$g, f)))
  m <- stat(mean); n <- stat(length); v <- stat(var)
  x <- m$e; y <- m$c; two <- n$e >= 2 & n$c >= 2
  pearson <- cor.test(x, y)
  ci <- if (is.null(pearson$conf.int)) c(NA, NA) else pearson$conf.int
  we <- one_way(e$v, e$g); wc <- one_way(k$v, k$g)
  lambda <- mean((v$c / n$c)[two]) / mean((v$e / n$e)[two])
  tau2 <- (we[1] - we[2]) / we[3]
  mm <- rep(NA, 6)
  if (tau2 > 0) {
    w <- tau2 / (tau2 + we[2] / n$e)
    mm <- hc3((1 - w) * mean(e$v) + w * x, y)
  }
  d <- x - y; var_d <- v$e / n$e + v$c / n$c
  ok <- two & var_d > 0
  wt <- 1 / var_d[ok]; fixed <- sum(wt * d[ok]) / sum(wt)
  Q <- sum(wt * (d[ok] - fixed)^2)
  t2 <- max(0, (Q - (sum(ok) - 1)) / (sum(wt) - sum(wt^2) / sum(wt)))
  ws <- 1 / (var_d[ok] + t2); mu <- sum(ws * d[ok]) / sum(ws)
  first <- which(ok)[1]; B <- t2 / (t2 + var_d[first])
  shrunk <- mu + B * (d[first] - mu)
  shrunk_se <- sqrt(B * var_d[first] + (1 - B)^2 / sum(ws))
  H0 <- median(c(x, y))
  pe <- n$e / sum(n$e); pc <- n$c / sum(n$c)
  q <- c(pnorm((x[first] - median(x)) / sqrt(v$e[first] / n$e[first])),
         pnorm((y[first] - median(y)) / sqrt(v$c[first] / n$c[first])))
  cat(sprintf("{ \"%s\", %d, %d, %d,\n", name, G, L, H))
  cat(sprintf("  (const double[]){ %s },\n  (const double[]){ %s },\n",
              row(as.vector(t(E))), row(as.vector(t(C)))))
  cat(sprintf("  .pearson = { %s },\n", row(c(pearson$estimate, pearson$p.value, ci))))
  cat(sprintf("  .spearman = { %s }, .kendall = { %s },\n",
              row(c(cor(x, y, method = "spearman"), rank_p(x, y, "spearman"))),
              row(c(cor(x, y, method = "kendall"), rank_p(x, y, "kendall")))))
  cat(sprintf("  .lin = { %s },\n", row(lin(x, y))))
  cat(sprintf("  .one_way = { { %s }, { %s } },\n", row(we), row(wc)))
  cat(sprintf("  .disattenuated = %s,\n",
              num(if (we[5] > 0 && wc[5] > 0) cor(x, y) / sqrt(we[5] * wc[5]) else NA)))
  cat(sprintf("  .deming = { %s },\n  .micro_macro = { %s },\n", row(deming(x, y, lambda)),
              row(mm)))
  cat(sprintf("  .shrinkage = { %s },\n", row(c(mu, sqrt(1 / sum(ws)), t2, Q))))
  cat(sprintf("  .first = %d, .shrunken = { %s },\n", first - 1L, row(c(shrunk, shrunk_se))))
  cat(sprintf("  .threshold = %s, .delivery = { %s },\n", num(H0), row(paired(x, y, H0))))
  cat(sprintf("  .composition = { %s },\n",
              row(c(sum(pe * x) - sum(pc * y), sum((pe + pc) / 2 * (x - y)),
                    sum((pe - pc) * (x + y) / 2)))))
  cat(sprintf("  .agreement = { { %s }, { %s } },\n", row(agree(e$v, e$g, L, H)),
              row(agree(k$v, k$g, L, H))))
  cat(sprintf("  .high = { %s } },\n", row(q)))
}

draw <- function(G, L, H, sizes_e, sizes_c, link, spread) {
  k <- H - L + 1; u <- rnorm(G); w <- link * u + sqrt(1 - link^2) * rnorm(G)
  side <- function(quality, sizes) t(sapply(1:G, function(i) {
    size <- if (length(sizes) == 1) sizes else sample(sizes, 1)
    v <- round(pmin(H, pmax(L, rnorm(size, (L + H) / 2 + spread * quality[i], k / 4))))
    tabulate(v - L + 1, k)
  }))
  list(side(u, sizes_e), side(w, sizes_c))
}

cat("/* Made by make_linkage.R with", R.version.string, "*/\n")
p <- draw(14, 0, 10, 2:30, 20:90, 0.6, 1); emit("fourteen stores", p[[1]], p[[2]], 0, 10)
p <- draw(8, 1, 5, 3:9, 5:20, 0.5, 0.8); emit("eight teams", p[[1]], p[[2]], 1, 5)
p <- draw(7, 1, 5, 4, 4, 0.3, 0.6); emit("seven teams of four, ties", p[[1]], p[[2]], 1, 5)
p <- draw(3, 0, 10, 5:20, 5:20, 0, 1); emit("three units", p[[1]], p[[2]], 0, 10)
p <- draw(4, 0, 10, 5:20, 5:20, 0, 1); emit("four units", p[[1]], p[[2]], 0, 10)
p <- draw(40, 1, 7, c(2:12, 1), 30:200, -0.5, 0.7); emit("forty, opposed", p[[1]], p[[2]], 1, 7)
p <- draw(12, 1, 5, 10, 25, 0.4, 0); emit("no unit differs", p[[1]], p[[2]], 1, 5)
p <- draw(150, 1, 5, 2:20, 10:40, 0.35, 0.6)
emit("a hundred and fifty", p[[1]], p[[2]], 1, 5)
