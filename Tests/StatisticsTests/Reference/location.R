# Quantiles of all nine types, MAD, Qn and trimmed means. R 4.2.2 with robustbase 0.95-0.
suppressMessages(library(robustbase))
options(digits = 17)
michelso <- c(299.85, 299.74, 299.90, 300.07, 299.93, 299.85, 299.95, 299.98, 299.98, 299.88, 300.00, 299.98, 299.93)
copper <- c(2.9, 3.1, 3.4, 3.4, 3.7, 3.7, 2.8, 2.5, 2.4, 2.4, 2.7, 2.2, 5.28, 3.37, 3.03, 3.03, 28.95, 3.77, 3.4, 2.2, 3.5,
  3.6, 3.7, 3.7)
stopifnot(all(sort(copper) == sort(MASS::chem)))
for (type in 1:9) cat("quantile", type, quantile(copper, c(0, 0.05, 0.25, 1 / 3, 0.5, 0.9, 1), type = type, names = FALSE), "\n")
for (type in 1:9) cat("short", type, quantile(michelso[1:5], c(0.1, 0.2, 0.3, 0.4, 0.5, 0.6), type = type, names = FALSE), "\n")
cat("mad", mad(copper, constant = 1 / qnorm(0.75)), mad(michelso, constant = 1 / qnorm(0.75)), "\n")
for (n in c(2:14, 24)) cat("Qn", n, Qn(copper[1:n]), "\n")
x <- (1:2000 * 7919) %% 10007
cat("Qn cubes", Qn((x / 1000)^3), Qn((x[1:1999] / 1000)^3), "\n")
for (trim in c(0, 0.1, 0.2, 0.25, 0.45)) {
  g <- floor(trim * 24)
  s <- sort(copper)
  w <- pmin(pmax(s, s[g + 1]), s[24 - g])
  se <- sqrt(sum((w - mean(w))^2) / ((24 - 2 * g) * (24 - 2 * g - 1)))
  cat("trim", trim, mean(copper, trim = trim), mean(w), var(w), se, "\n")
}
