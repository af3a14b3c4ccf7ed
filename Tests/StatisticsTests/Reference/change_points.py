"""Expected changes of ChangePointPublishedTests: ruptures 1.1.10, exact dynamic programming, on R's Nile and boot::coal."""
import numpy as np
import ruptures as rpt

nile = np.array([1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
    1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969,
    831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759,
    781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
    744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740.0])
variance = 125.0**2
model = rpt.Pelt(model="l2", min_size=2, jump=1).fit(nile)
ends = model.predict(pen=2 * np.log(100) * variance)
print("Nile", ends, model.cost.sum_of_costs(ends) / variance + 2 * np.log(100) * (len(ends) - 1))
ends = model.predict(pen=0.5 * variance)
print("Nile, low penalty", ends, model.cost.sum_of_costs(ends) / variance + 0.5 * (len(ends) - 1))
