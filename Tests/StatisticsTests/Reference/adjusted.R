# Expected values of AdjustedPValueTests: R's p.adjust.
cat(R.version.string, "\n")
p <- c(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1)
p <- p[c(8, 1, 15, 3, 12, 5, 9, 2, 14, 7, 4, 13, 6, 10, 11)]
options(digits = 17)
for (m in c("BH", "BY", "holm", "bonferroni")) cat(m, paste(format(p.adjust(p, m), digits = 16), collapse = ", "), "\n")
