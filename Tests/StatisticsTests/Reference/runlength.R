# Average run lengths. R 4.2.2 with spc 0.6.7.
suppressMessages(library(spc))
options(digits = 12)
for (s in list(c(0.4, 3.054), c(0.25, 2.998), c(0.2, 2.962), c(0.1, 2.814), c(0.05, 2.615))) {
  cat("ewma", s, sapply(c(0, 0.25, 0.5, 1, 2, 4), function(mu) xewma.arl(s[1], s[2], mu, sided = "two", r = 60)), "\n")
}
for (h in c(4, 5)) for (hs in c(0, h / 2)) {
  cat("cusum", h, hs, sapply(c(0, 0.25, 0.5, 1, 2, 4), function(mu) xcusum.arl(0.5, h, mu, hs = hs, sided = "two", r = 60)), "\n")
}
cat("one-sided", xcusum.arl(0.5, 4, 0, sided = "one", r = 60), xcusum.arl(0.5, 4, 1, hs = 2, sided = "one", r = 60), "\n")
