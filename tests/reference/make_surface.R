# Writes surface_cases.inc: units with two scores and an outcome, and R's congruence
# surface, for test_surface.c. Run in this folder:
#   Rscript make_surface.R > surface_cases.inc
# lm for the regression; a1 to a5 as linear contrasts of its coefficients; the principal
# axis by the formulas of Edwards & Parry (1993), its standard errors by the delta method
# with derivatives found numerically (Richardson's extrapolation).
set.seed(20261128)
num <- function(v) sprintf("%.17g", v)
row <- function(v) paste(num(v), collapse = ", ")
gradient <- function(f, b) sapply(seq_along(b), function(i) {
  h <- max(abs(b[i]), 1e-4) * 1e-3
  d <- function(h) { u <- l <- b; u[i] <- u[i] + h; l[i] <- l[i] - h; (f(u) - f(l)) / (2 * h) }
  a <- c(d(h), d(h / 2), d(h / 4), d(h / 8))
  for (k in 1:3) a <- (4^k * a[-1] - a[-length(a)]) / (4^k - 1)
  a
})
case <- function(name, x, y, z) {
  centre <- mean(c(x, y)); X <- x - centre; Y <- y - centre
  m <- lm(z ~ X + Y + I(X^2) + I(X * Y) + I(Y^2)); s <- summary(m)
  b <- coef(m); V <- vcov(m); f <- s$fstatistic
  L <- rbind(c(0,1,1,0,0,0), c(0,0,0,1,1,1), c(0,1,-1,0,0,0), c(0,0,0,1,-1,1), c(0,0,0,1,0,-1))
  a <- as.vector(L %*% b); se <- sqrt(diag(L %*% V %*% t(L)))
  slope <- function(b) (b[6] - b[4] + sqrt((b[4] - b[6])^2 + b[5]^2)) / b[5]
  intercept <- function(b) {
    d <- 4 * b[4] * b[6] - b[5]^2
    (b[2] * b[5] - 2 * b[3] * b[4]) / d - slope(b) * (b[3] * b[5] - 2 * b[2] * b[6]) / d
  }
  axis <- sapply(list(slope, intercept), function(f) {
    g <- gradient(f, unname(b)); c(f(unname(b)), sqrt(as.vector(t(g) %*% V %*% g)))
  })
  cat(sprintf('{ "%s", %d,\n  (const double[]){ %s },\n  (const double[]){ %s },\n  (const double[]){ %s },\n',
              name, length(x), row(x), row(y), row(z)))
  cat(sprintf("  .model = { %s },\n", row(c(centre, s$r.squared, pf(f[1], f[2], f[3], lower.tail = FALSE)))))
  cat(sprintf("  .coefficients = { %s },\n", paste(sprintf("{ %s }",
      apply(s$coefficients[, c(1, 2, 4)], 1, row)), collapse = ", ")))
  cat(sprintf("  .features = { %s },\n", paste(sprintf("{ %s }", apply(cbind(a, se,
      2 * pt(-abs(a / se), m$df.residual)), 1, row)), collapse = ", ")))
  cat(sprintf("  .axis = { %s } },\n", row(as.vector(axis))))
}
cat(sprintf("/* Made by make_surface.R with %s */\n", R.version.string))
n <- 40; x <- round(rnorm(n, 65, 9), 1); y <- round(0.5 * x + rnorm(n, 38, 8), 1)
case("forty stores, worst where the sides differ", x, y,
     round(120 + 0.8 * (x - 68) + 0.3 * (y - 68) - 0.03 * (x - y)^2 + rnorm(n, 0, 6), 2))
n <- 300; x <- rnorm(n, 50, 12); y <- rnorm(n, 60, 10)
case("three hundred, a saddle", x, y, 3e6 + 1e4 * (x - 50) * (y - 60) / 100 + rnorm(n, 0, 2e4))
