# Writes expected.csv: what R's survey package says of the answers in this folder.
# Run in it: Rscript oracle.R > expected.csv
# README.md has the traps; every estimate and standard error is svymean's.
suppressPackageStartupMessages(library(survey))
# It takes residuals of raked weights ten times in turn and stops; to the end is symbar's way.
to_the_end <- gsub("1:10", "1:200", deparse(survey::svyrecvar), fixed = TRUE)
patched <- eval(parse(text = to_the_end))
environment(patched) <- environment(survey::svyrecvar)
assignInNamespace("svyrecvar", patched, "survey")
options(survey.lonely.psu = "adjust")  # the default stops at a stratum of one
confidence <- 0.95
z <- qnorm(0.975)
margin <- 5

sides <- list(
  employees = read.csv("staff.csv", encoding = "UTF-8"),
  customers = read.csv2("clients.csv", encoding = "UTF-8"))
questions <- list(
  recommend = list(column = "q", min = 0, max = 10, nps = TRUE),
  satisfied = list(column = "s", min = 1, max = 5, nps = FALSE))

say <- function(study, scope, unit, dimension, key, value)
  if (length(value) && is.finite(value))
    cat(sprintf("%s|%s|%s|%s|%s|%.15g|\n", study, scope, unit, dimension, key, value))

# Bonifacio has employees, and none of them answered.
heads <- list(
  employees = c(Ajaccio = 20, Bastia = 12, Calvi = 22, Corte = 40, Porto = 3, "Sart\u00e8ne" = 9,
                Bonifacio = 7),
  customers = c(Ajaccio = 1200, Bastia = 30, Calvi = 60, Corte = 90, Porto = 8,
                "Sart\u00e8ne" = 500))

# Respondents who answered, in a design of their own.
draw <- function(study, data, unit, name) {
  data$N <- if (unit == "" && study == "population") sum(heads[[name]])
            else heads[[name]][data$unit]
  if (unit != "")
    study <- if (startsWith(study, "population")) "population" else "none"
  switch(study,
    none = svydesign(ids = ~1, weights = ~w, data = data),
    strata = svydesign(ids = ~1, strata = ~unit, weights = ~w, data = data),
    clusters = svydesign(ids = ~unit, weights = ~w, data = data),
    population = svydesign(ids = ~1, weights = ~w, fpc = ~N, data = data),
    "population-strata" = svydesign(ids = ~1, strata = ~unit, weights = ~w, fpc = ~N,
                                    data = data),
    poststrata = {
      there <- sort(unique(data$unit))
      data$N <- sum(heads[[name]])
      postStratify(svydesign(ids = ~1, weights = ~w, fpc = ~N, data = data), ~unit,
                   data.frame(unit = there, Freq = heads[[name]][there]))
    },
    raked = rake(svydesign(ids = ~1, weights = ~one, data = transform(data, one = 1)),
                 list(~unit, ~role), lapply(margins[[name]], as.data.frame),
                 control = list(maxit = 1000, epsilon = 1e-12)))  # the default is 1
}

units <- c("Ajaccio", "Bastia", "Calvi", "Corte", "Porto", "Sart\u00e8ne")
margins <- list(
  employees = list(data.frame(unit = units, Freq = c(20, 12, 22, 40, 3, 9)),
                   data.frame(role = c("front", "back"), Freq = c(70, 36))),
  customers = list(data.frame(unit = units, Freq = c(40, 30, 20, 5, 3, 2)),
                   data.frame(role = c("front", "back"), Freq = c(55, 45))))
whole <- c("poststrata", "raked")  # everybody who is used answered everything

estimate <- function(formula, design) {
  m <- svymean(formula, design, deff = "replace")
  list(value = as.numeric(coef(m)), se = as.numeric(SE(m)), deff = as.numeric(deff(m)),
       df = degf(design))
}

wilson <- function(p, n) {
  middle <- (p + z^2 / (2 * n)) / (1 + z^2 / n)
  half <- z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2)) / (1 + z^2 / n)
  c(middle - half, middle + half)
}

pseudo <- function(P, D, n) {
  p <- (P * n + 0.75) / (n + 3)
  d <- (D * n + 0.75) / (n + 3)
  list(value = p - d, variance = (p + d - (p - d)^2) / (n + 3))
}

# With no spread the effect is Kish's, that of the weights alone.
size <- function(e, d) if (is.finite(e$deff)) nrow(d) / e$deff else sum(d$w)^2 / sum(d$w^2)

side <- function(study, scope, unit, dimension, name, question) {
  d <- sides[[name]]
  if (study %in% whole) d <- d[!is.na(d$q) & !is.na(d$s), ]
  rows <- nrow(d[unit == "" | d$unit == unit, ])
  d$x <- d[[question$column]]
  d <- d[!is.na(d$x) & (unit == "" | d$unit == unit), ]
  if (nrow(d) < 2) return(NULL)
  d$index <- 100 * (d$x - question$min) / (question$max - question$min)
  design <- draw(study, d, unit, name)
  if (study %in% whole) d$w <- weights(design)
  tell <- function(key, value) say(study, scope, unit, dimension, paste0(name, ".", key), value)
  e <- estimate(~index, design)
  half <- qt(0.975, e$df) * e$se
  sd <- sqrt(as.numeric(coef(svyvar(~index, design))))
  tell("n", nrow(d))
  if (startsWith(study, "population")) {
    N <- if (unit == "") sum(heads[[name]]) else heads[[name]][[unit]]
    tell("headcount", N)
    tell("response_rate", 100 * rows / N)
  }
  tell("n_eff", sum(d$w)^2 / sum(d$w^2))
  tell("mean.value", as.numeric(coef(svymean(~x, design))))
  tell("mean.sd", sqrt(as.numeric(coef(svyvar(~x, design)))))
  tell("index.value", e$value)
  tell("index.low", e$value - half)
  tell("index.high", e$value + half)
  tell("index.sd", sd)
  tell("index.deff", e$deff)
  tell("index.df", e$df)
  e$sd <- sd
  e$n <- nrow(d)
  if (question$nps) {
    design <- update(design, class = (x >= 9) - (x <= 6), up = as.numeric(x >= 9),
                     down = as.numeric(x <= 6))
    k <- estimate(~class, design)
    e$P <- as.numeric(coef(svymean(~up, design)))
    e$D <- as.numeric(coef(svymean(~down, design)))
    e$nps <- k$value
    e$nps_n <- size(k, d)
    a <- pseudo(e$P, e$D, e$nps_n)
    tell("nps.value", 100 * k$value)
    tell("nps.promoters", 100 * e$P)
    tell("nps.detractors", 100 * e$D)
    tell("nps.deff", k$deff)
    if (e$nps_n >= 1) {
      tell("nps.low", 100 * (a$value - z * sqrt(a$variance)))
      tell("nps.high", 100 * (a$value + z * sqrt(a$variance)))
    }
  } else {
    design <- update(design, top = as.numeric(x >= 4))
    k <- estimate(~top, design)
    e$top <- k$value
    e$top_n <- size(k, d)
    tell("top_box.value", 100 * k$value)
    tell("top_box.deff", k$deff)
    if (e$top_n >= 1) {
      tell("top_box.low", 100 * wilson(e$top, e$top_n)[1])
      tell("top_box.high", 100 * wilson(e$top, e$top_n)[2])
    }
  }
  e
}

gap <- function(study, scope, unit, dimension, e, c) {
  tell <- function(key, value) say(study, scope, unit, dimension, paste0("gap.", key), value)
  d <- e$value - c$value
  v <- e$se^2 + c$se^2
  df <- v^2 / (e$se^4 / e$df + c$se^4 / c$df)
  half <- qt(0.975, df) * sqrt(v)
  tell("index.value", d)
  tell("index.low", d - half)
  tell("index.high", d + half)
  tell("index.t", d / sqrt(v))
  tell("index.df", df)
  tell("index.p", 2 * pt(-abs(d / sqrt(v)), df))
  tell("equivalence.p", max(pt((d + margin) / sqrt(v), df, lower.tail = FALSE),
                            pt((d - margin) / sqrt(v), df)))
  tell("minimum_detectable", (qnorm(0.975) + qnorm(0.8)) * sqrt(v))
  m <- e$n + c$n - 2
  tell("hedges_g", exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2) * d /
         sqrt(((e$n - 1) * e$sd^2 + (c$n - 1) * c$sd^2) / m))
  if (!is.null(e$nps)) {
    a <- pseudo(e$P, e$D, e$nps_n)
    b <- pseudo(c$P, c$D, c$nps_n)
    half <- z * sqrt(a$variance + b$variance)
    tell("nps.value", 100 * (e$nps - c$nps))
    tell("nps.low", 100 * (a$value - b$value - half))
    tell("nps.high", 100 * (a$value - b$value + half))
  } else {
    p <- wilson(e$top, e$top_n)
    q <- wilson(c$top, c$top_n)
    tell("top_box.value", 100 * (e$top - c$top))
    tell("top_box.low", 100 * (e$top - c$top - sqrt((e$top - p[1])^2 + (q[2] - c$top)^2)))
    tell("top_box.high", 100 * (e$top - c$top + sqrt((p[2] - e$top)^2 + (c$top - q[1])^2)))
  }
}

cat("study|scope|unit|dimension|key|value|within\n")
for (study in c("none", "strata", "clusters", "population", "population-strata", whole))
  for (unit in if (study %in% whole) "" else c("", sort(unique(sides$employees$unit))))
    for (dimension in names(questions)) {
      scope <- if (unit == "") "overall" else "unit"
      e <- side(study, scope, unit, dimension, "employees", questions[[dimension]])
      c <- side(study, scope, unit, dimension, "customers", questions[[dimension]])
      if (!is.null(e) && !is.null(c)) gap(study, scope, unit, dimension, e, c)
    }
