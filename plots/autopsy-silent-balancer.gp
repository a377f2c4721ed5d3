# Throughput as ab counts it against concurrency: the published balancer, one that closes silently, its corrected twin, and
# the same balancer with its backends up.
load drawing # autopsy-points.gp
