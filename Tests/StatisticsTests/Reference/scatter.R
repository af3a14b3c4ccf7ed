# Minimum covariance determinants of textbook sets by exhaustive starts (nsamp = "exact"; 200,000 starts for toxicity), and the
# estimates that follow. R 4.2.2 with robustbase 0.95-0. Takes two minutes.
suppressMessages(library(robustbase))
options(digits = 17, warn = -1, width = 200)
sets <- list(
  hbk = hbk[, 1:3], stackloss = stackloss[, 1:3], wood = wood[, 1:5], stars = starsCYG, phosphor = phosphor[, 1:2],
  delivery = delivery[, 1:2], aircraft = aircraft[, 1:4], salinity = salinity[, 1:3], coleman = coleman[, 1:5],
  heart = heart[, 1:2], bushfire = bushfire, toxicity = toxicity)
for (name in names(sets)) {
  x <- data.matrix(sets[[name]])
  if (length(commandArgs(TRUE))) { # with any argument: print the data as Swift
    cat("  static let", paste0(name, ": [[Double]] = [\n"))
    for (j in seq_len(ncol(x))) {
      cat(strwrap(paste0("[", paste(format(x[, j], trim = TRUE, digits = 10, drop0trailing = TRUE), collapse = ", "), "],"), 120,
        prefix = "    "), sep = "\n")
    }
    cat("  ]\n\n")
    next
  }
  starts <- if (name == "toxicity") 200000 else "exact"
  for (alpha in c(0.5, 0.75)) {
    set.seed(1)
    fit <- suppressMessages(covMcd(x, alpha = alpha, nsamp = starts))
    cat(name, alpha, fit$crit, "\n")
  }
  cat(" kept", sum(fit$raw.weights), "raw factor", prod(fit$raw.cnp2), "factor", prod(fit$cnp2), "\n")
  cat(" centre", fit$center, "\n variances", diag(fit$cov), "\n covariance", fit$cov[1, 2], "distances", fit$mah[c(1, 4, 9)], "\n")
}
if (length(commandArgs(TRUE))) quit()
u <- covMcd(starsCYG[, 2], alpha = 0.75)
cat("univariate", u$crit, u$raw.center, u$raw.cov, u$center, u$cov, "\n")
