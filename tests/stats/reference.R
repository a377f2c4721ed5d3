# What stats/ computes, by R's own means: Rscript reference.R WHAT VALUES [MORE], prints numbers.
# VALUES: numbers with commas between them.
suppressPackageStartupMessages(library(boot))

numbers <- function(text) as.numeric(strsplit(text, ",")[[1]])
words <- commandArgs(trailingOnly = TRUE)
what <- words[1]
values <- numbers(words[2])
more <- if (length(words) > 2) numbers(words[3]) else NULL

# Share of all assignments of signs at least as far from 0.
sign_flip <- function(x) {
  signs <- as.matrix(expand.grid(rep(list(c(-1, 1)), length(x))))
  mean(abs(signs %*% x) >= abs(sum(x)) - 1e-9)
}

# Share of all ways to deal two series out whose Welch t is at least as far from 0.
relabelling <- function(x, y) {
  pooled <- c(x, y)
  t_of <- function(ours) t.test(pooled[ours], pooled[-ours])$statistic
  t <- combn(length(pooled), length(x), t_of)
  mean(abs(t) >= abs(t_of(seq_along(x))) - 1e-9)
}

# Quantiles of studentised distances, without sign; rank level (draws + 1) is R's type 6.
reach_from <- function(b) {
  levels <- c(0.90, 0.95, 0.99)
  distances <- abs(b$t[, 1] - b$t0[1]) / sqrt(b$t[, 2])
  quantile(distances[is.finite(distances)], levels, type = 6, names = FALSE)
}
bootstrap <- function(x) {
  reach_from(boot(x, function(d, i) c(mean(d[i]), var(d[i]) / length(i)), R = 49999))
}
bootstrap_two <- function(x, y) {
  series <- rep(1:2, c(length(x), length(y)))
  difference <- function(d, i) {
    ours <- d[i][series == 1]
    theirs <- d[i][series == 2]
    c(mean(ours) - mean(theirs), var(ours) / length(ours) + var(theirs) / length(theirs))
  }
  reach_from(boot(c(x, y), difference, R = 49999, strata = series))
}

# count, p, level -> ranks
quantile_ranks <- function(q) {
  miss <- (1 - q[3]) / 2
  c(qbinom(miss, q[1], q[2]), qbinom(1 - miss, q[1], q[2]) + 1)
}

# successes, trials, level -> interval
proportion <- function(q) as.numeric(binom.test(q[1], q[2], conf.level = q[3])$conf.int)

# values by block, process, run -> variances from the mean squares of aov
nested <- function(y, design) {
  process <- gl(design[1] * design[2], design[3])
  block <- gl(design[1], design[2] * design[3])
  squares <- summary(aov(y ~ block / process))[[1]][["Mean Sq"]]
  c((squares[1] - squares[2]) / (design[2] * design[3]), (squares[2] - squares[3]) / design[3], squares[3])
}

set.seed(1)
result <- switch(what,
  "sign-flip" = sign_flip(values),
  "relabelling" = relabelling(values, more),
  "holm" = p.adjust(values, "holm"),
  "bootstrap" = bootstrap(values),
  "bootstrap-two" = bootstrap_two(values, more),
  "t" = as.numeric(t.test(values, conf.level = more)$conf.int),
  "quantile-ranks" = quantile_ranks(values),
  "proportion" = proportion(values),
  "nested" = nested(values, more)
)
cat(sprintf("%.12g\n", result), sep = "")
