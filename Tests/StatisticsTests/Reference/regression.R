# Reference values of the regression tests: R 4.2.2, MASS 7.3-58.2, brglm2 0.9.
#   Rscript regression.R
options(digits = 17)
tight <- glm.control(epsilon = 1e-15, maxit = 200)
show <- function(name, ...) {
  for (part in list(...)) cat(name, ":", paste(format(part, digits = 17), collapse = ", "), "\n")
}
both <- function(name, fit) {
  table <- coef(summary(fit))
  show(name, table[, 1], table[, 2], as.numeric(logLik(fit)))
}

# logistic regression
both("mtcars logistic", glm(am ~ wt + hp, binomial, mtcars, control = tight))
weighted <- transform(mtcars, w = seq_along(am) %% 4)
both("mtcars weighted", suppressWarnings(glm(am ~ wt + hp, binomial, weighted, weights = w, control = tight)))
both("mtcars offset", glm(am ~ wt, binomial, mtcars, offset = hp / 50, control = tight))

# complementary log-log, exposures hp
both("mtcars cloglog", glm(am ~ wt, binomial("cloglog"), mtcars, offset = log(hp), control = tight))

# Poisson and negative binomial
exposure <- seq_len(54) / 10
both("warpbreaks poisson", glm(breaks ~ wool + tension, poisson, warpbreaks, control = tight))
both("warpbreaks exposure", glm(breaks ~ wool + tension + offset(log(exposure)), poisson, warpbreaks, control = tight))
nb <- MASS::glm.nb(breaks ~ wool + tension, warpbreaks, control = tight)
both("warpbreaks nb", nb)
show("warpbreaks theta", nb$theta, nb$SE.theta)
nb <- MASS::glm.nb(breaks ~ wool + tension + offset(log(exposure)), warpbreaks, control = tight)
both("warpbreaks nb exposure", nb)
show("warpbreaks theta exposure", nb$theta, nb$SE.theta)

# Huber
huber <- MASS::rlm(stack.loss ~ ., stackloss, scale.est = "proposal 2", k2 = 1.345, acc = 1e-13, maxit = 10000)
show("stackloss huber", coef(huber), coef(summary(huber))[, 2], huber$s)

# Firth
firth <- function(formula, data, ...) {
  suppressWarnings(glm(formula, binomial, data, method = brglm2::brglmFit, type = "AS_mean", epsilon = 1e-14, maxit = 10000, ...))
}
both("mtcars firth", firth(am ~ wt + hp, mtcars))
split <- data.frame(x = 1:8, y = rep(0:1, each = 4))
both("separated firth", firth(y ~ x, split))
